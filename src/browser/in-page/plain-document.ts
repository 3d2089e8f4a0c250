import type { Point } from "../in-page-contract.ts";

/** Reads past elements whose names may hide what the document itself has to say, as `<img name=body>` does. */
export const PLAIN_DOCUMENT = {
  active: ofDocument<Element | null>("activeElement", null),
  base: ofDocument<string>("baseURI", "", Node.prototype),
  doctype: ofDocument<DocumentType | null>("doctype", null),
  designMode: ofDocument<string>("designMode", "off"),
  body: ofDocument<HTMLElement | null>("body", null),
  root: ofDocument<HTMLElement | null>("documentElement", null),
  readyState: ofDocument<DocumentReadyState>("readyState", "complete"),
  scroller: ofDocument<Element | null>("scrollingElement", null),
  title: ofDocument<string>("title", ""),
  hasFocus: () => Document.prototype.hasFocus.call(document),
  byId: (id: string) => Document.prototype.getElementById.call(document, id),
  at: ({ x, y }: Point) => Document.prototype.elementFromPoint.call(document, x, y),
  find: (selector: string) => Document.prototype.querySelector.call(document, selector),
  findAll: (selector: string) => Document.prototype.querySelectorAll.call(document, selector),
};

/** All elements of a document or shadow root that a selector names. */
export function selectAll(root: Document | ShadowRoot, selector: string): NodeListOf<HTMLElement> {
  const { querySelectorAll } =
    root instanceof Document ? Document.prototype : DocumentFragment.prototype;
  return querySelectorAll.call(root, selector) as NodeListOf<HTMLElement>;
}

function ofDocument<T>(name: string, fallback: T, owner: object = Document.prototype): () => T {
  const read = Object.getOwnPropertyDescriptor(owner, name)?.get;
  return () => (read === undefined ? fallback : read.call(document));
}
