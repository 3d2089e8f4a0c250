/** One thing wrong with a document: where (RFC 6901), and what to do about it. */
export interface PolicyError {
  readonly pointer: string;
  readonly message: string;
}

type Members = Readonly<Record<string, unknown>>;

/**
 * Reads the parts of a document and gathers everything that is wrong with them. What is wrong reads
 * as empty or undefined, and so does what is absent unless it is said to be needed.
 */
export class DocumentReader {
  readonly errors: PolicyError[] = [];
  /** Places that hold something of another kind, so that what is missing in them is no error. */
  readonly #broken: string[] = [];

  /** Notes an error; the message names the remedy. */
  refuse(pointer: string, message: string): undefined {
    if (this.#broken.some((place) => pointer.startsWith(`${place}/`))) return;
    this.errors.push({ pointer, message });
  }

  /** Entries of an object whose keys are names of the policy's own. */
  entries(value: unknown, pointer: string): readonly (readonly [string, unknown])[] {
    if (value === undefined) return [];
    if (isMembers(value)) return Object.entries(value);
    this.refuse(pointer, "must be an object");
    this.#broken.push(pointer);
    return [];
  }

  /** An object of these keys only: a key that is misspelt must never widen access. */
  object(value: unknown, pointer: string, keys: readonly string[]): Members {
    const entries = this.entries(value, pointer);
    for (const [key] of entries.filter(([key]) => !keys.includes(key))) {
      this.refuse(below(pointer, key), `is not a key here; the keys are ${keys.join(", ")}`);
    }
    return Object.fromEntries(entries.filter(([key]) => keys.includes(key)));
  }

  list(value: unknown, pointer: string, max = 200): readonly unknown[] {
    if (value === undefined) return [];
    if (Array.isArray(value) && value.length <= max) return value;
    this.refuse(pointer, `must be a list of at most ${max} entries`);
    return [];
  }

  /** A list that says nothing when it is empty. */
  filledList(value: unknown, pointer: string): readonly unknown[] {
    if (!Array.isArray(value) || value.length > 0) return this.list(needed(value), pointer);
    this.refuse(pointer, "must not be empty; give an entry, or leave out what holds the list");
    return [];
  }

  text(value: unknown, pointer: string): string | undefined {
    if (value === undefined) return undefined;
    if (typeof value === "string" && isOneLine(value)) return value;
    return this.refuse(pointer, "must be one line of 1 to 500 characters");
  }

  integer(value: unknown, pointer: string, [min, max]: readonly [number, number]) {
    if (typeof value === "number" && Number.isInteger(value) && value >= min && value <= max) {
      return value;
    }
    return this.refuse(pointer, `must be a whole number from ${min} to ${max}`);
  }

  choice<T extends string>(value: unknown, pointer: string, choices: readonly T[]): T | undefined {
    const chosen = choices.find((choice) => choice === value);
    return (
      chosen ?? this.refuse(pointer, `must be ${choices.map((one) => `"${one}"`).join(" or ")}`)
    );
  }
}

/** Null stands for what is not there but has to be: no reader takes it. */
function needed(value: unknown): unknown {
  return value === undefined ? null : value;
}

function isMembers(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isOneLine(text: string): boolean {
  return text.trim() !== "" && text.length <= 500 && !/[\p{Cc}\u2028\u2029]/u.test(text);
}

/** The pointer of a member or an entry. */
export function below(pointer: string, key: string | number): string {
  return `${pointer}/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`;
}
