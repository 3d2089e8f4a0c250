import { clean, cleanLines } from "../visible-text.ts";
import { MASK } from "./filled-secrets.ts";
import { PLAIN_DOCUMENT } from "./plain-document.ts";
import { allBelow, innerMarkupOf, markupOf, matches } from "./plain-dom.ts";
import { elementOf } from "./registry.ts";
import { optionLabel } from "./states.ts";
import { isLayoutRow } from "./structure.ts";
import { frameIdOf } from "./tree.ts";
import { PLAIN_SIGHT, type Sight, shownChildren, sightOf } from "./visibility.ts";

/** Marks the place of a child frame in the text; NUL never survives the cleaning of page text. */
const FRAME_MARK = "\u0000";
/** Characters of one reading; beyond it a message could break the connection. */
const MAX_CHARACTERS = 4_000_000;

/**
 * The text a person reads, a line per block and a tab between cells; a frame's place is its id
 * behind a NUL, and a NUL alone ends a text that is longer than one reading holds.
 */
export function readText(ref?: number): string[] {
  const root = ref === undefined ? PLAIN_DOCUMENT.root() : elementOf(ref);
  const reader = new Reader(MAX_CHARACTERS);
  if (root) reader.visit(root, { sight: PLAIN_SIGHT, pre: false });
  reader.endLine();
  return reader.full ? [...reader.lines, FRAME_MARK] : reader.lines;
}

/** The start of the text a person sees in the element, on one line, without what a selector names. */
export function shownText(element: Element, max: number, without?: string): string {
  const reader = new Reader(max, without);
  reader.visit(element, { sight: PLAIN_SIGHT, pre: false });
  reader.endLine();
  return clean(reader.lines.filter((line) => !line.startsWith(FRAME_MARK)).join(" "));
}

interface Place {
  readonly sight: Sight;
  /** Spaces and line ends mean something here. */
  readonly pre: boolean;
}

class Reader {
  readonly lines: string[] = [];
  readonly #max: number;
  #size = 0;
  #line = "";
  #inCell = false;
  readonly #without: string | undefined;

  constructor(max: number, without?: string) {
    this.#max = max;
    this.#without = without;
  }

  get full(): boolean {
    return this.#size > this.#max;
  }

  visit(node: Node, place: Place): void {
    if (this.full) return;
    if (node instanceof Text) this.#text(node.data, place);
    else if (node instanceof Element) this.#element(node, place);
  }

  endLine(keepEmpty = false): void {
    const [text = ""] = cleanLines(this.#line);
    this.#line = "";
    if (text.trim() !== "" || keepEmpty) this.lines.push(text);
  }

  #text(data: string, { sight, pre }: Place): void {
    if (!sight.text) return;
    if (pre) this.#preformatted(data);
    else this.#flow(data.replace(/\s+/g, " "));
  }

  #flow(piece: string): void {
    this.#line += /(^|\s)$/.test(this.#line) ? piece.trimStart() : piece;
    this.#size += piece.length;
  }

  #preformatted(data: string): void {
    this.#size += data.length;
    const [first = "", ...rest] = data.split(/\r\n|\r|\n/);
    this.#line += first;
    for (const next of rest) {
      this.endLine(true);
      this.#line = next;
    }
  }

  #element(element: Element, { sight: outer }: Place): void {
    const style = getComputedStyle(element);
    const sight = sightOf(element, style, outer);
    if (sight === undefined) return;
    if (this.#without !== undefined && matches(element, this.#without)) return;
    const place = { sight, pre: /^(pre|break-spaces)/.test(style.whiteSpace) };
    const frame = frameIdOf(element);
    if (element.tagName === "BR") this.#breakLine();
    else if (frame !== undefined) this.#frame(frame);
    else if (style.display === "table-row" && !isLayoutRow(element)) {
      this.#row(element, style, place);
    } else this.#container(element, style, place);
  }

  #frame(id: string): void {
    this.endLine();
    this.lines.push(`${FRAME_MARK}${id}`);
  }

  /** Blocks inside a cell stay on the row's line. */
  #breakLine(): void {
    if (this.#inCell) this.#flow(" ");
    else this.endLine();
  }

  #row(row: Element, style: CSSStyleDeclaration, place: Place): void {
    this.endLine();
    const before = this.#inCell;
    this.#inCell = true;
    for (const cell of shownChildren(row, style)) {
      if (!(cell instanceof Element)) continue;
      this.visit(cell, place);
      this.#line = `${this.#line.trimEnd()}\t`;
    }
    this.#inCell = before;
    this.endLine();
  }

  #container(element: Element, style: CSSStyleDeclaration, place: Place): void {
    const inline = style.display.startsWith("inline") || style.display === "contents";
    if (!inline) this.#breakLine();
    const said = spokenValue(element);
    if (said !== "" && place.sight.text) this.#flow(said);
    for (const child of shownChildren(element, style)) this.visit(child, place);
    if (!inline) this.#breakLine();
  }
}

/** What a control shows as its own text: a button's caption, a list's choice. */
function spokenValue(element: Element): string {
  if (element instanceof HTMLSelectElement) {
    return ` ${Array.from(element.selectedOptions, optionLabel).join(", ")} `;
  }
  if (element instanceof HTMLInputElement && /^(button|submit|reset)$/.test(element.type)) {
    return ` ${element.value} `;
  }
  return "";
}

/** The element's inner markup, or the whole document; its length alone when that is too much. */
export function readHtml(ref?: number): { html: string; length: number } {
  const root = ref === undefined ? PLAIN_DOCUMENT.root() : elementOf(ref);
  if (!root) return { html: "", length: 0 };
  const markup = ref === undefined ? `${doctypeMarkup()}${markupOf(root)}` : innerMarkupOf(root);
  const { length } = markup;
  return { html: length > MAX_CHARACTERS ? "" : withoutPasswords(markup, root), length };
}

/** Pages that write what is typed back into the markup write passwords too. */
function withoutPasswords(markup: string, root: Element): string {
  const fields = allBelow(root, 'input[type="password" i][value]');
  let html = markup;
  for (const field of new Set(Array.from(fields, markupOf))) {
    const masked = field.replace(/ value="[^"]*"/, ` value="${MASK}"`);
    html = html.replaceAll(field, () => masked);
  }
  return html;
}

function doctypeMarkup(): string {
  const doctype = PLAIN_DOCUMENT.doctype();
  return doctype === null ? "" : `${new XMLSerializer().serializeToString(doctype)}\n`;
}
