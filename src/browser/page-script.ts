import { within } from "../domain/deadline.ts";
import { ToolFailure } from "../domain/failure.ts";
import { onLiveDocument } from "./documents.ts";
import { SCRIPT_CODE } from "./in-page.generated.ts";
import type { ScriptValue } from "./in-page-contract.ts";
import type { Page } from "./page.ts";
import { clean, cut } from "./visible-text.ts";
import { evaluate, isEnded, PageScriptError, WorldGone } from "./world.ts";

/** Milliseconds a caller's expression may run in the page. */
const SCRIPT_MS = 10_000;
/** Milliseconds Chrome has to end an endless loop by itself, and a page to show that it is alive. */
const GRACE_MS = 500;
/** Characters of an error's own words that are shown. */
const MAX_ERROR = 2_000;
/** Stands before the expression on its first line, so that no name of ours is in its scope. */
const BEFORE = `${SCRIPT_CODE}(async()=>(await(`;
const AFTER = { value: "\n)))", truth: "\n)),true)" };
const NAME = "\n//# sourceURL=js";

export interface ScriptOptions {
  readonly timeoutMs?: number;
  /** Milliseconds to wait for a navigation that is under way, if not the usual time. */
  readonly patienceMs?: number;
  /** `truth` gives `true` or `false`, whatever the value is. */
  readonly want?: keyof typeof AFTER;
}

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

/** Runs the caller's expression in the page's own world and awaits its promise; the value as text. */
export async function runExpression(
  page: Page,
  js: string,
  { timeoutMs = SCRIPT_MS, patienceMs, want = "value" }: ScriptOptions = {},
): Promise<string> {
  const { main } = page.tab.frames;
  const worldId = await mainWorldId(page, patienceMs);
  page.mayRun();
  const wrapped = `${BEFORE}${js}${AFTER[want]}${NAME}`;
  const run = evaluate<ScriptValue | undefined>(main.session, wrapped, worldId, timeoutMs);
  // It is ended below when its time is up, and by nobody sooner.
  page.tab.lentUntil = Date.now() + timeoutMs + 3 * GRACE_MS;
  try {
    const value = await page.step("running the script", () =>
      within(run, timeoutMs + GRACE_MS, () => new ScriptLate(timeoutMs)),
    );
    if (typeof value?.size === "number") throw tooLarge(value.size);
    // The page may have put its own words for what the writing of a value needs.
    return typeof value?.text === "string" ? value.text : "undefined";
  } catch (error) {
    const leaving = error instanceof ScriptLate && page.tab.frames.navigating;
    if (page.tab.closed) throw new WorldGone();
    if (error instanceof WorldGone || leaving) throw new ScriptLeft();
    if (error instanceof ScriptLate) await freeThePage(page);
    if (error instanceof PageScriptError) throw new ScriptThrew(error);
    if (isEnded(error)) throw new ScriptLate(timeoutMs);
    throw error;
  } finally {
    page.tab.lentUntil = 0;
  }
}

/** The unique id of the page's own world; waits while the document is only coming. */
async function mainWorldId(page: Page, patienceMs?: number): Promise<string> {
  const read = async () => {
    await page.mainWorld();
    const { mainWorldId: id } = page.tab.frames.main;
    if (id === undefined) throw new WorldGone();
    return id;
  };
  return onLiveDocument(page, read, patienceMs);
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

/** Thrown when the page went elsewhere while the script ran. */
export class ScriptLeft extends ToolFailure {
  constructor() {
    super(
      "script_failed",
      "The page navigated while the script ran.",
      "Take a snapshot, then decide whether to run it again.",
    );
  }
}

/** Thrown when the script threw or could not even be read. */
export class ScriptThrew extends ToolFailure {
  /** It will be no better another time. */
  readonly isSlip: boolean;

  constructor({ message, slip, trace }: PageScriptError) {
    const place = slip ?? placeIn(trace);
    const shown = place === undefined ? "" : ` (${inCallersScript(place)})`;
    const pageText = `${cut(clean(message), MAX_ERROR)}${shown}`;
    const { what, next } = slip === undefined ? FAILED : UNREADABLE;
    super("script_failed", what, next, { pageText });
    this.isSlip = slip !== undefined;
  }
}

const FAILED = {
  what: "The script failed; its error stands below.",
  next: "Take a snapshot to see what the page is like, then mend the script.",
};
const UNREADABLE = {
  what: "The script is no expression that can be read, and was not run; the error stands below.",
  next: "js is one expression, such as document.title; put statements into (() => { …; return … })().",
};

interface Place {
  readonly line: number;
  readonly column: number;
}

/** The innermost place of a stack that is in the caller's own script. */
function placeIn(trace: string): Place | undefined {
  const places = Array.from(trace.matchAll(/\bjs:(\d+):(\d+)/g), ([, line, column]) => ({
    line: Number(line),
    column: Number(column),
  }));
  return places.find(({ line, column }) => line > 1 || column > BEFORE.length);
}

function inCallersScript({ line, column }: Place): string {
  return `line ${line}, column ${line === 1 ? Math.max(1, column - BEFORE.length) : column}`;
}

function tooLarge(size: number): ToolFailure {
  return new ToolFailure(
    "too_large",
    `The script ended, and its value has ${size} characters or more, which is more than an answer can be cut from.`,
    "Return less: a part, a count, or only the fields that matter.",
  );
}
