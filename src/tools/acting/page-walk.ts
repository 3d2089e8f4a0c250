import type { ListWalk } from "../../browser/list-walks.ts";
import { findNextControl } from "../../browser/next-control.ts";
import type { Page } from "../../browser/page.ts";
import { runExpression } from "../../browser/page-script.ts";
import { ToolFailure } from "../../domain/failure.ts";
import { sha256 } from "../../domain/sha256.ts";
import type { SessionContext, SessionTool } from "../define-tool.ts";
import { extract, read } from "../reading/extract.ts";
import { goTo, navigate } from "../reading/navigate.ts";
import { act } from "./act.ts";
import { actOnce } from "./act-once.ts";
import { freshLines } from "./fresh-lines.ts";
import { addressOf, type PaginateGiven } from "./paginate-input.ts";

/** Milliseconds a list may take to show what a press or the end of a scroll has asked for. */
const PATIENCE_MS = 5_000;
/** Part of the viewport that is scrolled at once, and such steps without news before it goes further. */
const STEP = 0.8;
const SMALL_STEPS = 4;
const MOST_STEPS = 40;

/** One step of a walk: a page, or why there is none. */
export type Leg =
  | { readonly kind: "end"; readonly why: string }
  | {
      readonly kind: "page";
      readonly number: number;
      /** What is new on it; items as JSON where it gives a list. */
      readonly lines: readonly string[];
      readonly isList: boolean;
      readonly isRepeated: boolean;
    };

/** What is read of a page: its lines, or the items of a list as JSON. */
interface Content {
  readonly lines: readonly string[];
  readonly isList: boolean;
}

/** Goes from page to page of one list; every step is a call of its own for the policy. */
export class PageWalk {
  readonly #plan: PaginateGiven;
  readonly #context: SessionContext;
  readonly #walk: ListWalk;
  #isFirst: boolean;

  constructor(plan: PaginateGiven, context: SessionContext, walk: ListWalk) {
    this.#plan = plan;
    this.#context = context;
    this.#walk = walk;
    this.#isFirst = walk.pages === 0;
  }

  async next(): Promise<Leg> {
    const { paginationType, delayMs } = this.#plan;
    const isFirst = this.#isFirst;
    this.#isFirst = false;
    if (!isFirst && delayMs > 0) await this.#pause(delayMs);
    if (!isFirst && paginationType !== "url") this.#refuseOther();
    const way = isFirst && paginationType !== "url" ? undefined : await this.#goOn();
    if (typeof way === "string") return { kind: "end", why: way };
    const content = way ?? (await this.#read());
    const fresh = await this.#freshOf(this.#walk.last, content, isFirst);
    this.#walk.pages++;
    this.#walk.last = content.lines;
    this.#walk.worldId = this.#worldId;
    this.#walk.aheadOn = undefined;
    return { kind: "page", number: this.#walk.pages, isList: content.isList, ...fresh };
  }

  get #worldId(): string {
    return this.#context.page.tab.frames.main.world?.uniqueId ?? "";
  }

  /** The walk goes on from where it was, or not at all. */
  #refuseOther(): void {
    const { aheadOn, worldId } = this.#walk;
    if (this.#worldId === (aheadOn ?? worldId)) return;
    throw new ToolFailure(
      "not_found",
      "The tab shows another page than the walk was on; nothing was read.",
      "Begin anew without cursor.",
    );
  }

  async #freshOf(before: readonly string[], { lines }: Content, isFirst: boolean) {
    const isSame = this.#worldId === this.#walk.worldId;
    const { seen } = this.#walk;
    const digest = await sha256(lines.join("\n"));
    const isKnown = seen.has(digest);
    seen.add(digest);
    if (isFirst || this.#plan.paginationType === "url" || !isSame) {
      return { lines, isRepeated: isKnown };
    }
    const fresh = freshLines(before, lines);
    const grows = fresh.isGrown || this.#plan.paginationType === "scroll";
    if (!grows) return { lines, isRepeated: isKnown };
    return { lines: fresh.lines, isRepeated: fresh.lines.length === 0 };
  }

