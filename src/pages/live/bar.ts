import type { LiveState } from "../../domain/live.ts";
import { make } from "../shared/make.ts";
import { iconButton } from "./elements.ts";
import type { Ask, Part } from "./part.ts";
import { TabStrip } from "./tab-strip.ts";
import { plainLine } from "./words.ts";

const LONGEST_ADDRESS = 2_000;

/** What the bar does to the picture, without the session. */
export interface BarOwner {
  readonly ask: Ask;
  showActual(isActual: boolean): void;
  /** Whether it is there now. */
  toggleKeyboard(): boolean;
}

/** Tabs, ways and the address of the browser, for whoever has the page; others read them. */
export class Bar implements Part {
  readonly element: HTMLElement;
  readonly #tabs: TabStrip;
  readonly #back: HTMLButtonElement;
  readonly #forward: HTMLButtonElement;
  readonly #reload: HTMLButtonElement;
  readonly #keyboard: HTMLButtonElement;
  readonly #go = make("button", { class: "go" }, "Go");
  readonly #address = addressField();
  #url = "";

  constructor(owner: BarOwner) {
    const { ask } = owner;
    this.#tabs = new TabStrip(ask);
    this.#back = iconButton("back", "Back", () => ask({ type: "back" }));
    this.#forward = iconButton("forward", "Forward", () => ask({ type: "forward" }));
    this.#reload = iconButton("reload", "Reload", () => ask({ type: "reload" }));
    this.#keyboard = keyboardButton(owner);
    const ways = [this.#back, this.#forward, this.#reload];
    const views = [actualButton(owner), this.#keyboard];
    const names = { class: "ways", role: "group", "aria-label": "Page", tabindex: "-1" };
    const group = make("div", names, ...ways, this.#form(ask), ...views);
    this.element = make(
      "section",
      { class: "bar", "aria-label": "Browser" },
      this.#tabs.element,
      group,
    );
  }

  render(state: LiveState): void {
    const isYours = state.holder?.isYou === true;
    this.#tabs.render(state);
    this.#back.disabled = !isYours || !state.canGoBack;
    this.#forward.disabled = !isYours || !state.canGoForward;
    this.#reload.disabled = !isYours;
    this.#keyboard.disabled = !isYours;
    this.#go.disabled = !isYours;
    this.#address.readOnly = !isYours;
    this.element.classList.toggle("loading", state.isLoading);
    this.#showAddress(state.tabs.find(({ isActive }) => isActive)?.url ?? "");
  }

  /** What a person is writing is left alone until they go or leave the field. */
  #showAddress(url: string): void {
    this.#url = plainLine(url, LONGEST_ADDRESS);
    const isWritten = document.activeElement === this.#address && !this.#address.readOnly;
    if (!isWritten) this.#address.value = this.#url;
  }

  #form(ask: Ask): HTMLFormElement {
    const form = make("form", { class: "address" }, this.#address, this.#go);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const url = this.#address.value.trim();
      if (this.#address.readOnly || url === "") return;
      ask({ type: "go", url });
      this.#go.focus();
    });
    this.#address.addEventListener("focus", () => this.#address.select());
    this.#address.addEventListener("keydown", ({ key }) => {
      if (key === "Escape") this.#address.value = this.#url;
    });
    this.#address.addEventListener("blur", ({ relatedTarget }) => {
      if (relatedTarget !== this.#go) this.#address.value = this.#url;
    });
    return form;
  }
}

function addressField(): HTMLInputElement {
  return make("input", {
    ...{ type: "text", inputmode: "url", enterkeyhint: "go", "aria-label": "Address" },
    ...{ autocapitalize: "off", autocomplete: "off", autocorrect: "off", spellcheck: "false" },
    maxlength: String(LONGEST_ADDRESS),
  });
}

function actualButton(owner: BarOwner): HTMLButtonElement {
  const button = iconButton("actual", "Actual size", () => {
    const isActual = button.ariaPressed !== "true";
    button.ariaPressed = String(isActual);
    owner.showActual(isActual);
  });
  button.ariaPressed = "false";
  return button;
}

/** Pressing it must not take the focus from the field that keeps the keyboard open. */
function keyboardButton(owner: BarOwner): HTMLButtonElement {
  const button = iconButton("keyboard", "Keyboard", () => {
    if (!owner.toggleKeyboard()) button.focus();
  });
  button.classList.add("for-fingers");
  button.addEventListener("pointerdown", (event) => event.preventDefault());
  button.addEventListener("mousedown", (event) => event.preventDefault());
  return button;
}
