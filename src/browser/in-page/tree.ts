import { PLAIN_DOCUMENT, selectAll } from "./plain-document.ts";
import { childNodesOf, parentOf, shadowOf, slotOf } from "./plain-dom.ts";

const frameIds = new WeakMap<Element, string>();
const owners = new Map<string, WeakRef<HTMLElement>>();

/** Tells which frame an iframe element holds; only the browser knows. */
export function adoptFrame(owner: HTMLElement, frameId: string): void {
  frameIds.set(owner, frameId);
  owners.set(frameId, new WeakRef(owner));
}

/** The element that holds a frame, while it stands in the document. */
export function ownerOf(frameId: string): HTMLElement | undefined {
  const owner = owners.get(frameId)?.deref();
  return owner?.isConnected ? owner : undefined;
}

export function frameIdOf(owner: Element): string | undefined {
  return frameIds.get(owner);
}

/** Elements that may show a document of their own. */
export type FrameHolder =
  | HTMLIFrameElement
  | HTMLFrameElement
  | HTMLObjectElement
  | HTMLEmbedElement;

/** An object or an embed may show a document too, and then has a frame. */
export function holdsFrame(element: Element): element is FrameHolder {
  if (element instanceof HTMLIFrameElement || element instanceof HTMLFrameElement) return true;
  const mayHold = element instanceof HTMLObjectElement || element instanceof HTMLEmbedElement;
  return mayHold && frameIdOf(element) !== undefined;
}

/** Children as they are rendered: shadow trees and slots flattened. */
export function renderedChildren(element: Element): Iterable<Node> {
  const shadow = shadowOf(element);
  if (shadow !== null) return shadow.childNodes;
  if (element instanceof HTMLSlotElement) {
    const assigned = element.assignedNodes({ flatten: true });
    if (assigned.length > 0) return assigned;
  }
  return childNodesOf(element);
}

/** The parent across shadow boundaries. */
export function composedParent(node: Node): Element | null {
  const slot = node instanceof Element ? slotOf(node) : null;
  if (slot !== null) return slot;
  const parent = parentOf(node);
  if (parent instanceof ShadowRoot) return parent.host;
  return parent instanceof Element ? parent : null;
}

export function composedContains(ancestor: Element, node: Node | null): boolean {
  for (let at: Node | null = node; at !== null; at = composedParent(at)) {
    if (at === ancestor) return true;
  }
  return false;
}

/** Every open root of the document: itself and the shadow roots inside. */
export function* allRoots(
  root: Document | ShadowRoot = document,
): Generator<Document | ShadowRoot> {
  yield root;
  for (const element of selectAll(root, "*")) {
    const shadow = shadowOf(element);
    if (shadow !== null) yield* allRoots(shadow);
  }
}

export function* allElements(): Generator<Element> {
  for (const root of allRoots()) yield* selectAll(root, "*");
}

/** The innermost element at a point, through open shadow roots. */
export function deepElementFromPoint(x: number, y: number): Element | null {
  let hit = PLAIN_DOCUMENT.at({ x, y });
  for (let root = hit && shadowOf(hit); root !== null; root = shadowOf(hit)) {
    const inner: Element | null = root.elementFromPoint(x, y);
    if (inner === null || inner === hit) break;
    hit = inner;
  }
  return hit;
}

export function deepActiveElement(): Element | null {
  let active = PLAIN_DOCUMENT.active();
  for (let inner = active; inner !== null; inner = shadowOf(inner)?.activeElement ?? null) {
    active = inner;
  }
  return active;
}
