import type { Passed } from "./relay.ts";

/** A command's own number, what it is, and what of its code tells it from others. */
interface Shown {
  readonly id?: number;
  readonly method?: string;
  readonly params?: { readonly expression?: string; readonly functionDeclaration?: string };
}

const CODE_CHARACTERS = 60;
const TIME_WIDTH = 9;

/** Every message of one call, a line each: milliseconds since the request, and what passed which way. */
export function timelineOf(startedAt: number, endedAt: number, passed: readonly Passed[]): string {
  const methods = new Map<string, string>();
  const lines = passed
    .filter(({ at }) => at >= startedAt && at <= endedAt)
    .map(({ at, from, connection, text }) => {
      const { id, method = "", params = {} }: Shown = JSON.parse(text);
      const key = `${connection} ${id}`;
      const code = params.expression ?? params.functionDeclaration ?? "";
      if (from === "worker") methods.set(key, method);
      const what = from === "worker" || id === undefined ? method : (methods.get(key) ?? "");
      const way = from === "worker" ? "→" : id === undefined ? "  event" : "←";
      return line(at - startedAt, `${way} ${what} ${code.slice(0, CODE_CHARACTERS)}`);
    });
  return [...lines, line(endedAt - startedAt, "answer")].join("\n");
}

function line(ms: number, what: string): string {
  return `${ms.toFixed(1).padStart(TIME_WIDTH)}  ${what.replaceAll("\n", " ").trimEnd()}`;
}
