import { documentOf } from "../page/markup.ts";
import type { Reply } from "../page/run.ts";

/** What is asked for, with names in place of refs. */
export type Wish =
  | { readonly kind: "click" | "check" | "upload"; readonly name: string }
  | { readonly kind: "fill" | "select"; readonly name: string; readonly value: string }
  | { readonly kind: "press"; readonly key: string }
  | { readonly kind: "drag"; readonly name: string; readonly to: string };

/** What the server logged and the page said when all was over. */
export interface Outcome {
  /** Such as `POST order`. */
  readonly requests: readonly string[];
  /** The value of the case's `state`; undefined when the page could not answer. */
  readonly state: unknown;
}

/** A page on which it is easy to say the wrong thing. */
export interface Case {
  readonly name: string;
  readonly wish: Wish;
  readonly html: string;
  readonly replies: Readonly<Record<string, Reply>>;
  /** Run in the page after the snapshot and before the action. */
  readonly between: string;
  /** Whether `between` leads to another document. */
  readonly leaves: boolean;
  /** An expression in the page; the line that says what became of it, unless given. */
  readonly state: string;
  readonly happened: (outcome: Outcome) => boolean;
  /** Words for what became of it, as the page shows them or as a contestant may put them. */
  readonly tells: RegExp;
  /** Requests that the wish stands for. */
  readonly asked: readonly string[];
  /** Whether a person could get it done. */
  readonly doable: boolean;
}

const DEFAULTS = {
  wish: { kind: "click", name: "Order" },
  replies: {},
  between: "",
  leaves: false,
  state: `find("status").textContent`,
  happened: ({ requests }: Outcome) => requests.includes("POST order"),
  tells: /Orders: \d/,
  asked: ["POST order"],
  doable: false,
} as const;

/** A case of these parts; whatever is left out is that of a button "Order" that nobody gets to work. */
export function caseOf(
  name: string,
  { body, status, ...given }: { body: string; status?: string } & Partial<Omit<Case, "name">>,
): Case {
  return { ...DEFAULTS, ...given, name, html: documentOf(body, status) };
}

/** A case whose wish comes true when a field of id `field` holds the wanted value. */
export function fillCase(name: string, value: string, given: Parameters<typeof caseOf>[1]): Case {
  return caseOf(name, {
    wish: { kind: "fill", name: "Code", value },
    state: `find("field").value`,
    happened: ({ state }) => state === value,
    asked: [],
    status: "",
    ...given,
  });
}
