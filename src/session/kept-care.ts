import { ApiCatalogue } from "../apis/catalogue.ts";
import type { Browser } from "../browser/browser.ts";
import type { InterceptRule } from "../browser/intercept/intercept-rules.ts";
import { SessionLog } from "../browser/log/session-log.ts";
import { SealedShelf } from "./sealed-shelf.ts";
import type { SealedStore } from "./sealed-store.ts";
import { StepJournal } from "./step-journal.ts";
import { TraceShelf } from "./trace-shelf.ts";

const LIVES = "log:lives";

/** What a session gives to every browser it gets, and what it has noted in all of them. */
export class KeptCare {
  readonly scripts: SealedShelf<string>;
  readonly rules: SealedShelf<InterceptRule>;
  readonly apis = new ApiCatalogue();
  readonly journal: StepJournal;
  /** Empty in a session that keeps no trace. */
  readonly trace: TraceShelf;
  readonly #storage: DurableObjectStorage;
  #log: SessionLog | undefined;

  constructor(storage: DurableObjectStorage, sealed: SealedStore) {
    this.#storage = storage;
    this.scripts = new SealedShelf(sealed, "init scripts");
    this.rules = new SealedShelf(sealed, "intercept rules");
    this.journal = new StepJournal(storage, sealed);
    this.trace = new TraceShelf(storage);
  }

  /** Begins with the first browser that the session's object connects to. */
  get log(): SessionLog {
    this.#log ??= this.#begin();
    return this.#log;
  }

  /** Keeps what a call has changed; says what could not be sealed. */
  async keep({ scripts, log }: Browser): Promise<string[]> {
    const kept = await Promise.all([
      this.scripts.keep(scripts.sources),
      this.rules.keep(log.rules.all),
    ]);
    const lost = ["init scripts", "intercept rules"].filter((_, at) => kept[at] === false);
    if (lost.length === 0) return [];
    const what = lost.join(" and ");
    return [`without LEAPFROG_KEY a restart of the session's part of the server loses ${what}`];
  }

  #begin(): SessionLog {
    const { kv } = this.#storage;
    const life = kv.get<number>(LIVES) ?? 0;
    kv.put(LIVES, life + 1);
    return new SessionLog({ life, onCall: (call) => this.apis.add(call) });
  }
}
