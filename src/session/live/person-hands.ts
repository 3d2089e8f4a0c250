import type { Browser } from "../../browser/browser.ts";
import type { Protocol } from "../../browser/cdp.ts";
import type { UrlRules } from "../../browser/egress/url-rules.ts";
import { FileChoice, giveFiles } from "../../browser/live/file-choice.ts";
import { InputHand, type PersonInput } from "../../browser/live/person-input.ts";
import { go, goBy, type TabBar, TabDesk } from "../../browser/live/tab-commands.ts";
import type { Tab } from "../../browser/tab.ts";
import { MAX_TABS } from "../../domain/limits.ts";
import type { LiveAsk, LiveChooser } from "../../domain/live.ts";
import { MAX_LIVE_FILES_BYTES } from "../../domain/live.ts";
import { PersonDialogs } from "./person-dialogs.ts";

type Ask<T extends LiveAsk["type"]> = Extract<LiveAsk, { readonly type: T }>;

/** What a person does with the browser besides touching the page. */
export type BrowserCommand = Ask<
  "tab" | "closeTab" | "newTab" | "go" | "back" | "forward" | "reload" | "dialog" | "files"
>;

interface AskedFiles extends LiveChooser {
  readonly tab: Tab;
  readonly opened: Protocol.Page.FileChooserOpenedEvent;
}

const GONE = "That is not there any more.";

/** What the person who has the page does with one browser, for as long as they have it. */
export class PersonHands {
  readonly browser: Browser;
  readonly dialogs: PersonDialogs;
  readonly #rules: () => UrlRules;
  readonly #onChange: () => void;
  readonly #tabs = new TabDesk();
  #hand: { readonly tab: Tab; readonly hand: InputHand } | undefined;
  #choice: FileChoice | undefined;
  #asked: AskedFiles | undefined;
  #choices = 0;
  /** Tabs that were there before the person had the page, or were seen since. */
  #known: ReadonlySet<Tab> | undefined;

  /** `onChange` hears that there is something new to show. */
  constructor(browser: Browser, rules: () => UrlRules, onChange: () => void) {
    this.browser = browser;
    this.#rules = rules;
    this.#onChange = onChange;
    this.dialogs = new PersonDialogs(onChange);
  }

  get chooser(): LiveChooser | undefined {
    if (this.#asked === undefined || this.#asked.tab.closed) return undefined;
    const { id, isMultiple } = this.#asked;
    return { id, isMultiple };
  }

  bar(): Promise<TabBar> {
    return this.#tabs.bar(this.browser);
  }

  /** Questions and file choices of pages come to the person while they have the page. */
  watch(isHeld: boolean): void {
    const { browser } = this;
    browser.dialogs.taker = isHeld ? this.dialogs.take : undefined;
    if (!isHeld) {
      this.dialogs.letGo();
      this.#choice?.end();
      this.#choice = undefined;
      this.#asked = undefined;
      this.#known = undefined;
      return;
    }
    const { active } = browser;
    this.#followWindow();
    if (this.#choice?.tab !== active) {
      this.#choice?.end();
      this.#choice = new FileChoice(active, (opened) => this.#askFiles(active, opened));
    }
    this.#choice.watch();
  }

  /** A window that the person's page opens comes to the front, as it does in a browser of theirs. */
  #followWindow(): void {
    const { active, tabs } = this.browser;
    const known = this.#known ?? new Set(tabs);
    this.#known = new Set(tabs);
    const opened = tabs.find((tab) => !known.has(tab) && tab.openerId === active.targetId);
    if (opened !== undefined) this.browser.activate(opened).catch(() => undefined);
  }

  /** The browser is another's from here on. */
  end(): void {
    if (this.browser.connected && this.browser.tabs.length > 0) this.watch(false);
    else this.dialogs.letGo();
  }

  touch(input: PersonInput): void {
    const { active } = this.browser;
    if (this.#hand?.tab !== active) this.#hand = { tab: active, hand: new InputHand(active) };
    this.#hand.hand.give(input);
  }

  /** Says what stood in the way, in words of ours; undefined when it was done. */
  async run(command: BrowserCommand): Promise<string | undefined> {
    const { active } = this.browser;
    switch (command.type) {
      case "go":
        return void (await go(active, command.url, this.#rules()));
      case "back":
        return (await goBy(active, -1, this.#rules())) ? undefined : "There is nothing before it.";
      case "forward":
        return (await goBy(active, 1, this.#rules())) ? undefined : "There is nothing after it.";
      case "reload":
        return void (await active.session.send("Page.reload"));
      case "newTab":
        return this.#openTab();
      case "tab":
        return this.#onTab(command.id, (tab) => this.browser.activate(tab));
      case "closeTab":
        return this.#onTab(command.id, (tab) => this.browser.close(tab));
      case "dialog": {
        const isAnswered = this.dialogs.answer(command.id, command.isAccepted, command.text);
        return isAnswered ? undefined : GONE;
      }
      case "files":
        return this.#give(command);
    }
  }

  async #openTab(): Promise<string | undefined> {
    const { browser } = this;
    if (browser.tabs.length >= MAX_TABS) return `A session has at most ${MAX_TABS} tabs.`;
    await browser.activate(await browser.openTab());
    return undefined;
  }

  async #onTab(id: string, work: (tab: Tab) => Promise<void>): Promise<string | undefined> {
    const tab = this.#tabs.find(this.browser, id);
    if (tab === undefined) return GONE;
    await work(tab);
    return undefined;
  }

  #askFiles(tab: Tab, opened: Protocol.Page.FileChooserOpenedEvent): void {
    const isMultiple = opened.mode === "selectMultiple";
    this.#asked = { id: `f${++this.#choices}`, isMultiple, tab, opened };
    this.#onChange();
  }

  async #give({ id, files }: Ask<"files">): Promise<string | undefined> {
    const asked = this.#asked;
    if (asked === undefined || asked.id !== id || asked.tab.closed) return GONE;
    const bytes = files.reduce((sum, { data }) => sum + Math.floor((data.length * 3) / 4), 0);
    if (bytes > MAX_LIVE_FILES_BYTES) return "The files are larger than 10 MiB together.";
    this.#asked = undefined;
    this.#onChange();
    return files.length === 0 ? undefined : giveFiles(asked.tab, asked.opened, files);
  }
}
