import { Refused } from "./admin-api.ts";

/** A row of the audit as it is listed. */
export interface AuditLine {
  /** Name of the stream it stands in: a grant's id, or `admin`. */
  readonly stream: string;
  readonly at: number;
  /** As it was sent. */
  readonly text: string;
  readonly row: Readonly<Record<string, unknown>>;
}

/** What a search has come to. */
export interface AuditFound {
  /** The newest first. */
  readonly lines: readonly AuditLine[];
  /** How many rows were looked at, and how many had the words. */
  readonly read: number;
  readonly matching: number;
}

/** Rows that are kept of a search. */
export const MOST_LINES = 300;

/**
 * Reads an export as it comes, and keeps the newest rows that hold these words in any case of letters;
 * `told` hears how far it is.
 */
export async function searchAudit(
  query: URLSearchParams,
  words: string,
  signal: AbortSignal,
  told: (read: number) => void,
): Promise<AuditFound> {
  const response = await fetch(`/admin/audit?${query}`, { signal });
  if (!response.ok || response.body === null) throw await refusedBy(response);
  const search = new Search(words);
  for await (const text of linesOf(response.body)) {
    search.take(text);
    if (search.read % 1_000 === 0) told(search.read);
  }
  return search.found();
}

class Search {
  read = 0;
  #matching = 0;
  #stream = "";
  #kept: AuditLine[] = [];
  readonly #words: string;

  constructor(words: string) {
    this.#words = words.toLowerCase();
  }

  take(text: string): void {
    const row: Record<string, unknown> = JSON.parse(text);
    if (row.event === "stream") this.#stream = String(row.grant);
    if (row.event === "stream" || row.event === "end") return;
    this.read++;
    if (!text.toLowerCase().includes(this.#words)) return;
    this.#matching++;
    this.#kept.push({ stream: this.#stream, at: Number(row.at), text, row });
    if (this.#kept.length >= 2 * MOST_LINES) this.#kept = newest(this.#kept);
  }

  found(): AuditFound {
    return { lines: newest(this.#kept), read: this.read, matching: this.#matching };
  }
}

/** Of the same moment, the one that was written later comes first. */
function newest(lines: readonly AuditLine[]): AuditLine[] {
  return lines
    .toSorted((a, b) => b.at - a.at || Number(b.row.seq) - Number(a.row.seq))
    .slice(0, MOST_LINES);
}

async function* linesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    const lines = (rest + decoder.decode(part.value, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
}

async function refusedBy(response: Response): Promise<Refused> {
  const answer: { message?: string } = await response.json().catch(() => ({}));
  const message = answer.message ?? `The server answered ${response.status}.`;
  return new Refused(response.status, message);
}
