import { elementOf } from "./registry.ts";
import { frameIdOf, renderedChildren } from "./tree.ts";
import { clean, rendering } from "./visibility.ts";

const SKIPPED = /^(SCRIPT|STYLE|NOSCRIPT|TEMPLATE|HEAD|SELECT)$/;
/** Marks the place of a child frame in the text; NUL never survives `clean`. */
const FRAME_MARK = "\u0000";

/** The text a person reads, a line per block; a frame's place is its id behind a NUL. */
export function readText(ref?: number): string[] {
  const root = ref === undefined ? document.body : elementOf(ref);
  const reader = new Reader();
  if (root) reader.visit(root);
  reader.endLine();
  return reader.lines;
}

class Reader {
  readonly lines: string[] = [];
  #line = "";

  visit(node: Node): void {
    if (node instanceof Text) this.#line += node.data;
    else if (node instanceof Element && !SKIPPED.test(node.tagName)) this.#element(node);
  }

  endLine(): void {
    const text = clean(this.#line);
    this.#line = "";
    if (text !== "") this.lines.push(text);
  }

  #element(element: Element): void {
    const style = getComputedStyle(element);
    if (rendering(style) !== "shown" || style.opacity === "0") return;
    const frame = frameIdOf(element);
    if (element.tagName === "BR") this.endLine();
    else if (element.tagName === "PRE") this.#preformatted(element);
    else if (frame !== undefined) this.#frame(frame);
    else this.#container(element, style.display);
  }

  #frame(id: string): void {
    this.endLine();
    this.lines.push(`${FRAME_MARK}${id}`);
  }

  #container(element: Element, display: string): void {
    const inline = display.startsWith("inline") || display === "contents";
    if (!inline && display !== "table-cell") this.endLine();
    for (const child of renderedChildren(element)) this.visit(child);
    if (display === "table-cell") this.#line += "\t";
    else if (!inline) this.endLine();
  }

  #preformatted(element: Element): void {
    this.endLine();
    const text = element instanceof HTMLElement ? element.textContent : (element.textContent ?? "");
    this.lines.push(...text.replaceAll(FRAME_MARK, "").split("\n"));
  }
}

/** The element's inner markup, or the whole document. */
export function readHtml(ref?: number): string {
  if (ref === undefined) return document.documentElement.outerHTML;
  return elementOf(ref)?.innerHTML ?? "";
}

/** The element's box in the page, in CSS pixels from the top left of the document. */
export function boxOf(ref: number): { x: number; y: number; width: number; height: number } | null {
  const box = elementOf(ref)?.getBoundingClientRect();
  if (box === undefined || box.width === 0 || box.height === 0) return null;
  return { x: box.x + scrollX, y: box.y + scrollY, width: box.width, height: box.height };
}
