import { button, make, show, write } from "../shared/make.ts";
import { exactLine } from "../shared/visible-text.ts";
import { ask, Refused, wordsOf } from "./admin-api.ts";
import type { ShownGrant } from "./answers.ts";
import { askFirst, openDialog } from "./dialogs.ts";
import { notice } from "./notices.ts";
import { PolicyField } from "./policy-field.ts";

/** Opens the policy of a grant to be changed; `saved` is called after it was. */
export async function editPolicy(grant: ShownGrant, saved: () => void): Promise<void> {
  try {
    openEditor(grant, await documentOf(grant.id), saved);
  } catch (error) {
    notice(`${grant.id}: ${wordsOf(error)}`, "bad");
  }
}

/** The document in force as people write it; empty where there is none. */
export async function documentOf(grantId: string): Promise<string> {
  try {
    return JSON.stringify(await ask<unknown>("GET", `/grants/${grantId}/policy`), undefined, 2);
  } catch (error) {
    if (error instanceof Refused && error.status === 404) return "";
    throw error;
  }
}

function openEditor({ id, label }: ShownGrant, document: string, saved: () => void): void {
  const problem = make("p", { class: "problem", role: "alert", hidden: true });
  const save = button("Save policy", () => void store(), { class: "go" });
  const field = new PolicyField({
    id: "policy-document",
    label: "Document, as JSON",
    grantId: id,
    isForecast: true,
    rows: 16,
  });
  const leave = async () => {
    const words = "What you have typed is not stored.";
    const isChanged = field.text !== document;
    if (!isChanged || (await askFirst("Leave without saving?", words, "Leave"))) dialog.close();
  };
  const store = async () => {
    save.disabled = true;
    try {
      await ask("PUT", `/grants/${id}/policy`, field.text);
      notice(`The policy of ${id} is stored and in force.`, "good");
      dialog.close();
      saved();
    } catch (error) {
      show(problem, true);
      write(problem, wordsOf(error));
    }
    save.disabled = false;
  };
  const buttons = make(
    "div",
    { class: "buttons" },
    button("Cancel", () => void leave()),
    save,
  );
  const words = "Calls are decided by it from the moment it is saved.";
  const title = `Policy of ${exactLine(label)}`;
  const parts = [make("p", { class: "soft" }, words), field.element, problem, buttons];
  const dialog = openDialog(title, parts, { kind: "wide", onClose: () => field.close() });
  dialog.element.addEventListener("cancel", (event) => {
    event.preventDefault();
    void leave();
  });
  field.text = document;
}
