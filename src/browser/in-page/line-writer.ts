import type { Detail, PageLine } from "../in-page-contract.ts";
import { clean, cut } from "../visible-text.ts";
import { Sources } from "./pictures.ts";
import { composedParent } from "./tree.ts";

/** Characters of one text that are compared with a later reading; fewer are shown. */
const TEXT_LENGTH = 1_000;
const WHOLE_TEXT = 100_000;
const FACT = /[\p{L}\p{N}\p{Sc}\p{So}]/u;
/** Text must not look like a ref on a line that holds refs. */
const REF = /@(?=e\d)/g;

/** A table row that is being read. */
interface Row {
  readonly depth: number;
  readonly element: Element;
  started: boolean;
  /** Cells that have ended since the last line. */
  bars: number;
}

type Line = { -readonly [Key in keyof PageLine]: PageLine[Key] };

/** Collects the lines of one document; those that share a line of the page are joined. */
export class LineWriter {
  readonly lines: Line[] = [];
  /** Which elements each line is of. */
  readonly sources = new Sources();
  readonly #detail: Detail;
  /** Characters of all lines so far. */
  size = 0;
  #text = "";
  /** What the collected text stands in. */
  #textOf = new Set<Element>();
  /** What parts the next line from the last; undefined where it starts a line of the page. */
  #seam: string | undefined;
  #row: Row | undefined;

  constructor(detail: Detail) {
    this.#detail = detail;
  }

  /** Inside a table row blocks do not end the line. */
  get inRow(): boolean {
    return this.#row !== undefined;
  }

  /** Characters of one text at most. */
  get textLength(): number {
    return this.#detail === "full" ? WHOLE_TEXT : TEXT_LENGTH;
  }

  addText(node: Text): void {
    this.#text += node.data;
    const parent = composedParent(node);
    if (parent !== null && /\S/.test(node.data)) this.#textOf.add(parent);
  }

  /** Ends the line of the page; inside a row it only parts one block's text from the next. */
  flush(depth: number): void {
    if (this.#row !== undefined) {
      this.#text += " ";
      return;
    }
    this.end(depth);
  }

  /** Ends the line of the page, inside a row too. */
  end(depth: number): void {
    this.writeText(depth);
    this.#seam = undefined;
  }

  /** Writes the text collected so far; what follows stays on its line. */
  writeText(depth: number): void {
    const text = clean(this.#text);
    const of = [...this.#textOf];
    this.#text = "";
    this.#textOf.clear();
    if (!(this.#detail === "full" ? text !== "" : FACT.test(text))) return;
    this.push(depth, `text: ${this.#fact(text.replace(REF, "@ "))}`, of);
  }

  /** Adds a line without a ref after the text collected so far; on the same line as another it is one with it. */
  push(depth: number, text: string, of: readonly Element[]): void {
    this.writeText(depth);
    this.#enterRow();
    const join = this.#seam;
    const last = this.lines.at(-1);
    if (join === undefined || last === undefined || last.ref !== undefined) {
      this.#add({ depth, text }, of);
      return;
    }
    this.#seam = " ";
    last.text += join + text.replace(/^text: /, "");
    this.size += text.length;
    this.sources.note(last, [...this.sources.of(last), ...of], this.sources.holds(last));
  }

  /** Adds the line of a control and gives its place; `holds` when it tells all that is inside. */
  control(depth: number, text: string, ref: number, element: Element, holds: boolean): number {
    this.writeText(depth);
    this.#enterRow();
    return this.#add({ depth, text, ref }, [element], holds);
  }

  #add(line: Line, of: readonly Element[], holds = false): number {
    if (this.#seam !== undefined) line.join = this.#seam;
    this.#seam = " ";
    this.sources.note(line, of, holds);
    this.size += line.text.length;
    return this.lines.push(line) - 1;
  }

  /** Puts a head before the lines from `at` on. */
  insert(at: number, line: PageLine, of: readonly Element[], holds: boolean): void {
    this.lines.splice(at, 0, { ...line });
    this.sources.note(this.lines[at] ?? line, of, holds);
  }

  /** Says something else on a line. */
  rewrite(at: number, text: string): void {
    const line = this.lines[at];
    if (line !== undefined) line.text = text;
  }

  /** Runs `read` for what stands below the line at `at`, which then has a line of its own. */
  below(at: number, depth: number, read: () => void): void {
    const seam = this.#seam;
    this.#seam = undefined;
    read();
    this.writeText(depth);
    const above = this.lines[at];
    const isAlone = this.lines.length === at + 1;
    this.#seam = isAlone ? seam : undefined;
    if (!isAlone) delete above?.join;
  }

  /** Runs `read` for the cells of a row, each ended with `endCell`. */
  row(depth: number, element: Element, read: () => void): void {
    this.flush(depth);
    this.#row = { depth, element, started: false, bars: 0 };
    read();
    this.#row = undefined;
    this.flush(depth);
  }

  /** Empty cells count between others only. */
  endCell(depth: number): void {
    this.writeText(depth);
    if (this.#row?.started) this.#row.bars++;
  }

  #enterRow(): void {
    const row = this.#row;
    if (row === undefined) return;
    if (!row.started) {
      row.started = true;
      this.#add({ depth: row.depth, text: "row:" }, [row.element], true);
    } else if (row.bars > 0 && this.#seam !== undefined) this.#seam = `${" |".repeat(row.bars)} `;
    row.bars = 0;
  }

  #fact(text: string): string {
    if (text.length <= this.textLength) return text;
    const start = cut(text, this.textLength);
    return `${start}… (+${text.length - start.length}${this.#detail === "full" ? "" : ` ${sumOf(text)}`})`;
  }
}

/** Differs where the text does, so that a change in what is cut off is seen too. */
function sumOf(text: string): string {
  let sum = 0;
  for (let at = 0; at < text.length; at++) sum = (Math.imul(sum, 31) + text.charCodeAt(at)) | 0;
  return (sum >>> 0).toString(36);
}
