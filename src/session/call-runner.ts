import type { Browser } from "../browser/browser.ts";
import type { UrlRules } from "../browser/egress/url-rules.ts";
import { Page, type PageMemory } from "../browser/page.ts";
import type { Answer } from "../domain/answer.ts";
import { CallScope, underDeadline } from "../domain/deadline.ts";
import { ToolFailure } from "../domain/failure.ts";
import { CALL_DEADLINE_MS } from "../domain/limits.ts";
import { runAdmitted } from "../grants/gated-run.ts";
import { secretsOf } from "../grants/secret-client.ts";
import { sessionTool } from "../tools/catalogue.ts";
import type { SessionTool } from "../tools/define-tool.ts";
import { firstPage, restFirstPage } from "../tools/reading/navigate.ts";
import { BrowserHold } from "./browser-hold.ts";
import { putToSleep, SLEEP_MS } from "./browser-sleep.ts";
import {
  explain,
  LostUnderWay,
  stageNotice,
  whileConnected,
  withNotices,
} from "./call-failures.ts";
import { CallNotes } from "./call-notes.ts";
import { failedWithDialogs, withDialogs } from "./dialog-news.ts";
import { tellingDownloads } from "./download-news.ts";
import { newPageMemory } from "./page-memory.ts";
import { enterProfile } from "./profile-entry.ts";
import { noteBrowser, refuseOnNewBrowser, withNews } from "./record-news.ts";
import type { RunnerParts } from "./runner-parts.ts";
import type { CallRequest, OpenReply, OpenRequest } from "./session-contract.ts";
import { type CallLedger, FREE, SessionGate } from "./session-gate.ts";
import { rulesOf } from "./session-rules.ts";
import { SessionSecrets } from "./session-secrets.ts";
import { TabNews } from "./tab-news.ts";
import { toolContext } from "./tool-context.ts";
import { TraceCamera } from "./trace-camera.ts";
import { TurnQueue } from "./turn-queue.ts";
import { Watchdog } from "./watchdog.ts";

/** Milliseconds kept back of a creation's time to answer with the session though its page is slow. */
const FIRST_PAGE_REPORT_MS = 4_000;
const FIRST_TOOL = firstPage.name;
/** Milliseconds the first page may take to come to rest before the next call goes on. */
const FIRST_REST_MS = 10_000;

/** A call that the policy has let through. */
interface Admitted extends Pick<CallRequest, "input"> {
  /** Throws where the page that is there by now changes the decision. */
  readonly ledger: (browser: Browser) => CallLedger;
}

/** Gives each call its turn on the session's browser and runs its tool there. */
export class CallRunner {
  readonly #parts: RunnerParts;
  readonly #hold: BrowserHold;
  readonly #gate: SessionGate;
  readonly #secrets: SessionSecrets;
  readonly #turns = new TurnQueue();
  readonly #memory: PageMemory;
  readonly #tabNews = new TabNews();
  readonly #camera: TraceCamera;
  /** What calls have done that is not kept yet. */
  #noted: Promise<void> = Promise.resolve();

