import type { LiveAsk, LiveNews, LiveState } from "../../domain/live.ts";
import type { Frame } from "../shared/frame-reader.ts";
import type { Link, LiveListener } from "../shared/live-socket.ts";
import { make } from "../shared/make.ts";
import { ActLog } from "./act-log.ts";
import { Bar } from "./bar.ts";
import { ChooserPanel } from "./chooser-panel.ts";
import { ControlPanel } from "./control-panel.ts";
import { DialogPanel } from "./dialog-panel.ts";
import { keepFocus } from "./focus.ts";
import { Head, nameOf } from "./head.ts";
import { Notices } from "./notices.ts";
import { PairPanel } from "./pair-panel.ts";
import type { Part } from "./part.ts";
import { RequestPanel } from "./request-panel.ts";
import { Stage } from "./stage.ts";
import { titleOf } from "./tab-strip.ts";
import { Veil } from "./veil.ts";
import { ViewersPanel } from "./viewers-panel.ts";

/** What the view needs of the connection and the page it stands in. */
export interface ViewOwner {
  /** Paths that the server has written into the page. */
  readonly pair: string | undefined;
  readonly login: string | undefined;
  /** False where nothing could be sent. */
  send(ask: LiveAsk): boolean;
  reconnect(): void;
}

/** What comes many times a second, or by itself; a person is not told that it was not sent. */
const SILENT = new Set<LiveAsk["type"]>(["shown", "pause", "pointer", "wheel", "touch", "key"]);

/** Everything a person sees of a session; what comes is shown in place. */
export class View implements LiveListener {
  readonly #root: HTMLElement;
  readonly #owner: ViewOwner;
  readonly #notices = new Notices();
  readonly #acts = new ActLog();
  readonly #veil: Veil;
  readonly #stage: Stage;
  readonly #bar: Bar;
  readonly #side = make("div", { class: "side" });
  readonly #control: ControlPanel;
  readonly #request: RequestPanel;
  readonly #dialog: DialogPanel;
  readonly #chooser: ChooserPanel;
  readonly #parts: readonly Part[];
  #link: Link = "connecting";
  #state: LiveState | undefined;
  #reason = "";

  constructor(root: HTMLElement, owner: ViewOwner) {
    this.#root = root;
    this.#owner = owner;
    const ask = (one: LiveAsk) => this.#ask(one);
    this.#control = new ControlPanel(ask);
    this.#request = new RequestPanel(ask, () => this.#notices.tell("The agent asks for you."));
    this.#dialog = new DialogPanel(ask);
    this.#chooser = new ChooserPanel(ask);
    this.#veil = new Veil(() => owner.reconnect());
    this.#stage = new Stage({
      send: ask,
      refuse: () => this.#refuse(),
      leave: () => this.#control.focus(),
    });
    this.#bar = new Bar({
      ask,
      showActual: (isActual) => this.#stage.showActual(isActual),
      toggleKeyboard: () => this.#stage.toggleKeyboard(),
    });
    this.#parts = this.#build();
  }

  link(link: Link): void {
    this.#link = link;
    if (link === "connecting") this.#stage.startAnew();
    if (link === "open") this.#unlock();
    if (link === "over") this.#end();
    this.#render();
  }

  news(news: LiveNews): void {
    if (news.type === "state") this.#state = news.state;
    else if (news.type === "act") this.#showAct(news);
    else if (news.type === "told") this.#tell(news);
    else this.#reason = news.reason;
    if (news.type === "state") this.#render();
  }

  frame(frame: Frame): void {
    this.#stage.show(frame);
  }

  /** Once a second. */
  tick(now: number): void {
    for (const part of this.#parts) part.tick?.(now);
  }

  #build(): readonly Part[] {
    const { pair, login, reconnect } = this.#owner;
    const pairing = new PairPanel({ pair, login, paired: reconnect });
    const head = new Head();
    const viewers = new ViewersPanel();
    const panels = [this.#request, this.#control, pairing, viewers];
    this.#side.append(...panels.map(({ element }) => element), this.#acts.element);
    this.#stage.element.append(this.#veil.element, this.#notices.element);
    this.#root.classList.add("starting");
    this.#root.replaceChildren(head.element, this.#bar.element, this.#stage.element, this.#side);
    this.#root.append(this.#dialog.element, this.#chooser.element);
    return [head, this.#bar, ...panels, this.#dialog, this.#chooser];
  }

  #render(): void {
    const state = this.#state;
    this.#veil.show(this.#link, state, this.#reason);
    if (state === undefined) return;
    const isHeld = state.holder?.isYou === true && this.#link === "open";
    if (isHeld !== this.#stage.isHeld) this.#notices.clear();
    const active = state.tabs.find(({ isActive }) => isActive);
    keepFocus(() => {
      this.#root.classList.remove("starting");
      this.#stage.hold(isHeld, titleOf(active ?? { title: "", url: "" }));
      for (const part of this.#parts) part.render(state);
    }, this.#control.element);
    const calls = state.request === undefined ? "" : "(1) You are asked – ";
    document.title = `${calls}${nameOf(state)} – Leapfrog`;
  }

  #showAct({ tool, x, y }: LiveNews & { type: "act" }): void {
    this.#acts.add(tool);
    if (x !== undefined && y !== undefined) this.#stage.mark({ x, y });
  }

  #tell({ text, isError }: LiveNews & { type: "told" }): void {
    this.#notices.tell(text, isError);
    if (isError) this.#unlock();
  }

  #ask(ask: LiveAsk): void {
    if (this.#owner.send(ask) || SILENT.has(ask.type)) return;
    this.#notices.tell("There is no connection; nothing was sent.", true);
    this.#unlock();
  }

  /** What was answered and did not arrive can be answered again. */
  #unlock(): void {
    const { popup } = this.#dialog;
    for (const panel of [this.#request, popup, this.#chooser.popup]) panel.unlock();
  }

  #refuse(): void {
    if (this.#link !== "open") return;
    const mayTake = this.#state?.role === "control";
    this.#notices.tell(mayTake ? "Take over to use the page." : "You can only watch this page.");
  }

  /** Nothing is left to do here but to read why. */
  #end(): void {
    this.#dialog.popup.want(undefined);
    this.#chooser.popup.want(undefined);
    this.#root.classList.add("over");
    for (const part of [this.#bar.element, this.#side, this.#stage.screen]) part.inert = true;
  }
}
