import * as z from "zod";
import type { Page } from "../../browser/page.ts";
import { takeSnapshot } from "../../browser/snapshot.ts";
import { parseTarget } from "../../browser/target.ts";
import { cut } from "../../browser/visible-text.ts";
import {
  type Sought,
  type Unrest,
  waitForIdle,
  waitForNavigation,
  waitForScript,
  waitForSight,
} from "../../browser/waiting.ts";
import { counted } from "../../domain/counted.ts";
import { ToolFailure } from "../../domain/failure.ts";
import { ACTS, defineTool, type SessionContext } from "../define-tool.ts";
import { targetInput } from "../inputs.ts";
import { headOf, shownAddress, titleLines } from "../page-answer.ts";

/** Characters of the page shown when the wait was in vain. */
const PEEK_CHARS = 1_500;
/** Requests named that are still open, and characters of an address there. */
const MOST_OPEN = 8;
const MAX_ADDRESS = 200;
/** Milliseconds kept back of a call's time to say what the page looks like. */
const REPORT_MS = 6_000;

const input = z.strictObject({
  condition: z
    .enum(["element", "text", "network_idle", "navigation", "js"])
    .describe("What to wait for"),
  target: targetInput.optional().describe("Ref or selector; for navigation a URL glob"),
  text: z.string().min(1).max(1_000).optional().describe("For text: part of what shows"),
  js: z.string().min(1).max(20_000).optional().describe("Expression that becomes truthy"),
  timeout: z.int().min(0).max(30_000).default(10_000).describe("ms"),
});

type WaitInput = z.output<typeof input>;

const NEEDS = {
  element: { needs: "target", takes: ["target"] },
  text: { needs: "text", takes: ["text"] },
  network_idle: { needs: undefined, takes: [] },
  navigation: { needs: undefined, takes: ["target"] },
  js: { needs: "js", takes: ["js"] },
} as const;

export const waitFor = defineTool({
  name: "wait_for",
  title: "Wait for",
  description:
    "Waits until an element or text shows, the network is idle, the tab has navigated or an expression is truthy.",
  // js may run any expression in the page.
  annotations: ACTS,
  theme: "reading",
  core: true,
  target: "session",
  isStep: true,
  readsUnlessCode: true,
  input,
  policy: { capabilities: ({ condition }) => (condition === "js" ? ["js"] : []) },
  async run(given, context) {
    refuseMismatch(given);
    const { page } = context;
    const startedAt = Date.now();
    const leftMs = Math.max(0, page.scope.remainingMs - REPORT_MS);
    const patienceMs = Math.min(given.timeout, leftMs);
    const result = await waitOn(given, page, startedAt + patienceMs);
    if (!result.came) throw await inVain(given.condition, patienceMs, result, context);
    const ms = Date.now() - startedAt;
    return {
      facts: [headOf(context, [`${given.condition} after ${ms} ms`])],
      notices: page.tab.frames.main.unreachableUrl === undefined ? [] : [ERROR_PAGE],
      ...(result.line === undefined ? {} : { page: result.line }),
    };
  },
});

const ERROR_PAGE = "the tab shows the browser's own error page: its address could not be opened";

function refuseMismatch(given: WaitInput): void {
  const { needs, takes } = NEEDS[given.condition];
  if (needs !== undefined && given[needs] === undefined) {
    throw invalid(`condition ${given.condition} needs ${needs}`, `Give ${needs}.`);
  }
  const allowed: readonly string[] = takes;
  const stray = (["target", "text", "js"] as const).filter(
    (field) => given[field] !== undefined && !allowed.includes(field),
  );
  if (stray.length > 0) {
    throw invalid(`condition ${given.condition} takes no ${stray.join(", ")}`, "Leave it out.");
  }
}

function invalid(what: string, next: string): ToolFailure {
  return new ToolFailure("invalid_arguments", `${what}; nothing was waited for.`, next);
}

