import type { Browser } from "../browser/browser.ts";
import { BrowserGone } from "../browser/browser-source.ts";
import { refusalOf, type UrlRules } from "../browser/egress/url-rules.ts";
import { originOf } from "../browser/origin.ts";
import { Page, type PageMemory } from "../browser/page.ts";
import { RefTable } from "../browser/refs.ts";
import type { PlaceKeeper } from "../coordinator/coordinator-client.ts";
import type { Answer } from "../domain/answer.ts";
import type { Config } from "../domain/config.ts";
import { CallScope, underDeadline, within } from "../domain/deadline.ts";
import { ToolFailure } from "../domain/failure.ts";
import { sessionTool } from "../tools/catalogue.ts";
import type { SessionTool } from "../tools/define-tool.ts";
import { type BrowserLink, BrowserSilent } from "./browser-link.ts";
import {
  browserLost,
  connectionBroke,
  explain,
  LostUnderWay,
  restarted,
  whileConnected,
} from "./call-failures.ts";
import { recover } from "./recovery.ts";
import type { CallRequest, OpenReply, OpenRequest } from "./session-contract.ts";
import type { SessionRecord } from "./session-record.ts";
import type { StateKeeper } from "./state-keeper.ts";
import { TurnQueue } from "./turn-queue.ts";
import { Watchdog } from "./watchdog.ts";

/** Milliseconds kept back of a creation's time to answer with the session though its page is slow. */
const FIRST_PAGE_REPORT_MS = 4_000;
const FIRST_TOOL = "navigate";
/** Milliseconds keeping the state may hold up the next call. */
const KEEP_MS = 3_000;
/** Milliseconds closing an idle browser may take, its state kept first. */
const SLEEP_MS = 30_000;

export interface RunnerParts {
  readonly record: SessionRecord;
  readonly link: BrowserLink;
  readonly keeper: PlaceKeeper;
  readonly state: StateKeeper;
  readonly config: Config;
  readonly save: () => void;
  readonly log: (event: string, error: unknown) => void;
}

/** Gives each call its turn on the session's browser and runs its tool there. */
export class CallRunner {
  readonly #parts: RunnerParts;
  readonly #turns = new TurnQueue();
  readonly #memory: PageMemory;

  constructor(parts: RunnerParts) {
    this.#parts = parts;
    this.#memory = { refs: new RefTable(parts.record.nextRef), baselines: new Map() };
  }

  run(request: CallRequest, scope: CallScope): Promise<Answer> {
    return this.#takeTurn(scope, request.tool, () => this.#onTurn(request, scope));
  }