  constructor(parts: RunnerParts) {
    this.#parts = parts;
    this.#hold = new BrowserHold(parts);
    this.#camera = new TraceCamera(parts.record.isTraced ? parts.kept.trace : undefined);
    const { record, config, save, sealed, link, later } = parts;
    const store = secretsOf(record.grantId);
    this.#secrets = new SessionSecrets({
      record,
      store,
      sealed,
      isWatched: () => link.isWatched,
      save,
    });
    this.#gate = new SessionGate({ record, config, save, later });
    this.#memory = newPageMemory(record, this.#secrets);
  }

  /** For what is told of the session without a turn. */
  get secrets(): SessionSecrets {
    return this.#secrets;
  }

  run(request: CallRequest, scope: CallScope): Promise<Answer> {
    const work = () => this.#secrets.keepOut(() => this.#gated(request, scope));
    const hasOwnTurn = sessionTool(request.tool).beforeTurn !== undefined;
    return hasOwnTurn ? work() : this.#takeTurn(scope, request.tool, work);
  }

  /**
   * Gives opening a session the first turn, its first page included, so that calls of whoever knows
   * of it already find it open.
   */
  open(
    request: OpenRequest,
    scope: CallScope,
    start: () => Promise<void>,
  ): Promise<Pick<OpenReply, "profile" | "page">> {
    const opening = async () => {
      const { profile: name } = request;
      // Before a browser is asked for, which would be in vain.
      const loaded = name && (await scope.race(this.#parts.profiles.load(name)));
      await start();
      const profile = loaded ? await scope.race(enterProfile(loaded, this.#parts)) : undefined;
      return { profile, page: await this.#openFirstPage(request, scope) };
    };
    const work = () => this.#secrets.keepOut(opening);
    return this.#takeTurn(scope, FIRST_TOOL, work, () => this.#restFirstPage(request));
  }

  /** Answers as soon as `work` has; the turn ends when the state it left is kept. */
  #takeTurn<T>(
    scope: CallScope,
    tool: string,
    work: () => Promise<T>,
    afterwards: () => Promise<void> = async () => undefined,
  ): Promise<T> {
    const { link, state, log } = this.#parts;
    return new Promise((resolve, reject) => {
      const turn = async () => {
        await work().then(resolve, reject);
        await afterwards();
        await this.#noted;
        const mayHaveChanged = !sessionTool(tool).annotations.readOnlyHint;
        await state.keepInTime(link.browser, mayHaveChanged, log);
      };
      this.#turns.run(scope, turn).catch(reject);
    });
  }

  /** The first page comes to rest after its session was answered; the next call waits for it. */
  async #restFirstPage({ url }: OpenRequest): Promise<void> {
    const { link, record, save } = this.#parts;
    const { browser } = link;
    if (url === undefined || browser === undefined || browser.tabs.length === 0) return;
    const scope = new CallScope(Date.now() + FIRST_REST_MS);
    const page = this.#page(browser, scope, FREE);
    try {
      await underDeadline(scope, () => restFirstPage(page, this.#rules()));
    } catch (error) {
      // Whatever else went wrong is found by the next call itself.
      const astray = error instanceof ToolFailure && error.failure.code === "blocked_url";
      if (!astray) return;
      record.news.push(error.failure.what);
      save();
    }
  }

  /** Opens the page a session was created with; a failure leaves the session open and is told. */
  async #openFirstPage(request: OpenRequest, scope: CallScope): Promise<OpenReply["page"]> {
    if (request.url === undefined) return undefined;
    const { url, waitUntil } = request;
    const input = { url, waitUntil, autoRetry: true, maxRetryLevel: 3 };
    const deadlineAt = scope.deadlineAt - FIRST_PAGE_REPORT_MS;
    // A step of the call that creates the session, which was let through as such.
    const call = { input, ledger: () => FREE };
    const part = scope.branch(deadlineAt);
    try {
      const answer = await underDeadline(part, () => this.#onTurn(call, part, firstPage));
      return { facts: answer.facts, notices: answer.notices ?? [] };
    } catch (error) {
      scope.check();
      if (!(error instanceof ToolFailure) || this.#parts.record.rest !== undefined) throw error;
      return { facts: [], notices: [], failure: error.failure };
    }
  }

  /** Closes the browser of an idle session, which the next call brings back; takes a turn. */
  sleep(isIdle: () => boolean): Promise<void> {
    const scope = new CallScope(Date.now() + SLEEP_MS);
    return this.#turns.run(scope, () => putToSleep(this.#parts, this.#hold, isIdle));
  }

  /** Keeps what a person may have changed; takes a turn. */
  keepState(): Promise<void> {
    const { link, state, log } = this.#parts;
    const scope = new CallScope(Date.now() + CALL_DEADLINE_MS);
    return this.#turns.run(scope, () => state.keepInTime(link.browser, true, log));
  }

  /** Gives a session that rests its browser back, for a person; takes a turn. */
  wake(): Promise<void> {
    const scope = new CallScope(Date.now() + CALL_DEADLINE_MS);
    const waking = async () => void (await this.#hold.forCall(scope, this.#rules()));
    return underDeadline(scope, () => this.#turns.run(scope, waking));
  }

  /** The policy is asked before a browser is, and once more where it turns out to show another page. */
  async #gated(request: CallRequest, scope: CallScope): Promise<Answer> {
    const { link, later, people } = this.#parts;
    const tool = sessionTool(request.tool);
    const { caller } = request;
    people.mayAct(tool, request.input);
    const input = await this.#completed(request, tool, scope);
    const admission = await this.#gate.admit({ input, caller }, tool, scope, link.browser);
    const ledger = (browser: Browser) => this.#gate.ledger(admission, caller, browser);
    const usesBrowser = tool.beforeTurn === undefined;
    return runAdmitted({ admission, usesBrowser, scope, later }, async () => {
      const onTurn = () => {
        this.#secrets.serve(caller);
        return this.#onTurn({ input, ledger }, scope, tool);
      };
      if (tool.beforeTurn === undefined) return onTurn();
      const before = await tool.beforeTurn(input, people.beforeTurn(request, scope));
      return before ?? this.#takeTurn(scope, tool.name, onTurn);
    });
  }

  #completed({ input }: CallRequest, tool: SessionTool, scope: CallScope) {
    const { profiles, record } = this.#parts;
    const known = { profiles, profile: record.profile, urlRules: this.#rules() };
    return tool.complete === undefined ? input : scope.race(tool.complete(input, known));
  }

  /** What only reads is done again in the browser that comes next; nothing else is ever repeated. */
  async #onTurn(request: Admitted, scope: CallScope, tool: SessionTool): Promise<Answer> {
    try {
      return await this.#attempt(request, scope, tool);
    } catch (error) {
      const reads = tool.annotations.readOnlyHint;
      if (!reads || !(error instanceof LostUnderWay)) throw error;
      scope.check();
      return this.#attempt(request, scope, tool);
    }
  }

  async #attempt(request: Admitted, scope: CallScope, tool: SessionTool): Promise<Answer> {
    const urlRules = this.#rules();
    const browser = await this.#hold.forCall(scope, urlRules);
    refuseOnNewBrowser(this.#parts, tool);
    const { people } = this.#parts;
    const ledger = people.over(request.ledger(browser), tool, request.input, browser);
    const page = this.#page(browser, scope, ledger);
    const notes = new CallNotes(tool, request.input, page);
    const steps = notes.over(ledger);
    const watchdog = this.#watch(page);
    const dialogs = browser.dialogs.mark();
    const tabs = this.#tabNews.begin(browser);
    try {
      const context = toolContext(this.#parts, page, steps, urlRules);
      const wait = tool === firstPage ? "none" : tool.annotations.readOnlyHint ? "told" : "ended";
      const answer = await tellingDownloads(browser.downloads, wait, scope, () =>
        steps.reading(tool, page.tab, () =>
          this.#camera.around(tool, page, () => tool.run(request.input, context)),
        ),
      );
      this.#note(notes, "ok", answer);
      const unsealed = await this.#parts.kept.keep(browser);
      // What the first page showed is no part of its answer; the next call tells of its dialogs.
      const isTold = tool !== firstPage && !scope.signal.aborted;
      const whole = isTold ? withDialogs(answer, browser, dialogs) : answer;
      const opened = isTold ? this.#tabNews.end(browser, tabs, tool.name) : [];
      const told = opened.length === 0 ? whole : { ...whole, facts: [...whole.facts, ...opened] };
      return withNews(this.#parts, told, [...watchdog.notices, ...unsealed]);
    } catch (error) {
      const explained = await explain(error, scope, page, () => this.#hold.afterLoss());
      this.#note(notes, explained instanceof ToolFailure ? explained.failure.code : "internal");
      // Asked once more in the browser that comes next, and told of there.
      if (explained instanceof LostUnderWay && tool.annotations.readOnlyHint) throw explained;
      const whole = scope.signal.aborted
        ? explained
        : failedWithDialogs(explained, browser, dialogs);
      const blocked = browser.guard.blocked.read();
      throw withNotices(whole, [...watchdog.notices, ...stageNotice(scope), ...blocked]);
    } finally {
      watchdog.stop();
      people.rests();
      noteBrowser(this.#parts, browser, this.#memory.refs.next);
    }
  }

  #watch(page: Page): Watchdog {
    const unusable = () => {
      this.#parts.link.trust(false);
      return this.#hold.giveUp("a page made it unusable");
    };
    return new Watchdog({ page, hung: () => page.browser.disconnect(), unusable });
  }

  /** Nobody waits for it but the end of the turn; without its secrets, whatever was typed. */
  #note(notes: CallNotes, code: string, answer?: Answer): void {
    const { journal } = this.#parts.kept;
    const noting = notes
      .told(code, answer)
      .then((steps) => journal.write(this.#secrets.cover(steps)));
    this.#noted = noting.catch((error: unknown) => this.#parts.log("note", error));
  }

  #page(browser: Browser, scope: CallScope, { permit }: CallLedger): Page {
    return new Page(browser, browser.active, whileConnected(scope, browser), this.#memory, permit);
  }

  #rules(): UrlRules {
    return rulesOf(this.#parts.config, this.#parts.record);
  }
}
