import { button, make, mark, show, write } from "../shared/make.ts";
import { span } from "../shared/time-words.ts";
import { exactLine } from "../shared/visible-text.ts";
import { ask, wordsOf } from "./admin-api.ts";
import type { ShownRequest, ShownSession } from "./answers.ts";
import { askFirst } from "./dialogs.ts";
import type { Entry } from "./keyed-list.ts";
import { notice } from "./notices.ts";
import { TilePicture } from "./tile-picture.ts";

/** What a tile has besides its session. */
export interface TileSurroundings {
  /** The server's clock, ms since the epoch. */
  now(): number;
  /** Something was done to a session. */
  changed(): void;
}

/** One session: what its page looks like, how it stands, and what the admin can do with it. */
export class SessionTile implements Entry<ShownSession> {
  readonly element: HTMLElement;
  readonly #picture: TilePicture;
  readonly #parts: TileSurroundings;
  readonly #title = make("bdi");
  readonly #state = make("span", { class: "pill" });
  readonly #grant = make("bdi");
  readonly #origin = make("bdi", { class: "mono" });
  readonly #facts = make("p", { class: "soft facts" });
  readonly #people = make("p", { class: "people", hidden: true });
  readonly #request = make("p", { class: "asks", hidden: true });
  readonly #pin: HTMLButtonElement;
  readonly #destroy: HTMLButtonElement;
  readonly #watch: HTMLAnchorElement;
  #session: ShownSession;

  constructor(session: ShownSession, parts: TileSurroundings) {
    const { grantId, sessionId } = session;
    this.#session = session;
    this.#parts = parts;
    this.#picture = new TilePicture(grantId, sessionId);
    const href = `/watch/${encodeURIComponent(grantId)}/${encodeURIComponent(sessionId)}`;
    this.#watch = make("a", { class: "button", href }, "Watch");
    this.#pin = button("Pin", () => void this.#turnPin());
    this.#destroy = button("Destroy", () => void this.#end(), { class: "stop" });
    const id = `tile-${grantId}-${sessionId}`;
    const heading = make("h3", { id }, this.#title);
    const body = make(
      "div",
      { class: "tile-body" },
      make("div", { class: "tile-head" }, heading, this.#state),
      make("p", { class: "grant" }, "Grant ", this.#grant),
      make("p", { class: "origin" }, this.#origin),
      this.#facts,
      this.#people,
      this.#request,
      make("div", { class: "buttons" }, this.#watch, this.#pin, this.#destroy),
    );
    const article = make("article", { "aria-labelledby": id }, this.#picture.element, body);
    this.element = make("li", { class: "tile" }, article);
  }

  update(session: ShownSession): void {
    this.#session = session;
    const { name, sessionId, state, grantId, grantLabel, origin, pinned, request } = session;
    const title = name === null ? sessionId : `${exactLine(name)} (${sessionId})`;
    write(this.#title, title);
    write(this.#state, state);
    mark(this.#state, "data-state", state);
    const label = exactLine(grantLabel);
    write(this.#grant, label === grantId ? grantId : `${label} (${grantId})`);
    write(this.#origin, origin === null || origin === "" ? "no page" : exactLine(origin));
    write(this.#facts, factsOf(session, this.#parts.now()));
    this.#showPeople(session);
    this.#showRequest(request);
    mark(this.element, "data-asks", request !== null);
    write(this.#pin, pinned ? "Unpin" : "Pin");
    const named: readonly [HTMLElement, string][] = [
      [this.#watch, "Watch"],
      [this.#pin, pinned ? "Unpin" : "Pin"],
      [this.#destroy, "Destroy"],
    ];
    for (const [element, verb] of named) mark(element, "aria-label", `${verb} ${title}`);
    this.#picture.revive();
  }

  close(): void {
    this.#picture.close();
  }

  #showPeople({ viewers, holder }: ShownSession): void {
    const watching = viewers === 0 ? [] : [`${viewers} watching`];
    const having = holder === null ? [] : [`${exactLine(holder)} has the page`];
    write(this.#people, [...having, ...watching].join(" · "));
    show(this.#people, viewers > 0 || holder !== null);
  }

  #showRequest(request: ShownRequest | null): void {
    show(this.#request, request !== null);
    if (request === null) return;
    const waits = span(this.#parts.now() - Date.parse(request.askedAt));
    const left = span(Date.parse(request.expiresAt) - this.#parts.now());
    const words = `Waits for a person: ${exactLine(request.reason)} (for ${waits}, ${left} left)`;
    write(this.#request, words);
  }

  async #turnPin(): Promise<void> {
    const pinned = !this.#session.pinned;
    await this.#do("pin", { pinned }, pinned ? "is pinned" : "is pinned no more");
  }

  async #end(): Promise<void> {
    const { sessionId, name } = this.#session;
    const words = `Its browser is closed and what its pages hold is lost. The agent's next call is told that there is no such session.`;
    const title = `Destroy ${name === null ? sessionId : `${exactLine(name)} (${sessionId})`}?`;
    if (await askFirst(title, words, "Destroy")) await this.#do("destroy", undefined, "is over");
  }

  async #do(verb: string, body: unknown, done: string): Promise<void> {
    const { grantId, sessionId } = this.#session;
    try {
      await ask("POST", `/sessions/${grantId}/${sessionId}/${verb}`, body);
      notice(`${sessionId} ${done}.`, "good");
    } catch (error) {
      notice(`${sessionId}: ${wordsOf(error)}`, "bad");
    }
    this.#parts.changed();
  }
}

/** How old it is and how it stands, in a line. */
function factsOf(session: ShownSession, now: number): string {
  const { createdAt, tabs, idleSeconds, expiresAt, pinned, state } = session;
  if (state === "unknown") return `${span(now - Date.parse(createdAt))} old · does not answer`;
  return [
    `${span(now - Date.parse(createdAt))} old`,
    ...(tabs === null ? [] : [tabs === 1 ? "1 tab" : `${tabs} tabs`]),
    ...(idleSeconds === null ? [] : [`idle ${span(idleSeconds * 1_000)}`]),
    ...(expiresAt === null ? [] : [`ends in ${span(Date.parse(expiresAt) - now)}`]),
    ...(pinned ? ["pinned"] : []),
  ].join(" · ");
}