  /**
   * Gives opening a session the first turn, its first page included, so that calls of whoever knows
   * of it already find it open.
   */
  open(
    request: OpenRequest,
    scope: CallScope,
    start: () => Promise<void>,
  ): Promise<OpenReply["page"]> {
    return this.#takeTurn(scope, FIRST_TOOL, async () => {
      await start();
      return this.#openFirstPage(request, scope);
    });
  }

  /** Answers as soon as `work` has; the turn ends when the state it left is kept. */
  #takeTurn<T>(scope: CallScope, tool: string, work: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const turn = async () => {
        await work().then(resolve, reject);
        await this.#keepState(sessionTool(tool));
      };
      this.#turns.run(scope, turn).catch(reject);
    });
  }

  /** Opens the page a session was created with; a failure leaves the session open and is told. */
  async #openFirstPage(request: OpenRequest, scope: CallScope): Promise<OpenReply["page"]> {
    if (request.url === undefined) return undefined;
    const { url, waitUntil, ownHosts } = request;
    const input = { url, waitUntil, autoRetry: true, maxRetryLevel: 3 };
    const deadlineAt = scope.deadlineAt - FIRST_PAGE_REPORT_MS;
    const call = { operationId: "first page", tool: FIRST_TOOL, input, ownHosts, deadlineAt };
    const part = scope.branch(deadlineAt);
    try {
      const answer = await underDeadline(part, () => this.#onTurn(call, part));
      return { facts: answer.facts };
    } catch (error) {
      scope.check();
      if (!(error instanceof ToolFailure) || this.#parts.record.rest !== undefined) throw error;
      return { facts: [], failure: error.failure };
    }
  }

  /** Closes the browser of an idle session, which the next call brings back; takes a turn. */
  async sleep(isIdle: () => boolean): Promise<void> {
    const { record, link, keeper, state, save } = this.#parts;
    const scope = new CallScope(Date.now() + SLEEP_MS);
    await this.#turns.run(scope, async () => {
      if (!isIdle() || record.rest !== undefined) return;
      const browser = await this.#connected();
      await state.keep(browser, true);
      record.rest = { why: "asleep", reason: "it had been idle", attempts: 0 };
      save();
      const { browserId } = record;
      if (!(await link.close(record)) && browserId !== undefined) await keeper.abandon(browserId);
      delete record.browserId;
      save();
      await keeper.recordBrowser(record.sessionId, undefined);
    });
  }

  /** What only reads is done again in the browser that comes next; nothing else is ever repeated. */
  async #onTurn(request: CallRequest, scope: CallScope): Promise<Answer> {
    try {
      return await this.#attempt(request, scope);
    } catch (error) {
      const reads = sessionTool(request.tool).annotations.readOnlyHint;
      if (!reads || !(error instanceof LostUnderWay)) throw error;
      scope.check();
      return this.#attempt(request, scope);
    }
  }

  async #attempt(request: CallRequest, scope: CallScope): Promise<Answer> {
    const urlRules = urlRulesOf(this.#parts.config, request.ownHosts);
    const tool = sessionTool(request.tool);
    const browser = await this.#browser(scope, urlRules);
    this.#refuseOnNewBrowser(tool);
    const page = new Page(browser, browser.active, whileConnected(scope, browser), this.#memory);
    const watchdog = new Watchdog({
      page,
      hung: () => this.#parts.link.disconnect(),
      unusable: () => {
        this.#parts.link.trust(false);
        return this.#giveUpBrowser("a page made it unusable");
      },
    });
    try {
      const { sessionId } = this.#parts.record;
      const answer = await tool.run(request.input, { sessionId, page, urlRules });
      return this.#withNews(answer, watchdog.notices);
    } catch (error) {
      throw await explain(error, scope, page, () => this.#connectionLost());
    } finally {
      watchdog.stop();
      this.#note(browser);
    }
  }

  async #browser(scope: CallScope, urlRules: UrlRules): Promise<Browser> {
    const { record } = this.#parts;
    scope.note("connecting to the browser");
    if (record.rest === undefined) {
      try {
        return await scope.race(this.#connected());
      } catch (error) {
        if (!(error instanceof BrowserGone)) throw error;
      }
    }
    const rest = record.rest ?? rested(record, "it was gone");
    scope.note("starting a new browser for the session");
    return recover({ ...this.#parts, mayOpen: (url) => mayOpen(url, urlRules) }, rest, scope);
  }

  /** The connected browser; one that is gone leaves the session resting. */
  async #connected(): Promise<Browser> {
    const { link, record, save } = this.#parts;
    try {
      const browser = await link.ensure(record);
      if (await browser.hasTab()) return browser;
      link.disconnect();
      return await link.ensure(record);
    } catch (error) {
      if (error instanceof BrowserSilent) await this.#giveUpBrowser("it did not answer any more");
      else if (error instanceof BrowserGone) rested(record, "it was gone");
      else throw error;
      save();
      throw new BrowserGone();
    }
  }

  /** Only connecting again shows whether the browser went away or just the connection to it. */
  async #connectionLost(): Promise<unknown> {
    try {
      await this.#connected();
    } catch (error) {
      return error instanceof BrowserGone ? browserLost() : error;
    }
    return connectionBroke();
  }

  /** What acts was meant for the page as the caller knows it, and a new browser's is another. */
  #refuseOnNewBrowser({ actsOnPage }: SessionTool): void {
    const { record, save } = this.#parts;
    if (actsOnPage !== true || record.news.length === 0) return;
    const news = record.news.join("; ");
    record.news = [];
    save();
    throw restarted(news);
  }

  /** News is kept until an answer has told it. */
  #withNews(answer: Answer, ofWatchdog: readonly string[]): Answer {
    const { link, record } = this.#parts;
    const again = link.isNews ? ["connected to the browser anew; earlier refs are gone"] : [];
    const notices = [...record.news, ...again, ...ofWatchdog];
    link.isNews = false;
    record.news = [];
    return notices.length === 0
      ? answer
      : { ...answer, notices: [...(answer.notices ?? []), ...notices] };
  }

  /** Leaves a browser that is of no use any more to the coordinator, which closes it. */
  async #giveUpBrowser(reason: string): Promise<void> {
    const { record, link, keeper, save } = this.#parts;
    const { browserId } = record;
    link.disconnect();
    rested(record, reason);
    save();
    if (browserId !== undefined && !link.isCallers) await keeper.abandon(browserId);
  }

  #note(browser: Browser): void {
    const { record, save } = this.#parts;
    record.nextRef = this.#memory.refs.next;
    record.emulation = browser.emulation;
    if (browser.tabs.length > 0) {
      record.tabs = browser.tabs.map(({ targetId }) => targetId);
      record.activeTab = browser.active.targetId;
      record.origin = originOf(browser.active.url);
    }
    save();
  }

  /** A state that cannot be kept now is as it was kept before; the session itself is none the worse. */
  async #keepState({ annotations }: SessionTool): Promise<void> {
    const { link, state, log } = this.#parts;
    const { browser } = link;
    if (browser === undefined || browser.tabs.length === 0) return;
    const keeping = state.keep(browser, !annotations.readOnlyHint);
    const late = () => new Error("the state was not kept in time");
    await within(keeping, KEEP_MS, late).catch((error) => {
      // A browser that is gone by now has nothing left to be kept.
      if (browser.connected) log("state_not_kept", error);
    });
  }
}

/** Leaves a session without its browser, to get another with its next call. */
export function rested(record: SessionRecord, reason: string) {
  const rest = { why: "lost" as const, reason, attempts: 0 };
  delete record.browserId;
  record.rest = rest;
  record.lastFailure = reason;
  return rest;
}

function mayOpen(address: string, rules: UrlRules): boolean {
  const url = URL.parse(address);
  return url !== null && refusalOf(url, rules) === undefined;
}

function urlRulesOf({ allowPrivateHosts, ownPort }: Config, ownHosts: readonly string[]): UrlRules {
  return { allowPrivateHosts, ownPort, ownHosts };
}
