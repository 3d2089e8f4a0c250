import { button, make, mark, show, write } from "../shared/make.ts";
import { span } from "../shared/time-words.ts";
import { ask, wordsOf } from "./admin-api.ts";
import type { Overview, ShownPlatform } from "./answers.ts";
import { askFirst } from "./dialogs.ts";
import { notice } from "./notices.ts";

const STOP_WORDS =
  "Every call of every grant is refused from then on, and every session ends. It lasts until you let calls pass again.";
const GO_WORDS = "Calls of all grants are decided by their policies again. Sessions stay ended.";

/** Places, the platform's limits and the kill switch, in a strip above the rest. */
export class PoolSection {
  readonly element: HTMLElement;
  readonly #changed: () => void;
  readonly #places = make("strong");
  readonly #filled = make("span");
  readonly #platform = make("p", { class: "soft platform" });
  readonly #calls = make("p", { class: "calls", role: "status" });
  readonly #switch = button("Stop all calls", () => void this.#turn(), { class: "stop" });
  #isStopped = false;

  /** `changed` is called after the switch was turned. */
  constructor(changed: () => void) {
    this.#changed = changed;
    const bar = make("span", { class: "bar", "aria-hidden": "true" }, this.#filled);
    const parts = [
      make("h2", { class: "unseen" }, "Pool"),
      make("p", { class: "places" }, "Places ", this.#places, bar),
      this.#platform,
      make("div", { class: "switch" }, this.#calls, this.#switch),
    ];
    this.element = make("section", { class: "pool", hidden: true }, ...parts);
  }

  update({ pool, platform, stopped }: Overview): void {
    show(this.element, true);
    this.#isStopped = stopped;
    write(this.#places, `${pool.used} of ${pool.limit}`);
    const share = pool.limit === 0 ? 0 : Math.min(1, pool.used / pool.limit);
    this.#filled.style.inlineSize = `${share * 100}%`;
    write(this.#platform, platformWords(platform));
    write(this.#calls, stopped ? "Stopped: no call passes" : "Calls pass");
    mark(this.element, "data-stopped", stopped);
    write(this.#switch, stopped ? "Let calls pass" : "Stop all calls");
  }

  async #turn(): Promise<void> {
    const on = !this.#isStopped;
    const title = on ? "Stop all calls?" : "Let calls pass again?";
    if (!(await askFirst(title, on ? STOP_WORDS : GO_WORDS, on ? "Stop" : "Let pass"))) return;
    try {
      await ask("POST", "/kill", { on });
      notice(on ? "No call passes, and all sessions have ended." : "Calls pass again.", "good");
    } catch (error) {
      notice(`Not everything was reached; turn it once more. ${wordsOf(error)}`, "bad");
    }
    this.#changed();
  }
}

function platformWords(platform: ShownPlatform | null): string {
  if (platform === null) return "Browser Run states no limits";
  const { active, limit, mayStart, untilNextMs } = platform;
  const browsers = limit === undefined ? `${active} browsers` : `${active} of ${limit} browsers`;
  if (mayStart === undefined) return `Browser Run: ${browsers}`;
  const next = untilNextMs === undefined ? "" : `, the next in ${span(untilNextMs)}`;
  return `Browser Run: ${browsers}, ${mayStart} may start now${mayStart > 0 ? "" : next}`;
}
