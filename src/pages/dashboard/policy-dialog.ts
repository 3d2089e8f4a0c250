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

function openEditor(grant: ShownGrant, document: string, saved: () => void): void {
  const editor = new PolicyEditor(grant, document);
  const leave = async () => {
    if (await editor.mayBeLeft()) dialog.close();
  };
  const store = async () => {
    if (!(await editor.store())) return;
    dialog.close();
    saved();
  };
  const dialog = openDialog(`Policy of ${exactLine(grant.label)}`, editor.parts(leave, store), {
    kind: "wide",
    onClose: () => editor.close(),
  });
  dialog.element.addEventListener("cancel", (event) => {
    event.preventDefault();
    void leave();
  });
}

class PolicyEditor {
  readonly #grantId: string;
  readonly #document: string;
  readonly #field: PolicyField;
  readonly #problem = make("p", { class: "problem", role: "alert", hidden: true });

  constructor({ id }: ShownGrant, document: string) {
    this.#grantId = id;
    this.#document = document;
    this.#field = new PolicyField({
      id: "policy-document",
      label: "Document, as JSON",
      grantId: id,
      isForecast: true,
      rows: 16,
    });
    this.#field.text = document;
  }

  parts(leave: () => Promise<void>, store: () => Promise<void>): readonly HTMLElement[] {
    const words = "Calls are decided by it from the moment it is saved.";
    const cancel = button("Cancel", () => void leave());
    const save = button("Save policy", () => void store(), { class: "go" });
    return [
      make("p", { class: "soft" }, words),
      this.#field.element,
      this.#problem,
      make("div", { class: "buttons" }, cancel, save),
    ];
  }

  close(): void {
    this.#field.close();
  }

  async mayBeLeft(): Promise<boolean> {
    if (this.#field.text === this.#document) return true;
    return askFirst("Leave without saving?", "What you have typed is not stored.", "Leave");
  }

  /** False where the server refuses it, which then stands below the field. */
  async store(): Promise<boolean> {
    try {
      await ask("PUT", `/grants/${this.#grantId}/policy`, this.#field.text);
      notice(`The policy of ${this.#grantId} is stored and in force.`, "good");
      return true;
    } catch (error) {
      show(this.#problem, true);
      write(this.#problem, wordsOf(error));
      return false;
    }
  }
}
