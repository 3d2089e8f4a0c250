import { type ChainEnd, endLine, hashOf, headLine, lineOf } from "../src/grants/audit-chain.ts";

/** What a stream of an export turned out to be. */
export interface StreamReport {
  readonly stream: string;
  readonly rows: number;
  /** Numbers of the first and the last row; undefined where there is none. */
  readonly from?: number;
  readonly to?: number;
  /** Of the last row that is in order. */
  readonly head: string;
  /** Rows were picked from it, so that nothing can be said of those in between. */
  readonly filtered: boolean;
  /** The first line that is wrong, counted from 1 in the whole file, and why. */
  readonly fault?: { readonly line: number; readonly why: string };
}

type Fields = Readonly<Record<string, unknown>>;
type Fault = NonNullable<StreamReport["fault"]>;

const AWAY = "(before any stream)";

/** Checks an export line by line: every hash, every link, the anchors and the ends. */
export class AuditCheck {
  readonly #reports: StreamReport[] = [];
  #stream: StreamCheck | undefined;
  #line = 0;

  /** One line without its end. */
  read(line: string): void {
    this.#line++;
    // What npm prints before a command, should the export have gone through it.
    if (this.#stream === undefined && (line === "" || line.startsWith("> "))) return;
    const fields = fieldsOf(line);
    if (fields?.event === "stream") {
      this.#close();
      this.#stream = new StreamCheck(fields, line, this.#line);
      return;
    }
    this.#stream ??= new StreamCheck({ grant: AWAY }, "", this.#line);
    this.#stream.read(fields, line, this.#line);
  }

  /** Every stream, in order; a file without any is one with a fault. */
  finish(): readonly StreamReport[] {
    if (this.#stream === undefined) this.#stream = new StreamCheck({ grant: AWAY }, "", 1);
    this.#close();
    return this.#reports;
  }

  #close(): void {
    if (this.#stream !== undefined) this.#reports.push(this.#stream.report(this.#line));
    this.#stream = undefined;
  }
}

/** One stream, from its head line on; only the first fault is told. */
class StreamCheck {
  readonly #name: string;
  readonly #filtered: boolean;
  readonly #anchor: ChainEnd;
  readonly #seen = new Map<number, unknown>();
  #last: ChainEnd;
  #rows = 0;
  #from: number | undefined;
  #fault: Fault | undefined;
  /** The number of a row that was not where it belongs. */
  #missing: number | undefined;
  #ended = false;

  constructor(head: Fields, line: string, at: number) {
    this.#name = String(head.grant);
    this.#filtered = head.filtered === true;
    this.#anchor = endOf(head.anchor);
    this.#last = this.#anchor;
    const asWritten = headLine(this.#name, this.#anchor, this.#filtered);
    if (asWritten !== line) this.#blame(at, "the head line of the stream is missing or changed");
  }

  read(fields: Fields | undefined, line: string, at: number): void {
    if (this.#ended) this.#blame(at, "added: it stands after the end line of its stream");
    else if (fields === undefined) {
      this.#blame(at, "changed: not a line as the server writes it");
    } else if (fields.event === "end") this.#end(fields, line, at);
    else this.#row(fields, at);
  }

  report(lastLine: number): StreamReport {
    if (!this.#ended) this.#blame(lastLine, "cut at the end: its stream has no end line");
    return {
      stream: this.#name,
      rows: this.#rows,
      head: this.#last.hash,
      filtered: this.#filtered,
      ...(this.#from === undefined ? {} : { from: this.#from, to: this.#last.seq }),
      ...(this.#fault === undefined ? {} : { fault: this.#fault }),
    };
  }

  #row(fields: Fields, at: number): void {
    const why = this.#wrongWith(fields);
    const seq = Number(fields.seq);
    const hash = String(fields.hash);
    this.#rows++;
    if (seq === this.#missing) this.#blameOrder(seq);
    if (why === undefined) {
      this.#from ??= seq;
      this.#last = { seq, hash };
    } else {
      this.#blame(at, why, why.startsWith("missing") ? this.#last.seq + 1 : undefined);
    }
    this.#seen.set(seq, hash);
  }

  #wrongWith(fields: Fields): string | undefined {
    const { hash, ...row } = fields;
    const { seq, prev } = row;
    if (typeof seq !== "number" || !Number.isSafeInteger(seq))
      return "changed: a row without a number";
    if (hashOf(row) !== hash) return `changed: row ${seq} does not have its hash`;
    if (!this.#belongs(fields)) return `row ${seq} is of another stream`;
    return this.#filtered ? this.#outOfOrder(seq, hash) : this.#unlinked(seq, hash, prev);
  }

  /** The admin's rows say so; all others name their grant. */
  #belongs({ event, grant }: Fields): boolean {
    return this.#name === "admin" ? event === "admin" : grant === this.#name;
  }

  #outOfOrder(seq: number, hash: unknown): string | undefined {
    if (seq > this.#last.seq) return undefined;
    return this.#seen.get(seq) === hash ? `duplicated: row ${seq}` : `reordered: row ${seq}`;
  }

  #unlinked(seq: number, hash: unknown, prev: unknown): string | undefined {
    const next = this.#last.seq + 1;
    if (seq < next) return this.#outOfOrder(seq, hash);
    if (seq > next) return `missing: row ${next} is not there, row ${seq} is`;
    if (prev === this.#last.hash) return undefined;
    return `changed: row ${seq} does not follow the row before it, or the anchor`;
  }

  #end(fields: Fields, line: string, at: number): void {
    this.#ended = true;
    const end = endOf(fields);
    const marks = { filtered: this.#filtered, more: fields.more === true };
    if (endLine(this.#name, end, marks) !== line) {
      this.#blame(at, "changed: the end line is not that of its stream");
    } else if (this.#filtered) return;
    else if (end.seq > this.#last.seq) {
      const from = this.#last.seq + 1;
      this.#blame(at, `cut at the end: rows ${from} to ${end.seq} are missing`);
    } else if (end.seq !== this.#last.seq || end.hash !== this.#last.hash) {
      this.#blame(at, "changed: the end line names another last row");
    }
  }

  #blame(line: number, why: string, missing?: number): void {
    if (this.#fault !== undefined) return;
    this.#fault = { line, why };
    this.#missing = missing;
  }

  /** What seemed to be missing comes later. */
  #blameOrder(seq: number): void {
    const { line = 0 } = this.#fault ?? {};
    this.#fault = { line, why: `reordered: row ${seq} belongs here and comes later` };
  }
}

/** Undefined for what is not written as the server writes. */
function fieldsOf(line: string): Fields | undefined {
  try {
    const fields = Object.fromEntries(Object.entries(JSON.parse(line)));
    return lineOf(fields) === line ? fields : undefined;
  } catch {
    return undefined;
  }
}

function endOf(value: unknown): ChainEnd {
  const { seq, hash }: { seq?: unknown; hash?: unknown } = Object(value);
  return { seq: Number.isSafeInteger(seq) ? Number(seq) : -1, hash: String(hash) };
}
