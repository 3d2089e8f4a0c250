import { button, make, show, write } from "../shared/make.ts";
import { exactLine } from "../shared/visible-text.ts";
import { ask, wordsOf } from "./admin-api.ts";
import { OWNER_ID, type ShownGrant } from "./answers.ts";
import { openDialog } from "./dialogs.ts";
import { type NewKey, showKey } from "./grant-card.ts";
import { documentOf } from "./policy-dialog.ts";
import { PolicyField } from "./policy-field.ts";

/** Asks for a new grant's label, end and policy, makes it, and shows its key. */
export function addGrant(grants: readonly ShownGrant[], added: () => void): void {
  const label = make("input", {
    id: "grant-label",
    maxlength: "100",
    required: true,
    autocomplete: "off",
    autofocus: true,
  });
  const expires = make("input", { id: "grant-expires", type: "datetime-local" });
  const field = new PolicyField({
    id: "grant-policy",
    label: "Policy, as JSON (without one it may do nothing)",
    // Any grant would do: the document alone is judged.
    grantId: OWNER_ID,
    isForecast: false,
    rows: 9,
  });
  const problem = make("p", { class: "problem", role: "alert", hidden: true });
  const add = make("button", { class: "go" }, "Add grant");
  const cancel = button("Cancel", () => dialog.close());
  const form = make(
    "form",
    { novalidate: true },
    labelled("Label", label),
    labelled("Expires (optional)", expires),
    labelled("Start from the policy of", copyFrom(grants, field)),
    field.element,
    problem,
    make("div", { class: "buttons" }, cancel, add),
  );
  const send = async () => {
    add.disabled = true;
    try {
      const made = await ask<NewKey>("POST", "/grants", bodyOf(label, expires, field));
      dialog.close();
      added();
      showKey(made.label, made.token);
    } catch (error) {
      show(problem, true);
      write(problem, wordsOf(error));
    }
    add.disabled = false;
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void send();
  });
  const dialog = openDialog("Add a grant", [form], {
    kind: "wide",
    onClose: () => field.close(),
  });
}

function labelled(words: string, input: HTMLElement): HTMLElement {
  return make("div", { class: "field" }, make("label", { for: input.id }, words), input);
}

/** A choice of grants whose policy is put into the field to be changed. */
function copyFrom(grants: readonly ShownGrant[], field: PolicyField): HTMLSelectElement {
  const options = grants
    .filter(({ policy }) => policy !== null)
    .map(({ id, label }) => make("option", { value: id }, `${exactLine(label)} (${id})`));
  const none = make("option", { value: "" }, "none");
  const select = make("select", { id: "grant-source" }, none, ...options);
  const copy = async () => {
    field.text = select.value === "" ? "" : await documentOf(select.value).catch(() => "");
  };
  select.addEventListener("change", () => void copy());
  return select;
}

/** The document goes in as it was typed, so that the server judges it and names what stands twice. */
function bodyOf(label: HTMLInputElement, expires: HTMLInputElement, field: PolicyField): string {
  const until = expires.value === "" ? undefined : new Date(expires.value).toISOString();
  const rest = JSON.stringify({ label: label.value.trim(), expires: until });
  const policy = field.text.trim();
  return policy === "" ? rest : `${rest.slice(0, -1)},"policy":${policy}}`;
}
