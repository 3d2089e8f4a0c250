import type { CallScope } from "../domain/deadline.ts";
import { ToolFailure } from "../domain/failure.ts";
import type { Browser } from "./browser.ts";
import type { ConsentMemory } from "./consent/consent-memory.ts";
import type { Frame } from "./frame-tree.ts";
import type { KeptTexts } from "./kept-texts.ts";
import type { ListWalks } from "./list-walks.ts";
import type { RefTable } from "./refs.ts";
import type { SecretDesk } from "./secret-desk.ts";
import type { Snapshot } from "./snapshot.ts";
import type { Tab } from "./tab.ts";
import type { TargetMarks } from "./target-marks.ts";
import { PageScriptError, type World } from "./world.ts";

/** The last picture of a tab's document that the caller has seen. */
export interface Baseline
  extends Pick<Snapshot, "worldId" | "url" | "title" | "parts" | "places" | "kept"> {
  /** What a comparison has shown since of single elements, by their ref. */
  readonly seenBelow: Map<number, readonly string[]>;
  /** The lines of the page as an answer has told it last. */
  seen: readonly string[];
}

/** What a session remembers of its pages between calls, while its object lives. */
export interface PageMemory {
  readonly refs: RefTable;
  /** By the target of their tab. */
  readonly baselines: Map<string, Baseline>;
  /** What was answered in part. */
  readonly texts: KeptTexts;
  readonly consent: ConsentMemory;
  readonly secrets: SecretDesk;
  readonly walks: ListWalks;
  readonly marks: TargetMarks;
}

/** Throws where the call may not run on the document that this tab shows by now. */
export type Permit = (tab: Tab) => void;

/**
 * One call's hold on one tab. Every step goes through here and asks the call's scope first, so a
 * call that has been answered can touch the page no more.
 */
export class Page {
  readonly browser: Browser;
  readonly tab: Tab;
  readonly scope: CallScope;
  readonly memory: PageMemory;
  readonly #permit: Permit;

  constructor(browser: Browser, tab: Tab, scope: CallScope, memory: PageMemory, permit: Permit) {
    this.browser = browser;
    this.tab = tab;
    this.scope = scope;
    this.memory = memory;
    this.#permit = permit;
  }

  get refs(): RefTable {
    return this.memory.refs;
  }

  /** A step on the page: refused once the call has ended, and given up when it ends meanwhile. */
  async step<T>(doing: string, work: () => Promise<T>): Promise<T> {
    this.scope.check();
    if (this.tab.crashed) throw pageCrashed();
    this.scope.note(doing);
    try {
      return await this.scope.race(work());
    } catch (error) {
      // Chrome answers what was under way, before it tells of the crash.
      throw isCrash(error) ? pageCrashed() : error;
    }
  }

  /** Asked right before anything is done to a document, since the tab may have gone elsewhere meanwhile. */
  mayRun(): void {
    this.#permit(this.tab);
  }

  /** A step that reaches whatever document the tab shows, as keys and the mouse do. */
  input<T>(doing: string, work: () => Promise<T>): Promise<T> {
    return this.step(doing, () => {
      this.mayRun();
      return work();
    });
  }

  world(frame: Frame): Promise<World> {
    const patience = Math.min(5_000, this.scope.remainingMs);
    return this.step("waiting for the document", () => this.tab.worldOf(frame, patience));
  }

  mainWorld(): Promise<World> {
    return this.world(this.tab.frames.main);
  }

  /** Calls of the same kind on another tab of this browser. */
  onTab(tab: Tab): Page {
    return new Page(this.browser, tab, this.scope, this.memory, this.#permit);
  }

  /** The same where each of its steps is asked about by another one too. */
  under(permit: Permit): Page {
    const both = (tab: Tab) => {
      this.#permit(tab);
      permit(tab);
    };
    return new Page(this.browser, this.tab, this.scope, this.memory, both);
  }

  /** The same for a part of the call. */
  during(scope: CallScope): Page {
    return new Page(this.browser, this.tab, scope, this.memory, this.#permit);
  }
}

function isCrash(error: unknown): boolean {
  const isOurs = error instanceof Error && !(error instanceof PageScriptError);
  return isOurs && error.message.includes("Target crashed");
}

function pageCrashed(): ToolFailure {
  return new ToolFailure(
    "not_actionable",
    "The page has crashed.",
    "Navigate somewhere else, or close the tab.",
  );
}
