import { matchesGlob } from "../glob.ts";

/** What a rule answers in a server's place. */
export interface Mock {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** One rule of `network_intercept`. */
export interface InterceptRule {
  readonly id: string;
  readonly action: "block" | "mock" | "log";
  /** A glob over the whole address. */
  readonly urlPattern: string;
  readonly mock?: Mock | undefined;
}

/** What the rules say of one request. */
export interface Ruling {
  /** Ids of all that match up to the one that decides, which is the last. */
  readonly ids: readonly string[];
  readonly deciding: InterceptRule | undefined;
}

/**
 * The rules of one session in the order they were made: of those that match a request, the first that
 * blocks or mocks decides, and every one that logs before it takes note.
 */
export class InterceptRules {
  #rules: readonly InterceptRule[];
  readonly #hits = new Map<string, number>();

  constructor(rules: readonly InterceptRule[]) {
    this.#rules = rules;
  }

  /** Another list each time one is put or removed. */
  get all(): readonly InterceptRule[] {
    return this.#rules;
  }

  /** Requests a rule has taken since the session's part of the server began. */
  hits(id: string): number {
    return this.#hits.get(id) ?? 0;
  }

  /** One with the id of another takes its place in the order, and counts anew. */
  put(rule: InterceptRule): void {
    const isKnown = this.#rules.some(({ id }) => id === rule.id);
    this.#hits.delete(rule.id);
    this.#rules = isKnown
      ? this.#rules.map((one) => (one.id === rule.id ? rule : one))
      : [...this.#rules, rule];
  }

  remove(id: string): void {
    this.#rules = this.#rules.filter((rule) => rule.id !== id);
    this.#hits.delete(id);
  }

  /** Puts back a list that `all` has given. */
  restore(rules: readonly InterceptRule[]): void {
    this.#rules = rules;
  }

  decide(url: string): Ruling {
    const ids: string[] = [];
    for (const rule of this.#rules) {
      if (!matchesGlob(rule.urlPattern, url)) continue;
      ids.push(rule.id);
      this.#hits.set(rule.id, this.hits(rule.id) + 1);
      if (rule.action !== "log") return { ids, deciding: rule };
    }
    return { ids, deciding: undefined };
  }
}
