import type { LiveAsk } from "../../domain/live.ts";
import type { Frame } from "../shared/frame-reader.ts";
import { make } from "../shared/make.ts";
import { ActMarks } from "./act-marks.ts";
import { fitted } from "./fit.ts";
import type { InputTarget, Place } from "./input-target.ts";
import { listenToKeys, WAY_OUT } from "./key-input.ts";
import { Picture } from "./picture.ts";
import { listenToPointer } from "./pointer-input.ts";
import { listenToText } from "./text-input.ts";
import { listenToTouch } from "./touch-input.ts";
import { listenToWheel } from "./wheel-input.ts";

/** What the stage needs of the view around it. */
export interface StageOwner {
  send(ask: LiveAsk): void;
  /** The person did something to the page without having it. */
  refuse(): void;
  /** The person leaves the picture by keyboard. */
  leave(): void;
}

/** The picture with all that is laid over it; while the page is held, input goes to the page. */
export class Stage implements InputTarget {
  readonly typing = typingField();
  readonly screen: HTMLElement;
  readonly element: HTMLElement;
  readonly #scroller: HTMLElement;
  readonly #owner: StageOwner;
  readonly #picture: Picture;
  readonly #marks: ActMarks;
  #isHeld = false;
  #isActual = false;

  constructor(owner: StageOwner) {
    this.#owner = owner;
    this.#picture = new Picture({
      resized: () => this.#fit(),
      shown: (seq) => owner.send({ type: "shown", seq }),
    });
    this.#marks = new ActMarks();
    const said = make("p", { id: "way-out", class: "unseen" });
    said.textContent = `While you have the page, all keys go to it. ${WAY_OUT} leaves the picture.`;
    this.screen = screenOf(this.#picture.canvas, this.#marks.element, this.typing);
    this.#scroller = make("div", { class: "scroller" }, this.screen);
    this.element = make(
      "section",
      { class: "stage", "aria-label": "Picture" },
      this.#scroller,
      said,
    );
    new ResizeObserver(() => this.#fit()).observe(this.#scroller);
    this.#listen();
  }

  get isHeld(): boolean {
    return this.#isHeld;
  }

  get isPanned(): boolean {
    return this.#isActual;
  }

  show(frame: Frame): void {
    this.#picture.show(frame);
  }

  startAnew(): void {
    this.#picture.startAnew();
  }

  /** Whether the page is the person's, and whose words name it. */
  hold(isHeld: boolean, title: string): void {
    const isLost = this.#isHeld && !isHeld;
    this.#isHeld = isHeld;
    this.screen.classList.toggle("held", isHeld);
    const label = isHeld ? `Page, yours: ${title}` : `Page, to watch: ${title}`;
    if (this.screen.ariaLabel !== label) this.screen.ariaLabel = label;
    if (isLost && document.activeElement === this.typing) this.screen.focus();
  }

  /** Shows the page in its own size, to be moved around in, or as large as there is room. */
  showActual(isActual: boolean): void {
    this.#isActual = isActual;
    this.element.classList.toggle("actual", isActual);
    this.#fit();
  }

  /** Where the agent acts. */
  mark(place: Place): void {
    const { page } = this.#picture;
    if (page !== undefined) this.#marks.add(place, page);
  }

  /** Brings up a phone's keyboard, or sends it away; whether it is there now. */
  toggleKeyboard(): boolean {
    const isThere = document.activeElement === this.typing;
    if (isThere) this.typing.blur();
    else this.typing.focus({ preventScroll: true });
    return !isThere;
  }

  send(ask: LiveAsk): void {
    this.#owner.send(ask);
  }

  refuse(): void {
    this.#owner.refuse();
  }

  placeOf({ clientX, clientY }: { clientX: number; clientY: number }): Place | undefined {
    const { page, canvas } = this.#picture;
    const { left, top, width, height } = canvas.getBoundingClientRect();
    if (page === undefined || width === 0 || height === 0) return undefined;
    return {
      x: within(((clientX - left) / width) * page.width, page.width),
      y: within(((clientY - top) / height) * page.height, page.height),
    };
  }

  #listen(): void {
    listenToPointer(this);
    listenToWheel(this);
    listenToTouch(this);
    listenToText(this);
    listenToKeys(this, () => this.#owner.leave());
    this.screen.addEventListener("focus", () => {
      if (this.#isHeld) this.typing.focus({ preventScroll: true });
    });
    this.screen.addEventListener("pointerdown", (event) => this.#moveTyping(event));
  }

  /** Windows of a composition open where the person pressed last. */
  #moveTyping(event: PointerEvent): void {
    const { left, top } = this.screen.getBoundingClientRect();
    this.typing.style.left = `${event.clientX - left}px`;
    this.typing.style.top = `${event.clientY - top}px`;
  }

  #fit(): void {
    const { page, imageWidth } = this.#picture;
    if (page === undefined) return;
    document.documentElement.style.setProperty("--ratio", String(page.height / page.width));
    const { clientWidth: width, clientHeight: height } = this.#scroller;
    const size = fitted({
      ...{ page, imageWidth, room: { width, height } },
      ...{ density: devicePixelRatio, isActual: this.#isActual },
    });
    this.screen.style.width = `${size.width}px`;
    this.screen.style.height = `${size.height}px`;
    this.#picture.draw(size);
  }
}

/** A tenth of a pixel is as exact as a place need be. */
function within(at: number, length: number): number {
  return Math.round(Math.min(Math.max(at, 0), length) * 10) / 10;
}

function typingField(): HTMLTextAreaElement {
  return make("textarea", {
    ...{ class: "typing", "aria-label": "Keys for the page", tabindex: "-1" },
    ...{ autocapitalize: "off", autocomplete: "off", autocorrect: "off", spellcheck: "false" },
  });
}

function screenOf(...children: readonly HTMLElement[]): HTMLElement {
  const names = { role: "application", "aria-label": "Page", "aria-describedby": "way-out" };
  return make("div", { class: "screen", tabindex: "0", ...names }, ...children);
}
