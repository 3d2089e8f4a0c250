import type { LiveState, LiveTab } from "../../domain/live.ts";
import { make, write } from "../shared/make.ts";
import { iconButton, nameButton } from "./elements.ts";
import type { Ask, Part } from "./part.ts";
import { plainLine } from "./words.ts";

interface Item {
  readonly element: HTMLLIElement;
  readonly choose: HTMLButtonElement;
  readonly close: HTMLButtonElement;
}

/** The browser's tabs; each keeps its element for as long as it lives. */
export class TabStrip implements Part {
  readonly element: HTMLElement;
  readonly #list = make("ul", { "aria-label": "Open tabs" });
  readonly #new: HTMLButtonElement;
  readonly #ask: Ask;
  readonly #items = new Map<string, Item>();
  #activeId: string | undefined;

  constructor(ask: Ask) {
    this.#ask = ask;
    this.#new = iconButton("plus", "New tab", () => ask({ type: "newTab" }));
    const names = { class: "tabs", "aria-label": "Tabs", tabindex: "-1" };
    this.element = make("nav", names, this.#list, this.#new);
  }

  render({ tabs, holder }: LiveState): void {
    const isYours = holder?.isYou === true;
    const known = new Set(tabs.map(({ id }) => id));
    for (const [id, { element }] of [...this.#items]) {
      if (known.has(id)) continue;
      element.remove();
      this.#items.delete(id);
    }
    for (const [at, tab] of tabs.entries()) {
      const item = this.#itemOf(tab.id);
      show(item, tab, isYours);
      if (this.#list.children[at] !== item.element) {
        this.#list.insertBefore(item.element, this.#list.children[at] ?? null);
      }
    }
    this.#reveal(tabs.find(({ isActive }) => isActive)?.id);
    this.#new.disabled = !isYours;
    // Whoever can press none of them can still move along them.
    if (isYours) this.#list.removeAttribute("tabindex");
    else this.#list.tabIndex = 0;
  }

  /** Moves the strip alone, not the page it stands in. */
  #reveal(id: string | undefined): void {
    if (id === this.#activeId) return;
    this.#activeId = id;
    const item = this.#items.get(id ?? "")?.element;
    if (item === undefined) return;
    const { offsetLeft: left, offsetWidth: width } = item;
    const { scrollLeft, clientWidth } = this.#list;
    const isSeen = left >= scrollLeft && left + width <= scrollLeft + clientWidth;
    if (!isSeen) this.#list.scrollLeft = left - (clientWidth - width) / 2;
  }

  #itemOf(id: string): Item {
    const known = this.#items.get(id);
    if (known !== undefined) return known;
    const choose = make("button", { type: "button", class: "tab", dir: "auto" });
    choose.addEventListener("click", () => this.#ask({ type: "tab", id }));
    const close = iconButton("close", "Close", () => this.#ask({ type: "closeTab", id }));
    const item = { element: make("li", {}, choose, close), choose, close };
    this.#items.set(id, item);
    return item;
  }
}

function show({ element, choose, close }: Item, tab: LiveTab, isYours: boolean): void {
  const title = titleOf(tab);
  write(choose, title);
  choose.title = plainLine(tab.url);
  choose.disabled = !isYours;
  if (tab.isActive) choose.setAttribute("aria-current", "true");
  else choose.removeAttribute("aria-current");
  element.classList.toggle("active", tab.isActive);
  nameButton(close, `Close ${title}`);
  close.disabled = !isYours;
}

/** The page's title, or where it is from. */
export function titleOf({ title, url }: Pick<LiveTab, "title" | "url">): string {
  return plainLine(title, 80) || plainLine(url, 80) || "New tab";
}
