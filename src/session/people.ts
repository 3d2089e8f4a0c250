import type { Browser } from "../browser/browser.ts";
import type { Config } from "../domain/config.ts";
import type { CallScope } from "../domain/deadline.ts";
import { ToolFailure } from "../domain/failure.ts";
import { liveUrl } from "../domain/live-link.ts";
import type { BeforeTurn, SessionTool } from "../tools/define-tool.ts";
import { HumanRequests } from "./human-requests.ts";
import type { LiveRoom } from "./live/live-room.ts";
import { PageHold } from "./page-hold.ts";
import type { CallRequest } from "./session-contract.ts";
import type { CallLedger } from "./session-gate.ts";
import type { SessionRecord } from "./session-record.ts";

type Input = Readonly<Record<string, unknown>>;

/** What the calls of one session have to do with people: who has the page, what is asked of whom. */
export class People {
  readonly requests: HumanRequests;
  readonly hold: PageHold;
  /** Where people watch; undefined before anybody has. */
  room: LiveRoom | undefined;
  readonly #record: SessionRecord;
  readonly #config: Config;

  constructor(record: SessionRecord, config: Config, save: () => void) {
    this.#record = record;
    this.#config = config;
    this.requests = new HumanRequests(record, config, save);
    this.hold = new PageHold(() => this.requests.open);
  }

  /** Throws where a call has to leave the page alone. */
  mayAct(tool: SessionTool, input: Input): void {
    if (acts(tool, input)) this.hold.refuse();
  }

  /** What a call asks on its turn, and each of its steps once more; it is shown to those who watch. */
  over(ledger: CallLedger, tool: SessionTool, input: Input, browser: Browser): CallLedger {
    if (browser.active.dialogs.isWaiting) throw standsStill();
    const { name, annotations, whileHeld } = tool;
    this.room?.acts(name, !annotations.readOnlyHint && whileHeld !== true);
    if (!acts(tool, input)) return ledger;
    // Somebody may have come while the policy and the browser were asked.
    this.hold.refuse();
    return this.#giveWay(ledger);
  }

  /** A call under way does no more as soon as a person has the page: no step, and no part of one. */
  #giveWay(ledger: CallLedger): CallLedger {
    const refuse = () => this.hold.refuse(true);
    return {
      ...ledger,
      permit: (tab) => {
        refuse();
        ledger.permit(tab);
      },
      begin: (name) => {
        refuse();
        ledger.begin(name);
      },
      run: async (page, call, work) => {
        refuse();
        return ledger.run(page, call, (own) => {
          refuse();
          return work(own);
        });
      },
    };
  }

  /** The call's turn has ended. */
  rests(): void {
    this.room?.acts("", false);
  }

  beforeTurn({ people: { origin, role, opensUrls } }: CallRequest, scope: CallScope): BeforeTurn {
    const { grantId, sessionId } = this.#record;
    const liveLink = (until: number) =>
      liveUrl(this.#config.rootKey, origin, { grantId, sessionId, role, until });
    return { people: this.requests, scope, opensUrls, liveLink };
  }
}

/** A question of the page waits for a person, and until then the page answers nothing. */
function standsStill(): ToolFailure {
  return new ToolFailure(
    "dialog_open",
    "A dialog of the page waits for the person who has it, and the page stands still.",
    "Call again when it is answered; try in 10 s.",
  );
}

/** Whether a call does more than read; code of the caller's may do anything. */
function acts(tool: SessionTool, input: Input): boolean {
  const { annotations, whileHeld, readsUnlessCode, policy } = tool;
  if (annotations.readOnlyHint || whileHeld === true) return false;
  return readsUnlessCode !== true || policy?.capabilities?.(input).includes("js") === true;
}
