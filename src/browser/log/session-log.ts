import type { ApiCall } from "../../apis/api-call.ts";
import type { CDPSession, Connection } from "../cdp.ts";
import { CLOSED, type EgressGuard } from "../egress/guard.ts";
import { type InterceptRule, InterceptRules } from "../intercept/intercept-rules.ts";
import { ApiReader } from "./api-reader.ts";
import { ConsoleLog } from "./console-log.ts";
import type { ExchangeDraft } from "./exchange-draft.ts";
import { NetworkLog, type Source } from "./network-log.ts";

/** Bytes of a request's body that Chrome tells with it. */
const MAX_POST_BYTES = 65_536;

const UNHEARD = "its end was not heard: what asked for it is gone";
const CUT_OFF = "its end was not heard: the connection to the browser was lost";

/** Knows more of an error than Chrome does. */
export type Explainer = Pick<EgressGuard, "explain">;

/** What is known of the session's life when its log begins. */
export interface LogBeginning {
  /** How many logs the session has had before this one. */
  readonly life: number;
  readonly onCall: (call: ApiCall) => void;
}

/**
 * What the pages of one session ask for and write to their consoles, over all tabs, frames and workers,
 * for as long as the session's object lives, whatever browsers it has meanwhile.
 */
export class SessionLog {
  readonly network: NetworkLog;
  readonly console = new ConsoleLog();
  readonly reader: ApiReader;
  readonly isFirst: boolean;
  #guard: Explainer | undefined;
  /** Those of the connected browser. */
  rules = new InterceptRules([]);

  constructor({ life, onCall }: LogBeginning) {
    this.isFirst = life === 0;
    this.reader = new ApiReader(onCall);
    this.network = new NetworkLog(life, (draft) => {
      this.reader.take(draft);
      if (draft.failure?.includes("ERR_SOCKS_") === true) void this.#explain(draft);
    });
  }

  /** Takes note of what goes away with the targets of a connection, and with itself. */
  attach(connection: Connection, rules: readonly InterceptRule[], guard: Explainer): void {
    // The same list goes on with what it has counted.
    if (this.rules.all !== rules) this.rules = new InterceptRules(rules);
    this.#guard = guard;
    connection.on("sessiondetached", (session) => this.network.lose(UNHEARD, session));
  }

  /** Of a connection that a proxy of ours could not make Chrome knows no more. */
  async #explain(draft: ExchangeDraft): Promise<void> {
    const told = await this.#guard?.explain(draft.failure ?? "", draft.url);
    draft.failure = told?.replace("SOCKS_CONNECTION", "CONNECTION") ?? draft.failure;
    if (told === CLOSED) draft.blockedBy = "egress: its name leads to a private or local address";
  }

  /** The connection has ended: nobody tells any more how what is under way ends. */
  lose(): void {
    this.network.lose(CUT_OFF);
  }

  /** Has what has come so far read, of streams that go on what there is; gives how many answers still are not. */
  async read(): Promise<number> {
    for (const draft of this.network.underWay) if (draft.events !== "") this.reader.take(draft);
    return this.reader.settled();
  }

  /** Listens to a target before it runs; settles when the browser has taken it. */
  async listen(session: CDPSession, source: Source): Promise<void> {
    this.network.listen(session, source);
    this.console.listen(session, source);
    await Promise.all([
      // Chrome would tell all of it again to each new connection, and one entry can be too large for it.
      session.send("Runtime.discardConsoleEntries"),
      session.send("Log.clear"),
      this.#hear(session),
      session.send("Network.enable", { maxPostDataSize: MAX_POST_BYTES }),
    ]);
  }

  /**
   * Listens to a shared worker that is held back. Chrome ends the whole process of one whose first run
   * throws from code without an address, such as `eval`, while its console is heard: that begins once
   * it has run, and Chrome then tells what was written meanwhile.
   */
  async listenToSharedWorker(session: CDPSession, source: Source): Promise<void> {
    this.network.listen(session, source);
    this.console.listen(session, source);
    // One that ends at once has nothing left to tell.
    session.once("Inspector.workerScriptLoaded", () => this.#hear(session).catch(() => undefined));
    await session.send("Network.enable", { maxPostDataSize: MAX_POST_BYTES });
  }

  async #hear(session: CDPSession): Promise<void> {
    await Promise.all([session.send("Runtime.enable"), session.send("Log.enable")]);
  }
}
