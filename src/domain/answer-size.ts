import type { Answer } from "./answer.ts";
import type { Failure } from "./failure.ts";

/** Characters of an answer, as near to bytes as an audit needs: its text, its image and its JSON. */
export function sizeOf({ facts, notices = [], page = "", image, structured }: Answer): number {
  const text = [...facts, ...notices, page].join("\n").length;
  const json = structured === undefined ? 0 : JSON.stringify(structured).length;
  return text + json + (image?.data.length ?? 0);
}

/** The same of a failure. */
export function sizeOfFailure({ code, what, next, pageText = "" }: Failure): number {
  return code.length + what.length + next.length + pageText.length;
}
