import type { KeptArtifact } from "../../domain/artifact.ts";
import { counted } from "../../domain/counted.ts";
import { ToolFailure } from "../../domain/failure.ts";
import { visibleBlock, visibleJson } from "../../domain/unseen.ts";
import type { ScriptEnd, ScriptResult } from "../../sandbox/script-contract.ts";

/** Characters of what a script returns and writes to its console together. */
export const MAX_OUTPUT = 20_000;

/** Decisions over a call of the script's, which its caller can do something about. */
const PASSED_ON = ["policy_denied", "approval_required", "rate_limited"];

/** What a script returned and wrote, and what of that is left out. */
export function told(json: string | undefined, result: ScriptResult) {
  const returned = json === undefined ? "nothing" : visibleJson(json);
  const shown = returned.slice(0, MAX_OUTPUT);
  const { lines, dropped } = consoleOf(result, MAX_OUTPUT - shown.length);
  const { unawaited, lateFailures } = result;
  const cut = returned.length - shown.length;
  const failures = lateFailures.map(({ failure }) => failure.code).join(", ");
  return {
    notices: [
      ...(cut > 0 ? [`${cut} more characters of what it returned are cut off: return less`] : []),
      ...(dropped > 0 ? [`${counted(dropped, "console message")} had no room`] : []),
      ...(unawaited > 0 ? [`not awaited, but made: ${counted(unawaited, "page call")}`] : []),
      ...(failures === "" ? [] : [`of those failed: ${failures}`]),
    ],
    page: [`returned: ${shown}`, ...lines].join("\n"),
  };
}

function consoleOf({ console, consoleDropped }: ScriptResult, room: number) {
  const lines: string[] = [];
  let left = room;
  for (const line of console.map((text) => `console: ${visibleBlock(text)}`)) {
    left -= line.length + 1;
    if (left < 0) break;
    lines.push(line);
  }
  return { lines, dropped: consoleDropped + console.length - lines.length };
}

/** How a script that returned nothing failed; `ended` is why its call was ended, if it was. */
export function failed(
  end: Exclude<ScriptEnd, { kind: "returned" }>,
  ended: unknown,
  result: ScriptResult,
  kept: readonly KeptArtifact[],
): ToolFailure {
  const { calls } = result;
  const { lines } = consoleOf(result, MAX_OUTPUT);
  const tail = [
    calls === 0 ? "no page call was made." : `${counted(calls, "page call")} made.`,
    ...(kept.length === 0 ? [] : [`Kept: ${kept.map(({ id }) => id).join(", ")}.`]),
  ].join(" ");
  if (end.kind === "stopped") return stopped(end.why, ended, tail, lines);
  const where = end.line === undefined ? "" : ` at its line ${end.line}`;
  if (end.cause !== undefined) return byCall(end.cause, `${where}; ${tail}`, lines);
  const pageText = [`threw: ${visibleBlock(end.message)}`, ...lines].join("\n");
  return new ToolFailure("script_failed", `The script threw${where}; ${tail}`, CORRECT, {
    pageText,
  });
}

const CORRECT = "What it had done stays done; correct the script.";

function stopped(why: string, ended: unknown, tail: string, lines: readonly string[]): ToolFailure {
  const extra = { pageText: lines.join("\n") };
  if (!(ended instanceof ToolFailure)) {
    return new ToolFailure("script_failed", `The script ${why}; ${tail}`, CORRECT, extra);
  }
  const { code, what, next } = ended.failure;
  return new ToolFailure(code, `${what} ${tail}`, next, extra);
}

/**
 * A call failed that the script let through; what came before it was done.
 * Its words may quote what the script passed, which may be the page's: they go into the fence.
 */
function byCall({ failure }: ToolFailure, tail: string, lines: readonly string[]): ToolFailure {
  const { code, what, next, pageText = "", ...more } = failure;
  const fenced = (...first: string[]) => {
    const words = [...first, pageText, ...lines].filter((line) => line !== "");
    return { ...more, pageText: words.join("\n") };
  };
  if (PASSED_ON.includes(code)) {
    const told = what.replace("Nothing was done.", "It was not done.");
    const again = `${next} A script begins anew each time: leave out what is done.`;
    return new ToolFailure(code, `${told} The script ended with this${tail}`, again, fenced());
  }
  return new ToolFailure(
    "script_failed",
    `${code}: a page call failed, in words that stand below. The script ended with this${tail}`,
    CORRECT,
    fenced(visibleBlock(`failed: ${what} ${next}`)),
  );
}
