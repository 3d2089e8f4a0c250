import { within } from "../domain/deadline.ts";
import { ToolFailure } from "../domain/failure.ts";
import type { Page } from "./page.ts";
import { evaluate, PageScriptError, WorldGone } from "./world.ts";

/** Milliseconds a caller's expression may run in the page. */
const SCRIPT_MS = 10_000;

/** Runs the caller's expression in the page's own world and awaits its promise; the value as JSON. */
export async function runExpression(
  page: Page,
  js: string,
  timeoutMs = SCRIPT_MS,
): Promise<string> {
  const { main } = page.tab.frames;
  await page.mainWorld();
  const worldId = main.mainWorldId;
  if (worldId === undefined) throw gone();
  const wrapped = `(async () => JSON.stringify(await (${js}\n)))()`;
  try {
    const value = await page.step("running the script", () =>
      within(
        evaluate<string | undefined>(main.session, wrapped, worldId, timeoutMs),
        timeoutMs,
        late,
      ),
    );
    return value ?? "undefined";
  } catch (error) {
    if (error instanceof WorldGone) throw gone();
    if (error instanceof PageScriptError) throw threw(error.message);
    if (isTermination(error)) throw late();
    throw error;
  }
}

function isTermination(error: unknown): boolean {
  return error instanceof Error && /terminated|timed out/i.test(error.message);
}

function late(): ToolFailure {
  return new ToolFailure(
    "script_failed",
    `The script did not end within ${SCRIPT_MS / 1000} s.`,
    "Make it shorter, or split it.",
  );
}

function gone(): ToolFailure {
  return new ToolFailure(
    "script_failed",
    "The page navigated while the script ran.",
    "Take a snapshot, then decide whether to run it again.",
  );
}

function threw(message: string): ToolFailure {
  return new ToolFailure(
    "script_failed",
    "The script failed; its error stands below.",
    "js is one expression, such as document.title or (() => { … })().",
    { pageText: message.slice(0, 500) },
  );
}