type Waited =
  /** `line` is page text. */
  | { readonly came: true; readonly line?: string }
  /** `why` is in words of ours, `details` page text. */
  | { readonly came: false; readonly why?: string; readonly details?: readonly string[] };

async function waitOn(given: WaitInput, page: Page, until: number): Promise<Waited> {
  const { condition, target, text = "", js = "" } = given;
  if (condition === "element") return sightOf(page, { target: parseTarget(target ?? "") }, until);
  if (condition === "text") return sightOf(page, { text }, until);
  if (condition === "network_idle") return idleOf(page, until);
  if (condition === "js") return truthOf(page, js, until);
  return navigationOf(page, target, until);
}

async function navigationOf(page: Page, glob: string | undefined, until: number): Promise<Waited> {
  const missed = await waitForNavigation(page, glob, until);
  if (missed === undefined) return { came: true, line: `url: ${shownAddress(page.tab.url)}` };
  if (missed.navigating) return { came: false, why: "the next page has not answered yet" };
  const other = "the address is another; target has to match all of it, with * for any text";
  if (!missed.matches) return { came: false, why: other };
  const none = "the tab has not navigated since your last acting call";
  return { came: false, why: glob === undefined ? none : `${none}, though the address matches` };
}

async function sightOf(page: Page, sought: Sought, until: number): Promise<Waited> {
  const line = await waitForSight(page, sought, until);
  if (line === undefined) return { came: false };
  return line === "" ? { came: true } : { came: true, line };
}

async function idleOf(page: Page, until: number): Promise<Waited> {
  const unrest = await waitForIdle(page, until);
  if (unrest === undefined) return { came: true };
  const { open } = page.tab.network;
  const shown = open.slice(0, MOST_OPEN).map(({ method, url }) => {
    return `open: ${method} ${url.length > MAX_ADDRESS ? `${cut(url, MAX_ADDRESS)}…` : url}`;
  });
  const more = open.length > MOST_OPEN ? [`… ${open.length - MOST_OPEN} more`] : [];
  if (open.length === 0) return { came: false, why: unrestWords(unrest) };
  const are = `${counted(open.length, "request")} ${open.length === 1 ? "is" : "are"}`;
  return { came: false, why: `${are} still open, named below`, details: [...shown, ...more] };
}

function unrestWords({ idleMs, navigating, breaks }: Unrest): string {
  if (navigating) return "the tab is on its way to another page";
  if (breaks > 0) return `requests began again ${breaks === 1 ? "once" : `${breaks} times`}`;
  return `no request is open, but for ${idleMs ?? 0} ms only, and 500 count as idle`;
}

async function truthOf(page: Page, js: string, until: number): Promise<Waited> {
  const { isTrue, error } = await waitForScript(page, js, until);
  if (isTrue) return { came: true };
  if (error === undefined) return { came: false };
  const details = [`error: ${error.failure.pageText}`];
  return { came: false, why: "the expression threw, its last error stands below", details };
}

/** On time-out the caller needs to know what the page looks like instead. */
async function inVain(
  condition: string,
  ms: number,
  { why, details = [] }: Waited & { came: false },
  { page }: SessionContext,
): Promise<ToolFailure> {
  const late = `${condition} did not come within ${ms} ms${why === undefined ? "" : `; ${why}`}`;
  const next = "Check the condition, or wait again.";
  try {
    const now = await takeSnapshot(page, { detail: "standard", patienceMs: 0 });
    const seen = cut([...titleLines(now), ...now.lines].join("\n"), PEEK_CHARS);
    const what = `${late}; the start of the page as it is now stands below.`;
    return new ToolFailure("timed_out", what, next, { pageText: [...details, seen].join("\n") });
  } catch (error) {
    if (!(error instanceof ToolFailure)) throw error;
    page.scope.check();
    const { what, next: then } = error.failure;
    const pageText = details.join("\n");
    return new ToolFailure("timed_out", `${late}. ${what}`, then, { pageText });
  }
}
