import type { Browser } from "../browser/browser.ts";
import { BrowserGone } from "../browser/browser-source.ts";
import type { UrlRules } from "../browser/egress/url-rules.ts";
import { Page, type PageMemory } from "../browser/page.ts";
import { RefTable } from "../browser/refs.ts";
import type { Answer } from "../domain/answer.ts";
import type { Config } from "../domain/config.ts";
import { type CallScope, underDeadline } from "../domain/deadline.ts";
import { ToolFailure } from "../domain/failure.ts";
import { sessionTool } from "../tools/catalogue.ts";
import type { BrowserLink } from "./browser-link.ts";
import type { CallRequest, OpenReply, OpenRequest } from "./session-contract.ts";
import type { SessionRecord } from "./session-record.ts";
import { TurnQueue } from "./turn-queue.ts";

/** Milliseconds kept back of a creation's time to answer with the session though its page is slow. */
const FIRST_PAGE_REPORT_MS = 4_000;

export interface RunnerParts {
  readonly record: SessionRecord;
  readonly link: BrowserLink;
  readonly config: Config;
  readonly save: () => void;
  /** Notes that the browser is gone for good, and gives the failure that says so. */
  readonly lose: (reason: string) => Promise<ToolFailure>;
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
    return this.#turns.run(scope, () => this.#onTurn(request, scope));
  }

  /** Opens the page a session was created with; a failure leaves the session open and is told. */
  async openFirstPage(request: OpenRequest, scope: CallScope): Promise<OpenReply["page"]> {
    if (request.url === undefined) return undefined;
    const { url, waitUntil, ownHosts } = request;
    const input = { url, waitUntil, autoRetry: true, maxRetryLevel: 3 };
    const deadlineAt = scope.deadlineAt - FIRST_PAGE_REPORT_MS;
    const call = { operationId: "first page", tool: "navigate", input, ownHosts, deadlineAt };
    const part = scope.branch(deadlineAt);
    try {
      const answer = await underDeadline(part, () => this.run(call, part));
      return { facts: answer.facts };
    } catch (error) {
      scope.check();
      if (!(error instanceof ToolFailure) || this.#parts.record.lost !== undefined) throw error;
      return { facts: [], failure: error.failure };
    }
  }

  async #onTurn(request: CallRequest, scope: CallScope): Promise<Answer> {
    const browser = await this.#browser(scope);
    const page = new Page(browser, browser.active, whileConnected(scope, browser), this.#memory);
    try {
      const answer = await sessionTool(request.tool).run(request.input, {
        sessionId: this.#parts.record.sessionId,
        page,
        urlRules: urlRulesOf(this.#parts.config, request.ownHosts),
      });
      return this.#withNews(answer);
    } catch (error) {
      throw await this.#explain(error, scope, page);
    } finally {
      this.#keep(browser);
    }
  }

  async #browser(scope: CallScope): Promise<Browser> {
    scope.note("connecting to the browser");
    return scope.race(this.#connected());
  }

  async #connected(): Promise<Browser> {
    try {
      return await this.#parts.link.ensure(this.#parts.record);
    } catch (error) {
      if (error instanceof BrowserGone) throw await this.#parts.lose("its browser is gone");
      throw error;
    }
  }

  /** What an error means for the caller; without a browser none of the tool's own words hold. */
  async #explain(error: unknown, scope: CallScope, page: Page): Promise<unknown> {
    if (scope.signal.aborted) return error;
    if (!page.browser.connected) return this.#connectionLost();
    if (error instanceof ToolFailure) return error;
    return page.tab.closed ? tabClosed() : error;
  }

  /** Only connecting again shows whether the browser went away or just the connection to it. */
  async #connectionLost(): Promise<ToolFailure> {
    try {
      await this.#connected();
    } catch (error) {
      if (error instanceof ToolFailure) return error;
      throw error;
    }
    return connectionBroke();
  }

  /** The new connection is news until an answer has told it. */
  #withNews(answer: Answer): Answer {
    const { link } = this.#parts;
    if (!link.isNews) return answer;
    link.isNews = false;
    const notice = "connected to the browser anew; earlier refs are gone";
    return { ...answer, notices: [...(answer.notices ?? []), notice] };
  }

  #keep(browser: Browser): void {
    const { record, save } = this.#parts;
    record.nextRef = this.#memory.refs.next;
    record.emulation = browser.emulation;
    save();
  }
}

function urlRulesOf({ allowPrivateHosts, ownPort }: Config, ownHosts: readonly string[]): UrlRules {
  return { allowPrivateHosts, ownPort, ownHosts };
}

/** Nothing of a tool waits for a browser that is not there any more. */
function whileConnected(scope: CallScope, browser: Browser): CallScope {
  const part = scope.branch();
  const end = () => part.end(connectionBroke());
  if (browser.gone.aborted) end();
  browser.gone.addEventListener("abort", end, { once: true, signal: part.signal });
  return part;
}

function connectionBroke(): ToolFailure {
  return new ToolFailure(
    "session_lost",
    "The connection to the browser broke during the call; how far it got is not known.",
    "The session goes on: call snapshot to see its page.",
  );
}

function tabClosed(): ToolFailure {
  return new ToolFailure(
    "not_actionable",
    "The tab closed during the call.",
    "Call tabs_list to see what is open.",
  );
}
