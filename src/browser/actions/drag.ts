import { inTime } from "../../domain/deadline.ts";
import { ToolFailure } from "../../domain/failure.ts";
import type { Protocol } from "../cdp.ts";
import type { DragReport, Point } from "../in-page-contract.ts";
import type { Page } from "../page.ts";
import { reach } from "../reach.ts";
import { type Located, locate } from "../target.ts";
import { WorldGone } from "../world.ts";
import type { ActInput, ActionReport } from "./act-input.ts";
import { required } from "./act-input.ts";
import { guarded } from "./press.ts";

/** Milliseconds Chrome may take to turn a pull into a drag of its own. */
const DRAG_START_MS = 1_000;
/** Pixels of the first pull; Chrome asks for more than three. */
const PULL = 8;

/** Drags by the pointer, and by the browser's own drag and drop where the source starts one. */
export async function drag(page: Page, input: ActInput): Promise<ActionReport> {
  const source = await locate(page, required(input, "target"));
  const goal = await locate(page, required(input, "target2"));
  await reach(page, goal);
  await watch(page, [source, goal]);
  const hand = new Hand(page);
  try {
    await hand.open();
    await guarded(page, source, (point) => hand.take(point));
    await hand.pull();
    const data = (await reportOf(page, source)).started ? await hand.carried() : undefined;
    await hand.carry(await goalPoint(page, goal), data, () => drawn(page, goal));
    if (data !== undefined && !(await reportOf(page, goal)).dropped) throw notTaken(source, goal);
    return { facts: [], target: source.ref };
  } finally {
    await hand.close();
  }
}

async function watch(page: Page, ends: readonly Located[]): Promise<void> {
  const worlds = new Set(ends.map(({ world }) => world));
  await page.step("dragging", () =>
    Promise.all([...worlds].map((world) => world.call("watchDrag"))),
  );
}

/** A document that has gone was left by what was dropped. */
async function reportOf(page: Page, { world }: Located): Promise<DragReport> {
  try {
    return await page.step("dragging", () => world.call("dragReport"));
  } catch (error) {
    if (error instanceof WorldGone) return { started: false, dropped: true };
    throw error;
  }
}

/** Pages that follow the pointer do so frame by frame, and one that is let go sooner is lost. */
async function drawn(page: Page, { world }: Located): Promise<void> {
  await page
    .step("dragging", () => world.call("drawn"))
    .catch((error: unknown) => {
      if (!(error instanceof WorldGone)) throw error;
    });
}

function notTaken(source: Located, goal: Located): ToolFailure {
  return new ToolFailure(
    "not_actionable",
    `@e${goal.ref} does not take @e${source.ref}: it was let go there, and nothing was dropped.`,
    "Take a snapshot to see what takes it.",
  );
}

/** The goal again, since what was taken hold of may have moved it. */
async function goalPoint(page: Page, goal: Located): Promise<Point> {
  try {
    return await reach(page, goal);
  } catch (error) {
    if (!(error instanceof ToolFailure)) throw error;
    throw new ToolFailure(
      error.failure.code,
      `The drag began, then @e${goal.ref} could not be reached; it was let go where it began.`,
      "Take a snapshot to see what it did.",
    );
  }
}

/** The mouse button while it holds something; leaves nothing pressed and nothing intercepted. */
class Hand {
  readonly #page: Page;
  #at: Point | undefined;
  #data: Promise<Protocol.Input.DragData | undefined> = Promise.resolve(undefined);

  constructor(page: Page) {
    this.#page = page;
  }

  async open(): Promise<void> {
    await this.#step(() => this.#session.send("Input.setInterceptDrags", { enabled: true }));
  }

  /** Presses at the point; a press before this one was heard by nobody. */
  async take(point: Point): Promise<void> {
    const { mouse } = this.#page.tab;
    await this.#release();
    await this.#step(() => mouse.move(point.x, point.y));
    await this.#step(() => mouse.down());
    this.#at = point;
  }

  /** Moves far enough for a drag. */
  async pull(): Promise<void> {
    const { x, y } = this.#at ?? { x: 0, y: 0 };
    this.#data = new Promise((resolve) => {
      this.#session.once("Input.dragIntercepted", (event) => resolve(event.data));
    });
    await this.#step(() => this.#page.tab.mouse.move(x + PULL, y + PULL, { steps: 4 }));
  }

  /** What the browser's own drag carries, once it has begun. */
  carried(): Promise<Protocol.Input.DragData | undefined> {
    return this.#step(() => inTime(this.#data, DRAG_START_MS));
  }

  async carry(
    { x, y }: Point,
    data: Protocol.Input.DragData | undefined,
    drawn: () => Promise<void>,
  ): Promise<void> {
    if (data === undefined) {
      await drawn();
      await this.#step(() => this.#page.tab.mouse.move(x, y, { steps: 10 }));
      await drawn();
    } else {
      // Lists move their rows as something comes over them, and ask again what lies there then.
      for (const type of ["dragEnter", "dragOver", "dragOver", "drop"] as const) {
        await this.#step(() => this.#session.send("Input.dispatchDragEvent", { type, x, y, data }));
        if (type === "dragOver") await drawn();
      }
    }
    await this.#release();
  }

  async close(): Promise<void> {
    // Nothing is left to put right in a tab that is gone.
    await this.#release().catch(() => undefined);
    await this.#session.send("Input.setInterceptDrags", { enabled: false }).catch(() => undefined);
  }

  async #release(): Promise<void> {
    if (this.#at === undefined) return;
    this.#at = undefined;
    await this.#page.tab.mouse.up();
  }

  #step<T>(work: () => Promise<T>): Promise<T> {
    return this.#page.input("dragging", work);
  }

  get #session() {
    return this.#page.tab.session;
  }
}
