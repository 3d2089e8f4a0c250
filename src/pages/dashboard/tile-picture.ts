import type { LiveState } from "../../domain/live.ts";
import type { Frame } from "../shared/frame-reader.ts";
import { type Link, LiveSocket } from "../shared/live-socket.ts";
import { make, mark, show, write } from "../shared/make.ts";

/** Milliseconds after which a connection that was given up is tried again. */
const GIVEN_UP_MS = 60_000;

const WORDS: Readonly<Record<LiveState["session"], string>> = {
  ready: "No picture yet",
  busy: "No picture yet",
  restoring: "Its browser is being started",
  asleep: "Asleep until the agent's next call",
};

/** The small picture of a session, drawn anew as it changes while somebody can see it. */
export class TilePicture {
  readonly element: HTMLElement;
  readonly #canvas = make("canvas", { role: "img", width: "320", height: "200", hidden: true });
  readonly #none = make("p", { class: "none" }, "No picture");
  readonly #socket: LiveSocket;
  readonly #observer: IntersectionObserver;
  readonly #onVisibility = () => this.#tellPause();
  #isInSight = false;
  #isOpen = false;
  #givenUpAt: number | undefined;

  constructor(grantId: string, sessionId: string) {
    mark(this.#canvas, "aria-label", `The page of ${sessionId}`);
    this.element = make("div", { class: "picture" }, this.#canvas, this.#none);
    const { protocol, host } = location;
    const scheme = protocol === "https:" ? "wss" : "ws";
    const address = `${scheme}://${host}/watch/${grantId}/${sessionId}/socket?size=tile`;
    this.#socket = new LiveSocket(address, {
      link: (link) => this.#linked(link),
      news: (news) => {
        if (news.type === "state") this.#stateIs(news.state);
      },
      frame: (frame) => void this.#draw(frame),
    });
    this.#observer = new IntersectionObserver((entries) => {
      this.#isInSight = entries.at(-1)?.isIntersecting === true;
      this.#tellPause();
    });
    this.#observer.observe(this.element);
    document.addEventListener("visibilitychange", this.#onVisibility);
  }

  /** Tries again what was given up a while ago; called now and then while the session lives. */
  revive(): void {
    if (this.#givenUpAt === undefined || Date.now() - this.#givenUpAt < GIVEN_UP_MS) return;
    this.#givenUpAt = undefined;
    this.#socket.reconnect();
  }

  close(): void {
    this.#observer.disconnect();
    document.removeEventListener("visibilitychange", this.#onVisibility);
    this.#socket.close();
  }

  #linked(link: Link): void {
    this.#isOpen = link === "open";
    if (link === "lost") this.#givenUpAt = Date.now();
    if (this.#isOpen) this.#tellPause();
    // A picture that is no longer kept up would pass for the page of now.
    else this.#showNone("No picture");
  }

  #stateIs({ session }: LiveState): void {
    if (session === "asleep" || session === "restoring") this.#showNone(WORDS[session]);
    else if (this.#canvas.hidden) write(this.#none, WORDS[session]);
  }

  #showNone(words: string): void {
    show(this.#canvas, false);
    show(this.#none, true);
    write(this.#none, words);
  }

  #tellPause(): void {
    if (this.#isOpen) this.#socket.send({ type: "pause", on: document.hidden || !this.#isInSight });
  }

  /** A picture that cannot be drawn must not keep the next one away. */
  async #draw({ head, image }: Frame): Promise<void> {
    const bitmap = await createImageBitmap(image).catch(() => undefined);
    if (bitmap !== undefined) {
      this.#paint(bitmap);
      bitmap.close();
    }
    this.#socket.send({ type: "shown", seq: head.seq });
  }

  #paint(bitmap: ImageBitmap): void {
    const canvas = this.#canvas;
    // Setting a size empties the canvas, even where it is the same.
    if (canvas.width !== bitmap.width) canvas.width = bitmap.width;
    if (canvas.height !== bitmap.height) canvas.height = bitmap.height;
    canvas.getContext("2d")?.drawImage(bitmap, 0, 0);
    show(canvas, true);
    show(this.#none, false);
  }
}
