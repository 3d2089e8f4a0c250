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
  const form = new GrantForm(grants);
  const cancel = button("Cancel", () => dialog.close());
  const close = (made: NewKey) => {
    dialog.close();
    added();
    showKey(made.label, made.token);
  };
  const dialog = openDialog("Add a grant", [form.element(cancel, close)], {
    kind: "wide",
    onClose: () => form.close(),
  });
}

class GrantForm {
  readonly #label = make("input", {
    id: "grant-label",
    maxlength: "100",
    required: true,
    autocomplete: "off",
    autofocus: true,
  });
  readonly #expires = make("input", { id: "grant-expires", type: "datetime-local" });
  readonly #source: HTMLSelectElement;
  readonly #policy = new PolicyField({
    id: "grant-policy",
    label: "Policy, as JSON (without one it may do nothing)",
    // Any grant would do: the document alone is judged.
    grantId: OWNER_ID,
    isForecast: false,
    rows: 9,
  });
  readonly #problem = make("p", { class: "problem", role: "alert", hidden: true });
  readonly #add = make("button", { class: "go" }, "Add grant");

  constructor(grants: readonly ShownGrant[]) {
    const options = grants
      .filter(({ policy }) => policy !== null)
      .map(({ id, label }) => make("option", { value: id }, `${exactLine(label)} (${id})`));
    const none = make("option", { value: "" }, "none");
    this.#source = make("select", { id: "grant-source" }, none, ...options);
    this.#source.addEventListener("change", () => void this.#copyPolicy());
  }

  element(cancel: HTMLElement, made: (key: NewKey) => void): HTMLFormElement {
    const form = make(
      "form",
      { novalidate: true },
      labelled("Label", this.#label),
      labelled("Expires (optional)", this.#expires),
      labelled("Start from the policy of", this.#source),
      this.#policy.element,
      this.#problem,
      make("div", { class: "buttons" }, cancel, this.#add),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#send(made);
    });
    return form;
  }

  close(): void {
    this.#policy.close();
  }

  async #copyPolicy(): Promise<void> {
    const { value } = this.#source;
    try {
      this.#policy.text = value === "" ? "" : await documentOf(value);
    } catch (error) {
      this.#refuse(error);
    }
  }

  async #send(made: (key: NewKey) => void): Promise<void> {
    this.#add.disabled = true;
    try {
      made(await ask<NewKey>("POST", "/grants", this.#body()));
    } catch (error) {
      this.#refuse(error);
    }
    this.#add.disabled = false;
  }

  #refuse(error: unknown): void {
    show(this.#problem, true);
    write(this.#problem, wordsOf(error));
  }

  /** The document goes in as it was typed, so that the server judges it and names what stands twice. */
  #body(): string {
    const { value } = this.#expires;
    const expires = value === "" ? undefined : new Date(value).toISOString();
    const rest = JSON.stringify({ label: this.#label.value.trim(), expires });
    const policy = this.#policy.text.trim();
    return policy === "" ? rest : `${rest.slice(0, -1)},"policy":${policy}}`;
  }
}

function labelled(words: string, input: HTMLElement): HTMLElement {
  return make("div", { class: "field" }, make("label", { for: input.id }, words), input);
}