  /** Goes to the next page: why there is none, or what there is to read if that is known already. */
  #goOn(): Promise<string | Content | undefined> {
    const { paginationType } = this.#plan;
    if (paginationType === "url") return this.#goByAddress();
    return paginationType === "scroll" ? this.#scrollOn() : this.#press();
  }

  async #goByAddress(): Promise<string | undefined> {
    const { urlPattern = "" } = this.#plan;
    const { status } = await this.#open(addressOf(urlPattern, this.#walk.pages + 1));
    return this.#statusReason(status);
  }

  #statusReason(status: number | null): string | undefined {
    if (status === 404 || status === 410) return `no_next: the next page answers ${status}`;
    return status !== null && status >= 400 ? `error: the next page answers ${status}` : undefined;
  }

  async #press(): Promise<string | Content | undefined> {
    const { nextSelector } = this.#plan;
    if (this.#walk.aheadOn !== undefined) return this.#arrived();
    const sought = nextSelector === "auto" ? undefined : nextSelector;
    const next = await findNextControl(this.#context.page, sought);
    if (next.kind === "none") return "no_next: no control or link leads on";
    if (next.kind === "off") return "no_next: the control that leads on is turned off";
    if (next.kind === "link") {
      const { status } = await this.#open(next.url);
      this.#walk.aheadOn = this.#worldId;
      return this.#statusReason(status);
    }
    await this.#act({ action: "click", target: next.target });
    this.#walk.aheadOn = this.#worldId;
    return this.#arrived();
  }

  /** What there is to read where a press has led. */
  async #arrived(): Promise<string | Content | undefined> {
    if (this.#worldId === this.#walk.worldId) return this.#comingContent();
    const { tab } = this.#context.page;
    if (tab.frames.main.unreachableUrl !== undefined)
      return "error: the next page cannot be opened";
    return this.#statusReason(tab.status ?? null);
  }

  /** What the page shows once it shows something else, or after a while what it shows. */
  async #comingContent(): Promise<Content> {
    const { page } = this.#context;
    const until = Date.now() + PATIENCE_MS;
    for (;;) {
      const seen = page.tab.pulse.count;
      const content = await this.#read();
      const left = until - Date.now();
      if (left <= 0 || !isSame(content.lines, this.#walk.last)) return content;
      await page.step("waiting for the list", () =>
        page.tab.pulse.after(seen, Math.min(left, 500)),
      );
    }
  }

  /**
   * Scrolls until something new shows. Little by little at first, since a list may keep only what is in
   * view; where nothing of before has gone from it, the rest of the way is no part of it.
   */
  async #scrollOn(): Promise<string | Content> {
    const { height } = this.#context.page.browser.emulation.viewport;
    const small = Math.max(100, Math.round(height * STEP));
    let amount = small;
    for (let step = 1; step <= MOST_STEPS; step++) {
      const { scroll } = await this.#act({ action: "scroll", scrollAmount: amount });
      const left = scroll === undefined ? 0 : scroll.maxY - scroll.y;
      const isAtEnd = scroll === undefined || left < 2;
      const content = isAtEnd ? await this.#comingContent() : await this.#read();
      const { lines, isGrown } = freshLines(this.#walk.last, content.lines);
      if (lines.length > 0) return content;
      if (isAtEnd) return "no_next: the end is reached, and nothing new came";
      const isKept = isGrown || isSame(content.lines, this.#walk.last);
      amount = isKept && step >= SMALL_STEPS ? Math.max(small, Math.round(left)) : small;
    }
    return "no_next: nothing new came however far it was scrolled";
  }

  #act(input: Readonly<Record<string, unknown>>) {
    return this.#run("next", act, input, (page) => actOnce(input, { ...this.#context, page }));
  }

  #open(url: string) {
    return this.#run("next", navigate, { url }, (page) =>
      goTo({ url }, { page, urlRules: this.#context.urlRules }),
    );
  }

  #read(): Promise<Content> {
    const { extractType: type, extractTarget: target, extractJs: js } = this.#plan;
    const input = extract.input.parse({ type, target, js });
    return this.#run("page", extract, input, async (page) => {
      if (type !== "js")
        return { lines: linesOf(await read(input, { page }), type), isList: false };
      return contentOf(await runExpression(page, js ?? ""));
    });
  }

  #run<T>(
    what: string,
    tool: SessionTool,
    input: Readonly<Record<string, unknown>>,
    work: (page: Page) => Promise<T>,
  ): Promise<T> {
    const { page, steps } = this.#context;
    const name = `${what}.${this.#walk.pages + 1}`;
    page.scope.enter(name);
    return steps.run(page, { name, tool, input }, work);
  }

  /** The delay that the caller asked for. */
  #pause(ms: number): Promise<void> {
    const waiting = () => new Promise<void>((resolve) => setTimeout(resolve, ms));
    return this.#context.page.step("waiting as asked", waiting);
  }
}

/** Markup has lines where it pleases; an element begins one here. */
function linesOf(text: string, type: "text" | "html"): string[] {
  return (type === "html" ? text.replace(/></g, ">\n<") : text).split("\n");
}

function contentOf(json: string): Content {
  const value: unknown = json === "undefined" ? null : JSON.parse(json);
  if (!Array.isArray(value)) return { lines: json.split("\n"), isList: false };
  return { lines: value.map((item) => JSON.stringify(item)), isList: true };
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((line, at) => line === b[at]);
}
