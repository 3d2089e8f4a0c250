import type { Browser } from "../browser/browser.ts";
import { originOf } from "../browser/origin.ts";
import type { Page, Permit } from "../browser/page.ts";
import type { Tab } from "../browser/tab.ts";
import type { Answer } from "../domain/answer.ts";
import type { Config } from "../domain/config.ts";
import type { CallScope } from "../domain/deadline.ts";
import type { CallerFacts } from "../domain/grant.ts";
import type { Admission } from "../grants/admission.ts";
import { directory } from "../grants/directory-client.ts";
import { Gate, type PolicyHold } from "../grants/gate.ts";
import { runStep } from "../grants/gated-run.ts";
import { grantGate } from "../grants/grant-client.ts";
import type { Facts } from "../policy/facts.ts";
import type { GatedCalls } from "../policy/gated-call.ts";
import type { InnerCall, SessionSteps, SessionTool } from "../tools/define-tool.ts";
import { gatedCalls } from "../tools/gated-calls.ts";
import type { CallRequest } from "./session-contract.ts";
import { modeOf, type SessionRecord } from "./session-record.ts";

export interface SessionGateParts {
  readonly record: SessionRecord;
  readonly config: Config;
  readonly save: () => void;
  /** Keeps the object until this is done, though no answer waits for it. */
  readonly later: (work: Promise<void>) => void;
}

/** What a call asks while it runs. */
export interface CallLedger extends SessionSteps {
  readonly permit: Permit;
  /** Keeps back what was read on a page on which the call would not have been let through. */
  reading(tool: SessionTool, tab: Tab, run: () => Promise<Answer>): Promise<Answer>;
}

/** Of a call that is decided by none of what its page is. */
export const FREE: CallLedger = {
  begin: () => undefined,
  end: () => undefined,
  permit: () => undefined,
  run: (page, _call, work) => work(page),
  reading: (_tool, _tab, run) => run(),
};

/** Decides the calls of one session on its turn, where its page is known. */
export class SessionGate {
  readonly #parts: SessionGateParts;
  readonly #hold: PolicyHold = { copy: undefined };

  constructor(parts: SessionGateParts) {
    this.#parts = parts;
  }

  /** Lets a call through, or throws why not; one that comes too late is closed at once. */
  async admit(
    { caller, input }: Pick<CallRequest, "caller" | "input">,
    tool: SessionTool,
    scope: CallScope,
    browser: Browser | undefined,
  ): Promise<Admission> {
    const { sessionId } = this.#parts.record;
    const calls = gatedCalls(tool, input, this.facts(caller, browser), sessionId);
    const admission = await this.#admitted(caller, calls, scope);
    if (calls.some(({ call }) => call.capabilities.includes("js"))) this.#noteCode();
    return admission;
  }

  /** What the session is at this moment; without a browser, as it was left. */
  facts({ grantId }: CallerFacts, browser: Browser | undefined): Facts {
    const { record } = this.#parts;
    const isThere = browser !== undefined && browser.tabs.length > 0;
    const [origin = ""] = isThere ? originsOf(browser.active) : [record.origin];
    const session = { mode: modeOf(record), tainted: record.tainted };
    return { grant: grantId, session, ...(origin === "" ? {} : { page: { origin } }) };
  }

  /** Lets the call and its steps begin, each on the page that is there by then. */
  ledger(admission: Admission, caller: CallerFacts, browser: Browser): CallLedger {
    let step: string | undefined;
    const permit = this.#permit({ admission, caller, browser }, () => step);
    permit(browser.active);
    return {
      permit,
      begin: (name) => {
        step = name;
        permit(browser.active);
        admission.begin(name);
      },
      end: (name, code) => admission.end(name, code),
      run: (page, call, work) => this.#runStep(page, call, { admission, caller, browser }, work),
      reading: async (tool, tab, run) => {
        if (!reads(tool)) return run();
        // An error tells of the page too.
        return run().finally(() => permit(tab));
      },
    };
  }

  async #runStep<T>(
    page: Page,
    { name, tool, input }: InnerCall,
    { admission, caller, browser }: Around,
    work: (page: Page) => Promise<T>,
  ): Promise<T> {
    const { record, later } = this.#parts;
    const [gated] = gatedCalls(tool, input, this.facts(caller, browser), record.sessionId);
    const own = await this.#admitted(caller, [{ ...gated, step: name }], page.scope, admission);
    if (gated.call.capabilities.includes("js")) this.#noteCode();
    const permit = this.#permit({ admission: own, caller, browser }, () => name);
    return runStep({ admission: own, usesBrowser: true, later }, async () => {
      permit(page.tab);
      return work(page.under(permit));
    });
  }

  /** Throws where the call's admission, or its step's, does not hold on what a tab shows. */
  #permit({ admission, caller, browser }: Around, step: () => string | undefined): Permit {
    return (tab) => {
      const facts = this.facts(caller, browser);
      for (const origin of originsOf(tab)) admission.check({ ...facts, page: { origin } }, step());
    };
  }

  async #admitted(
    caller: CallerFacts,
    calls: GatedCalls,
    scope: CallScope,
    within?: Admission,
  ): Promise<Admission> {
    scope.note("asking the policy");
    const admitting = this.#gateFor(caller).admit(calls, within);
    return scope.race(admitting).catch((error: unknown) => {
      admitting.then((late) => late.close(NOT_BEGUN)).catch(() => undefined);
      throw error;
    });
  }

  #noteCode(): void {
    const { record, save } = this.#parts;
    if (record.scripted === true) return;
    record.scripted = true;
    save();
  }

  #gateFor(caller: CallerFacts): Gate {
    const { config } = this.#parts;
    const grant = grantGate(caller.grantId);
    return new Gate({ caller, grant, directory: directory(), config }, this.#hold);
  }
}

/** What lets something be done, for whom and in which browser. */
interface Around {
  readonly admission: Admission;
  readonly caller: CallerFacts;
  readonly browser: Browser;
}

/** The origins of what a tab shows, the one that its scripts have before that of its address. */
function originsOf({ url, frames }: Tab): readonly string[] {
  const shown = originOf(url);
  const { securityOrigin = "" } = frames.main;
  if (!/^https?:/.test(securityOrigin) || securityOrigin === shown) return [shown];
  return /^https?:/.test(shown) ? [securityOrigin, shown] : [securityOrigin];
}

function reads({ annotations, readsUnlessCode }: SessionTool): boolean {
  return annotations.readOnlyHint || readsUnlessCode === true;
}

/** Nobody waited for the policy's word any more. */
const NOT_BEGUN = { code: "not_begun", ms: 0, browserMs: 0, bytes: 0 };
