import type { Browser } from "../browser/browser.ts";
import { originOf } from "../browser/origin.ts";
import type { Config } from "../domain/config.ts";
import type { CallScope } from "../domain/deadline.ts";
import type { CallerFacts } from "../domain/grant.ts";
import type { Admission } from "../grants/admission.ts";
import { directory } from "../grants/directory-client.ts";
import { Gate, type PolicyHold } from "../grants/gate.ts";
import { grantGate } from "../grants/grant-client.ts";
import type { Facts } from "../policy/facts.ts";
import type { SessionTool, StepLedger } from "../tools/define-tool.ts";
import { gatedCalls } from "../tools/gated-calls.ts";
import type { CallRequest } from "./session-contract.ts";
import { modeOf, type SessionRecord } from "./session-record.ts";

export interface SessionGateParts {
  readonly record: SessionRecord;
  readonly config: Config;
  readonly save: () => void;
}

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
    scope.note("asking the policy");
    const admitting = this.#gateFor(caller).admit(calls);
    const admission = await scope.race(admitting).catch((error: unknown) => {
      admitting.then((late) => late.close(NOT_BEGUN)).catch(() => undefined);
      throw error;
    });
    if (calls.some(({ call }) => call.capabilities.includes("js"))) this.#noteCode();
    return admission;
  }

  /** What the session is at this moment; without a browser, as it was left. */
  facts({ grantId }: CallerFacts, browser: Browser | undefined): Facts {
    const { record } = this.#parts;
    const isThere = browser !== undefined && browser.tabs.length > 0;
    const origin = isThere ? originOf(browser.active.url) : record.origin;
    const session = { mode: modeOf(record), tainted: record.tainted };
    return { grant: grantId, session, ...(origin === "" ? {} : { page: { origin } }) };
  }

  /** Lets the call's steps begin, each on the page that is there by then. */
  ledger(admission: Admission, caller: CallerFacts, browser: Browser): StepLedger {
    admission.check(this.facts(caller, browser));
    return {
      begin: (name) => {
        admission.check(this.facts(caller, browser), name);
        admission.begin(name);
      },
      end: (name, code) => admission.end(name, code),
    };
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

/** Nobody waited for the policy's word any more. */
const NOT_BEGUN = { code: "not_begun", ms: 0, browserMs: 0, bytes: 0 };
