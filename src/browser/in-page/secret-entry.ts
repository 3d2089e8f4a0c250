import type { SecretEntry, SecretPlace } from "../in-page-contract.ts";
import { fieldFor } from "./fields.ts";
import { noteFilled } from "./filled-secrets.ts";
import { PLAIN_DOCUMENT } from "./plain-document.ts";
import { deepActiveElement, holdsFrame } from "./tree.ts";
import {
  afterwards,
  beginFilling,
  caretAtStart,
  caretToEnd,
  fieldOf,
  hasFocus,
  isTyped,
  refusal,
  selectAll,
  setInput,
  suggests,
  textOf,
} from "./typing.ts";

/** The document that would take a secret, and whether the focus is in it. */
export function secretPlace(): SecretPlace {
  const active = deepActiveElement();
  const isHere = active !== null && !holdsFrame(active) && PLAIN_DOCUMENT.hasFocus();
  return { origin: self.origin, hasFocus: isHere };
}

let taken: { readonly field: HTMLElement; readonly before: string } | undefined;

/**
 * Puts a secret into the field of a ref, or into the one that has the focus, all of it at once. From
 * the last look at the focus until it is there no script of the page runs, and it can come into no
 * other document than this one: keys would go wherever the page has put the focus meanwhile.
 */
export async function enterSecret(
  ref: number | undefined,
  value: string,
  replaces: boolean,
): Promise<SecretEntry> {
  const element = ref === undefined ? deepActiveElement() : fieldFor(ref);
  const field = element === null ? undefined : fieldOf(element);
  if (field === undefined) return refused("it is not a field that takes text");
  const why = field instanceof HTMLInputElement ? refusal(field, value) : undefined;
  if (why !== undefined) return refused(why);
  if (ref !== undefined) {
    field.focus();
    await afterwards();
  }
  if (!hasFocus(field)) return refused("the page puts its focus elsewhere");
  noteFilled(field);
  taken = { field, before: textOf(field) };
  if (field instanceof HTMLInputElement && !isTyped(field)) {
    setInput(field, value);
    return { way: "entered", suggests: false };
  }
  if (replaces) {
    selectAll(field);
    beginFilling(field);
  } else if (ref !== undefined && caretAtStart(field)) caretToEnd(field);
  Document.prototype.execCommand.call(document, "insertText", false, value);
  return { way: "entered", suggests: suggests(field) };
}

/** Whether the field that took a secret last holds another text than before. */
export function secretHeld(): boolean {
  const { field, before } = taken ?? {};
  taken = undefined;
  return field === undefined || textOf(field) !== before;
}

function refused(why: string): SecretEntry {
  return { way: "refused", why };
}
