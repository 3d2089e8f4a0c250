import type { LiveState } from "../../domain/live.ts";
import type { Link } from "../shared/live-socket.ts";
import { make, write } from "../shared/make.ts";
import { wordButton } from "./elements.ts";

/** Why the picture is not the page as it is now. */
interface Words {
  readonly title: string;
  readonly text: string;
}

const LINKS = {
  connecting: { title: "Connecting…", text: "" },
  waiting: { title: "Connection lost", text: "Trying again by itself…" },
  lost: {
    title: "No connection",
    text: "The session may be over, or this link too old. Try again, or ask for a new link.",
  },
} as const satisfies Partial<Record<Link, Words>>;

const SESSIONS = {
  asleep: { title: "Asleep", text: "The page comes back with the agent’s next call." },
  restoring: { title: "Coming back", text: "The session starts its browser again…" },
} as const satisfies Partial<Record<LiveState["session"], Words>>;

const HIDDEN = {
  held: {
    title: "Not shown",
    text: "Somebody has the page. Whoever has only the link sees it again when it is given back.",
  },
  secret: {
    title: "Not shown",
    text: "A secret was typed in this session. Use a pairing code, or log in, to see the page.",
  },
} as const satisfies Record<NonNullable<LiveState["hidden"]>, Words>;

/** Lies over the picture while that is not the page as it is. */
export class Veil {
  readonly element: HTMLElement;
  readonly #title = make("strong");
  readonly #text = make("span");
  readonly #again: HTMLButtonElement;

  constructor(onAgain: () => void) {
    this.#again = wordButton("Try again", "", onAgain);
    const words = make("p", { role: "status" }, this.#title, this.#text);
    this.element = make(
      "div",
      { class: "veil" },
      make("div", { class: "card" }, words, this.#again),
    );
  }

  /** Over a session there is only the reason to tell; without a state, nothing has come yet. */
  show(link: Link, state: LiveState | undefined, reason: string): void {
    const words = wordsFor(link, state, reason);
    // What was seen last is covered too.
    this.element.classList.toggle("whole", state?.hidden !== undefined);
    this.element.hidden = words === undefined;
    this.#again.hidden = link !== "lost";
    if (words === undefined) return;
    write(this.#title, words.title);
    write(this.#text, words.text);
  }
}

function wordsFor(link: Link, state: LiveState | undefined, reason: string): Words | undefined {
  if (link === "over") return { title: "This is over", text: reason };
  if (link !== "open") return LINKS[link];
  if (state === undefined) return LINKS.connecting;
  const { session, hidden } = state;
  if (hidden !== undefined) return HIDDEN[hidden];
  return session === "asleep" || session === "restoring" ? SESSIONS[session] : undefined;
}
