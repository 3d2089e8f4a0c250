import { BrowserGone } from "../browser/binding-client.ts";
import type { Browser } from "../browser/browser.ts";
import type { UrlRules } from "../browser/egress/url-rules.ts";
import { Page, type PageMemory } from "../browser/page.ts";
import { RefTable } from "../browser/refs.ts";
import type { Answer } from "../domain/answer.ts";
import type { Config } from "../domain/config.ts";
import type { CallScope } from "../domain/deadline.ts";
import { ToolFailure } from "../domain/failure.ts";
import { sessionTool } from "../tools/catalogue.ts";
import type { BrowserLink } from "./browser-link.ts";
import type { CallRequest, OpenReply, OpenRequest } from "./session-contract.ts";
import type { SessionRecord } from "./session-record.ts";
import { TurnQueue } from "./turn-queue.ts";

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
    const input = {
      url: request.url,
      waitUntil: request.waitUntil,
      autoRetry: true,
      maxRetryLevel: 3,
    };
    const call = {
      operationId: "first page",
      tool: "navigate",
      input,
      ownHosts: [],
      deadlineAt: scope.deadlineAt,
    };
    try {
      const answer = await this.run(call, scope);
      return { facts: answer.facts };
    } catch (error) {
      if (!(error instanceof ToolFailure)) throw error;
      return { facts: [], failure: error.failure };
    }
  }

  async #onTurn(request: CallRequest, scope: CallScope): Promise<Answer> {
    const { browser, reconnected } = await this.#browser(scope);
    const page = new Page(browser, browser.active, scope, this.#memory);
    try {
      const answer = await sessionTool(request.tool).run(request.input, {
        sessionId: this.#parts.record.sessionId,
        page,
        urlRules: urlRulesOf(this.#parts.config, request.ownHosts),
      });
      return reconnected ? withReconnectNotice(answer) : answer;
    } catch (error) {
      throw await this.#explain(error, browser, page);
    } finally {
      this.#keep(browser);
    }
  }

  async #browser(scope: CallScope): Promise<{ browser: Browser; reconnected: boolean }> {
    scope.note("connecting to the browser");
    try {
      return await scope.race(this.#parts.link.ensure(this.#parts.record));
    } catch (error) {
      if (error instanceof BrowserGone) throw await this.#parts.lose("its browser is gone");
      throw error;
    }
  }

  /** What an unexpected error of the browser means for the caller. */
  async #explain(error: unknown, browser: Browser, page: Page): Promise<unknown> {
    if (error instanceof ToolFailure) return error;
    if (!browser.connected) return this.#connectionLost();
    if (page.tab.closed) return tabClosed();
    return error;
  }

  async #connectionLost(): Promise<ToolFailure> {
    const { link, record, lose } = this.#parts;
    if (!(await link.exists(record))) return lose("its browser went away during the call");
    return new ToolFailure(
      "session_lost",
      "The connection to the browser broke during the call; how far it got is not known.",
      "Call snapshot: the next call connects again.",
    );
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

function withReconnectNotice(answer: Answer): Answer {
  const notice = "connected to the browser anew; earlier refs are gone";
  return { ...answer, notices: [...(answer.notices ?? []), notice] };
}

function tabClosed(): ToolFailure {
  return new ToolFailure(
    "not_actionable",
    "The tab closed during the call.",
    "Call tabs_list to see what is open.",
  );
}
