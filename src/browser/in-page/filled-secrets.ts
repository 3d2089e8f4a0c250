import { parentOf, siblingBefore } from "./plain-dom.ts";

/** What stands in a snapshot for a value that is not shown, however long it is. */
export const MASK = "•".repeat(8);

/** Fields a secret was put into; a page that puts another in the place of one gets it shown. */
const filled: WeakRef<Element>[] = [];

/** From now on the field's value is shown nowhere. */
export function noteFilled(field: Element): void {
  if (!holdsSecret(field)) filled.push(new WeakRef(field));
}

/** Whether a secret was put into the field, or into the one it stands in. */
export function holdsSecret(element: Element): boolean {
  return filled.some((one) => {
    const field = one.deref();
    return field !== undefined && (field === element || field.contains(element));
  });
}

/** A selector of each such field of a root, by where it stands, since no node is changed for it. */
export function filledSelectors(root: Document | ShadowRoot): string[] {
  return filled.flatMap((one) => {
    const field = one.deref();
    return field?.isConnected && Node.prototype.getRootNode.call(field) === root
      ? [pathTo(field, root)]
      : [];
  });
}

function pathTo(field: Element, root: Document | ShadowRoot): string {
  const steps: string[] = [];
  for (let at: Node | null = field; at instanceof Element; at = parentOf(at)) {
    steps.unshift(`:nth-child(${placeOf(at)})`);
  }
  return root instanceof Document ? steps.join(" > ") : `:host > ${steps.join(" > ")}`;
}

/** Among its siblings, from 1; the root of a document counts as its first child. */
function placeOf(element: Element): number {
  let place = 1;
  let before = siblingBefore(element);
  for (; before !== null; before = siblingBefore(before)) place++;
  return place;
}
