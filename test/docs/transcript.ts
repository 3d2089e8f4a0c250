import { isCall } from "./accounts.ts";

/** A tool call as a page shows it, and the lines it shows of the answer. */
export interface Step {
  readonly tool: string;
  readonly args: string;
  readonly expected: readonly string[];
}

/** Names that the server makes up: a page's own ones stand for those of the run. */
const MADE_UP = /s_[a-z0-9]{6}(?![a-z0-9])|hum_[a-z0-9]{12}|art_[a-z0-9]{16}|@e\d+/g;
const FORMS: Readonly<Record<string, string>> = {
  s: "s_[a-z0-9]{6}",
  h: "hum_[a-z0-9]{12}",
  a: "art_[a-z0-9]{16}",
  "@": "@e\\d+",
};
const FENCE = /^--- (page content|end) [0-9a-f]{6}/;

/** The calls of a block in their order. */
export function stepsIn(text: string): Step[] {
  const steps: { tool: string; args: string; expected: string[] }[] = [];
  for (const line of text.split("\n").filter((one) => one.trim() !== "")) {
    const [tool = "", args = ""] = line.split(/ (.*)/s);
    if (isCall(line)) steps.push({ tool, args, expected: [] });
    else steps.at(-1)?.expected.push(line);
  }
  return steps;
}

/** Names of a page beside those of the run, filled as answers come. */
export class Names {
  readonly #real = new Map<string, string>();

  has(shown: string): boolean {
    return this.#real.has(shown);
  }

  set(shown: string, real: string): void {
    this.#real.set(shown, real);
  }

  /** The page's words with the names of the run in them. */
  inRun(text: string): string {
    return text.replace(MADE_UP, (shown) => this.#real.get(shown) ?? shown);
  }

  /** Finds the lines in what was said, in their order, and learns the names in them; gives what is missing. */
  find(lines: readonly string[], said: string): string | undefined {
    let from = 0;
    for (const line of lines) {
      const fresh = [...line.matchAll(MADE_UP)].map(([shown]) => shown);
      const found = this.#patternOf(line).exec(said.slice(from));
      if (found === null) return line;
      from += found.index + found[0].length;
      for (const [index, real] of found.slice(1).entries()) this.set(fresh[index] ?? "", real);
    }
    return undefined;
  }

  #patternOf(line: string): RegExp {
    const parts = line
      .trim()
      .replace(FENCE, "--- $1 …")
      .split(/(s_[a-z0-9]{6}(?![a-z0-9])|hum_[a-z0-9]{12}|art_[a-z0-9]{16}|@e\d+|…)/);
    const pattern = parts.map((part, index) =>
      index % 2 === 0 ? escaped(part) : this.#form(part),
    );
    return new RegExp(pattern.join(""));
  }

  #form(part: string): string {
    if (part === "…") return ".*?";
    const known = this.#real.get(part);
    return `(${known === undefined ? FORMS[part[0] ?? ""] : escaped(known)})`;
  }
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
