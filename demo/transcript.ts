import { stripVTControlCharacters } from "node:util";
import type { Answer, Call } from "./agent.ts";

const MAX_LINES = 12;
const MAX_COLUMNS = 120;

/** Page text may hold escape sequences, which would act on the reader's terminal. */
function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to drop
  return stripVTControlCharacters(text).replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, "");
}

function cut(line: string): string {
  return line.length > MAX_COLUMNS ? `${line.slice(0, MAX_COLUMNS - 1)}…` : line;
}

/** The first twelve lines of an answer, indented, with the number of those left out. */
export function abridge(answer: Answer): string {
  const lines = printable(answer.text).split("\n");
  const shown = lines.slice(0, MAX_LINES).map((line) => `    ${cut(line)}`);
  if (lines.length > MAX_LINES) shown.push(`    … ${lines.length - MAX_LINES} more lines`);
  if (answer.image) {
    const bytes = Buffer.byteLength(answer.image.data, "base64");
    shown.push(`    [${answer.image.mimeType}, ${bytes} bytes]`);
  }
  return shown.join("\n");
}

function describe(args: Record<string, unknown>): string {
  const { sessionId: _, ...others } = args;
  return Object.entries(others)
    .map(([key, value]) => `${key}=${JSON.stringify(value)}`)
    .join(" ");
}

/** Writes every call and its abridged answer as they happen. */
export function printed(call: Call, write: (line: string) => void): Call {
  return async (tool, args) => {
    write(`→ ${cut(printable(`${tool} ${describe(args)}`))}`);
    const started = performance.now();
    const answer = await call(tool, args);
    const outcome = answer.isError ? "failed" : "ok";
    write(`${abridge(answer)}\n    ${outcome}, ${Math.round(performance.now() - started)} ms`);
    return answer;
  };
}
