import type { Page } from "../browser/page.ts";
import { replaceTab } from "../browser/replace-tab.ts";
import { within } from "../domain/deadline.ts";
import { ToolFailure } from "../domain/failure.ts";

/** Milliseconds between two looks at a call under way. */
const LOOK_MS = 1_000;
/** Milliseconds after which a connection that answers nothing counts as hung. */
const HUNG_MS = 10_000;
/** Milliseconds a page's own script may hold up the page while a call waits for it. */
const PATIENCE_MS = 4_000;
/** Milliseconds in which a page has to answer once its script was ended. */
const FREED_MS = 2_000;
/** Times a page is freed in one call before it is given up. */
const MAX_FREED = 2;

export interface WatchedCall {
  readonly page: Page;
  /** The connection answers nothing any more. */
  readonly hung: () => void;
  /** The browser cannot be brought to give up a page. */
  readonly unusable: () => Promise<void>;
}

/** Looks after a call under way: a hung connection and a page whose script never yields would hold it up. */
export class Watchdog {
  /** What the caller must know, in words of ours. */
  readonly notices: string[] = [];
  readonly #call: WatchedCall;
  readonly #over = new AbortController();
  #freed = 0;

  constructor(call: WatchedCall) {
    this.#call = call;
    // A look that fails tells of an end which the call itself finds out.
    this.#watch().catch(() => undefined);
  }

  stop(): void {
    this.#over.abort();
  }

  async #watch(): Promise<void> {
    for (;;) {
      await this.#pause();
      if (this.#over.signal.aborted || !this.#call.page.browser.connected) return;
      const answers = await this.#answers(HUNG_MS);
      if (this.#over.signal.aborted) return;
      if (!answers) return this.#call.hung();
      if (await this.#isHeldByDialog()) return this.#giveUpPage(heldByDialog());
      if ((await this.#isStuck()) && !this.#over.signal.aborted) await this.#free();
    }
  }

  #pause(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, LOOK_MS);
      this.#over.signal.addEventListener("abort", () => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  #answers(ms: number): Promise<boolean> {
    return succeeds(this.#call.page.browser.beat(ms));
  }

  /** True when a dialog that nobody can answer any more keeps the tab from all else. */
  async #isHeldByDialog(): Promise<boolean> {
    const { dialogs } = this.#call.page.tab;
    if (!dialogs.isLeftOpen || (await this.#pageAnswers(PATIENCE_MS))) return false;
    return dialogs.isLeftOpen && !this.#over.signal.aborted && (await this.#answers(PATIENCE_MS));
  }

  /** True when the page alone is silent, for no reason that passes by itself. */
  async #isStuck(): Promise<boolean> {
    if (this.#isAway() || (await this.#pageAnswers(PATIENCE_MS))) return false;
    return !this.#isAway() && !this.#over.signal.aborted && (await this.#answers(PATIENCE_MS));
  }

  /**
   * Whether silence is no sign: Chrome holds commands back during a navigation, a script is the
   * caller's, a dialog waits for a person.
   */
  #isAway(): boolean {
    const { tab } = this.#call.page;
    if (tab.closed || tab.crashed || tab.isAway || tab.dialogs.isWaiting) return true;
    return Date.now() < tab.lentUntil;
  }

  #pageAnswers(ms: number): Promise<boolean> {
    const { session } = this.#call.page.tab;
    const asking = session.send("Runtime.evaluate", { expression: "1" });
    return succeeds(within(asking, ms, () => new Error("silent")));
  }

  async #free(): Promise<void> {
    const { page } = this.#call;
    this.#freed++;
    if (this.#freed <= MAX_FREED) {
      const ending = page.tab.session.send("Runtime.terminateExecution");
      // Told from here on, since the call may be answered at the same moment.
      this.notices.push(
        `a script of the page had not yielded for ${PATIENCE_MS / 1_000} s and was ended`,
      );
      const ended = await succeeds(within(ending, FREED_MS, () => new Error("silent")));
      if (ended && (await this.#pageAnswers(FREED_MS))) return;
    }
    if (!this.#over.signal.aborted) await this.#giveUpPage(neverYields());
  }

  async #giveUpPage(reason: ToolFailure): Promise<void> {
    const { page, unusable } = this.#call;
    const replacing = replaceTab(page.browser, page.tab);
    const replaced = await succeeds(within(replacing, HUNG_MS, () => new Error("late")));
    const isEmptied = replaced && page.tab.closed;
    // Without its browser the call ends as lost, which is then the truth.
    if (!isEmptied) await unusable();
    page.scope.end(reason);
    this.stop();
  }
}

async function succeeds(work: Promise<unknown>): Promise<boolean> {
  return work.then(
    () => true,
    () => false,
  );
}

function neverYields(): ToolFailure {
  return new ToolFailure(
    "timed_out",
    "Scripts of the page never yield, also after one was ended; its tab was emptied.",
    "Navigate elsewhere.",
  );
}

function heldByDialog(): ToolFailure {
  return new ToolFailure(
    "timed_out",
    "The page opened a dialog while it was being left, which the browser cannot close any more; its tab was emptied.",
    "Navigate again.",
  );
}
