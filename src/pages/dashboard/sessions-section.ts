import { make, show } from "../shared/make.ts";
import type { Overview, ShownSession } from "./answers.ts";
import { KeyedList } from "./keyed-list.ts";
import { SessionTile, type TileSurroundings } from "./session-tile.ts";
import type { Section } from "./tabs.ts";

/** Everything that runs, each session a tile. */
export class SessionsSection implements Section {
  readonly id = "sessions";
  readonly name = "Sessions";
  readonly element: HTMLElement;
  readonly #none = make("p", { class: "card", hidden: true }, "No session runs.");
  readonly #tiles: KeyedList<ShownSession>;

  constructor(surroundings: TileSurroundings) {
    const heading = make("h2", { class: "unseen", tabindex: "-1" }, "Sessions");
    const list = make("ul", { class: "tiles" });
    this.element = make("section", {}, heading, this.#none, list);
    this.#tiles = new KeyedList({
      element: list,
      keyOf: ({ grantId, sessionId }) => `${grantId} ${sessionId}`,
      entryOf: (session) => new SessionTile(session, surroundings),
      heir: heading,
    });
  }

  update({ sessions }: Overview): void {
    show(this.#none, sessions.length === 0);
    this.#tiles.show(sessions);
  }
}

/** How many sessions wait for a person. */
export function waitingIn({ sessions }: Overview): number {
  return sessions.filter(({ request }) => request !== null).length;
}
