/** Characters of one text, of one name or entry of a list, and of all of them in a row. */
const MAX_TEXT = 500;
const MAX_NAME = 100;
const MAX_ROW = 12_000;
/** Entries of one list or object. */
const MAX_ENTRIES = 60;
const MAX_DEPTH = 4;
/** Places that are named of those where something was cut. */
const MAX_CUTS = 20;

type Fields = Readonly<Record<string, unknown>>;

/**
 * A row as it may be stored: strangers choose some of its words, and none of them may fill the log.
 * Where something was cut is told by paths in `cut`.
 */
export function bounded(row: Fields): Fields {
  const cutter = new Cutter();
  const fields = cutter.object(row, "", 0);
  return cutter.cut.length === 0 ? fields : { ...fields, cut: cutter.cut };
}

class Cutter {
  readonly cut: string[] = [];
  #left = MAX_ROW;

  object(object: object, path: string, depth: number): Fields {
    const fields: [string, unknown][] = [];
    const members = Object.entries(object).filter(([, value]) => value !== undefined);
    for (const [key, value] of this.#few(members, path)) {
      if (this.#left <= 0) this.#cutAt(key, path);
      else {
        const name = this.#text(key, path, MAX_NAME);
        fields.push([name, this.#value(value, path === "" ? name : `${path}.${name}`, depth + 1)]);
      }
    }
    return Object.fromEntries(fields);
  }

  #value(value: unknown, path: string, depth: number, most = MAX_TEXT): unknown {
    if (typeof value === "boolean" || value === null || Number.isFinite(value)) return value;
    if (typeof value !== "object") return this.#text(String(value), path, most);
    if (depth >= MAX_DEPTH) return this.#cutAt("", path);
    if (!Array.isArray(value)) return this.object(value, path, depth);
    return this.#few(value, path).map((entry) => this.#value(entry, path, depth + 1, MAX_NAME));
  }

  #few<T>(entries: readonly T[], path: string): readonly T[] {
    return entries.length <= MAX_ENTRIES
      ? entries
      : this.#cutAt(entries, path).slice(0, MAX_ENTRIES);
  }

  #text(text: string, path: string, max: number): string {
    const most = Math.min(max, this.#left);
    const kept = text.length <= most ? text : this.#cutAt(text, path).slice(0, most);
    this.#left -= kept.length;
    return kept;
  }

  #cutAt<T>(value: T, path: string): T {
    if (this.cut.length < MAX_CUTS && !this.cut.includes(path)) this.cut.push(path);
    return value;
  }
}
