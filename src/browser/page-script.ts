import { within } from "../domain/deadline.ts";
import { ToolFailure } from "../domain/failure.ts";
import { onLiveDocument } from "./documents.ts";
import type { Page } from "./page.ts";
import { clean, cut } from "./visible-text.ts";
import { evaluate, PageScriptError, WorldGone } from "./world.ts";

/** Milliseconds a caller's expression may run in the page. */
const SCRIPT_MS = 10_000;
/** Milliseconds Chrome has to end an endless loop by itself, and a page to show that it is alive. */
const GRACE_MS = 500;
/** Characters of a value as JSON; beyond it a message could break the connection. */
const MAX_JSON = 4_000_000;

// Runs beside the caller's expression, so no name of it may be in the expression's scope.
const TO_JSON = `(value) => {
  if (value instanceof Node) throw new TypeError("The value is a DOM node; return its text or outerHTML.");
  if (typeof value === "function") throw new TypeError("The value is a function; call it.");
  const json = JSON.stringify(value);
  if (json !== undefined && json.length > ${MAX_JSON}) throw new RangeError("The value has " + json.length + " characters as JSON; return less.");
  return json;
}`;

/** Thrown when the expression's promise or loop had not ended in time. */
export class ScriptLate extends ToolFailure {
  constructor(timeoutMs: number) {
    super(
      "script_failed",
      `The script did not end within ${timeoutMs / 1000} s.`,
      "Make it shorter, or split it.",
    );
  }
}

/** Runs the caller's expression in the page's own world and awaits its promise; the value as JSON. */
export async function runExpression(
  page: Page,
  js: string,
  timeoutMs = SCRIPT_MS,
): Promise<string> {
  const { main } = page.tab.frames;
  const worldId = await mainWorldId(page);
  const wrapped = `(async () => (${TO_JSON})(await (${js}\n)))()`;
  const run = evaluate<unknown>(main.session, wrapped, worldId, timeoutMs);
  // It is ended below when its time is up, and by nobody sooner.
  page.tab.lentUntil = Date.now() + timeoutMs + 3 * GRACE_MS;
  try {
    const value = await page.step("running the script", () =>
      within(run, timeoutMs + GRACE_MS, () => new ScriptLate(timeoutMs)),
    );
    return typeof value === "string" ? value : "undefined";
  } catch (error) {
    const leaving = error instanceof ScriptLate && page.tab.frames.navigating;
    if (error instanceof WorldGone || leaving) throw gone();
    if (error instanceof ScriptLate) await freeThePage(page);
    if (error instanceof PageScriptError) throw threw(error.message);
    if (isTermination(error)) throw new ScriptLate(timeoutMs);
    throw error;
  } finally {
    page.tab.lentUntil = 0;
  }
}

/** The unique id of the page's own world; waits while the document is only coming. */
async function mainWorldId(page: Page): Promise<string> {
  return onLiveDocument(page, async () => {
    await page.mainWorld();
    const { mainWorldId: id } = page.tab.frames.main;
    if (id === undefined) throw new WorldGone();
    return id;
  });
}

/**
 * Ends a loop that runs on after its first pause, which Chrome's own time limit does not cover. A
 * page that answers is left alone, since the order would hit its next script instead.
 */
async function freeThePage(page: Page): Promise<void> {
  const { session } = page.tab.frames.main;
  const alive = session.send("Runtime.evaluate", { expression: "1" });
  try {
    await page.step("looking whether the page answers", () =>
      within(alive, GRACE_MS, () => new ScriptLate(GRACE_MS)),
    );
  } catch {
    page.scope.check();
    const ending = session.send("Runtime.terminateExecution");
    await page.step("ending the script", () =>
      within(ending, GRACE_MS, () => new ScriptLate(SCRIPT_MS)),
    );
  }
}

/** Chrome calls an evaluation that its time limit has ended an internal error. */
function isTermination(error: unknown): boolean {
  return error instanceof Error && /Internal error|terminated/.test(error.message);
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
    { pageText: cut(clean(message), 500) },
  );
}
