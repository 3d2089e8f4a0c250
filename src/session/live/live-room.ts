import type { Browser } from "../../browser/browser.ts";
import type { UrlRules } from "../../browser/egress/url-rules.ts";
import { Pulse } from "../../browser/pulse.ts";
import { within } from "../../domain/deadline.ts";
import type { LiveAsk, LiveSize, LiveState } from "../../domain/live.ts";
import { LINK_HOLDER } from "../../domain/live-link.ts";
import type { Viewer } from "../session-contract.ts";
import { CastDesk } from "./cast-desk.ts";
import { type DeskParts, PersonDesk } from "./person-desk.ts";
import { PersonHands } from "./person-hands.ts";
import { ViewerLine } from "./viewer-line.ts";

/** Viewers of one session at a time. */
const MAX_VIEWERS = 20;
/** Milliseconds between two looks at what a session shows, and at least between two rounds. */
const ROUND_MS = 500;
const TILE_ROUND_MS = 2_000;
const BREATH_MS = 50;
/** Milliseconds connecting to the session's browser may hold up a round. */
const CONNECT_MS = 5_000;
const TIME_OVER = "The link or login has ended. Open it again.";

export interface RoomParts extends Omit<DeskParts, "hands" | "onChange" | "onGiven"> {
  readonly rules: () => UrlRules;
  /** The session's browser at this moment; undefined where it has none. */
  readonly browser: () => Promise<Browser | undefined>;
  /** All of a state but what one viewer alone sees and what the browser shows. */
  readonly about: () => Pick<LiveState, "sessionId" | "session" | "expiresAt">;
  /** The same without the session's secrets, as pages may say them. */
  readonly cover: <T>(told: T) => Promise<T>;
  /** Whether a secret was typed in the session, which fields of its pages may show. */
  readonly hasSecrets: () => boolean;
  /** Whether somebody who is no admin may still watch. */
  readonly mayStay: (viewer: Viewer) => Promise<boolean>;
}

/** Milliseconds between two looks at whether those who watch still may. */
const STAY_MS = 60_000;

type Shown = Pick<LiveState, "tabs" | "canGoBack" | "canGoForward" | "isLoading">;
/** What all viewers are shown alike. */
type ForAll = Omit<LiveState, "role" | "viewers" | "holder">;

const NOTHING: Shown = { tabs: [], canGoBack: false, canGoForward: false, isLoading: false };

/** Those who watch one session, and what they do; at rest while nobody is there. */
export class LiveRoom {
  readonly #parts: RoomParts;
  readonly #lines = new Set<ViewerLine>();
  readonly #pulse = new Pulse();
  readonly #casts: Readonly<Record<LiveSize, CastDesk>>;
  readonly #desk: PersonDesk;
  #hands: PersonHands | undefined;
  #isRunning = false;
  #lookedAt = Date.now();
  #tool = "";

  constructor(parts: RoomParts) {
    this.#parts = parts;
    const lookers = (size: LiveSize) => () =>
      [...this.#lines].filter(
        (line) => line.viewer.size === size && line.isLooking && !this.#hiddenFrom(line),
      );
    this.#casts = {
      full: new CastDesk("full", lookers("full")),
      tile: new CastDesk("tile", lookers("tile")),
    };
    const onChange = () => this.#pulse.beat();
    const onGiven = () => this.#stopCasts();
    this.#desk = new PersonDesk({ ...parts, hands: () => this.#hands, onChange, onGiven });
  }

  /** How many people watch in full. */
  get viewers(): number {
    return [...this.#lines].filter(({ viewer }) => viewer.size === "full").length;
  }

  /** Connects a viewer, and answers its handshake. */
  admit(viewer: Viewer): Response {
    const parts = this.#parts;
    const { 0: theirs, 1: ours } = new WebSocketPair();
    const line = new ViewerLine(ours, viewer, {
      asked: (asking, ask) => this.#hear(asking, ask),
      left: (leaving) => this.#leave(leaving),
      mayGiveFiles: ({ id }) => this.#hands?.chooser !== undefined && parts.hold.isHeldBy(id),
    });
    if (this.#hasPlaceFor(viewer)) this.#lines.add(line);
    else line.end(`${MAX_VIEWERS} people watch already.`);
    this.#run();
    return new Response(null, { status: 101, webSocket: theirs });
  }

  /** Whoever has shown more than a link takes the place of one who has not. */
  #hasPlaceFor({ name }: Viewer): boolean {
    if (this.#lines.size < MAX_VIEWERS) return true;
    if (name === LINK_HOLDER) return false;
    const { hold } = this.#parts;
    const other = [...this.#lines].findLast(
      (line) => line.viewer.name === LINK_HOLDER && !hold.isHeldBy(line.id),
    );
    other?.end("Somebody else needed your place.");
    return other !== undefined;
  }

  /** An agent's tool begins or, without a name, has ended. */
  acts(tool: string, isActing: boolean): void {
    if (this.#lines.size === 0) return;
    this.#tool = tool;
    for (const cast of Object.values(this.#casts)) cast.slower = tool === "" ? 1 : 3;
    if (tool !== "" && isActing) for (const line of this.#full()) line.tell({ type: "act", tool });
  }

  /** Ends it for everybody, with the reason. */
  end(reason: string): void {
    for (const line of [...this.#lines]) line.end(reason);
  }

  #full(): ViewerLine[] {
    return [...this.#lines].filter(({ viewer }) => viewer.size === "full");
  }

  #run(): void {
    this.#pulse.beat();
    if (this.#isRunning || this.#lines.size === 0) return;
    this.#isRunning = true;
    this.#rounds().catch((error) => this.#parts.log("live_view_failed", error));
  }

  async #rounds(): Promise<void> {
    try {
      while (this.#lines.size > 0) {
        const seen = this.#pulse.count;
        await this.#round().catch((error) => this.#parts.log("live_round_failed", error));
        await new Promise((resolve) => setTimeout(resolve, BREATH_MS));
        await this.#pulse.after(seen, this.#full().length > 0 ? ROUND_MS : TILE_ROUND_MS);
      }
    } finally {
      this.#isRunning = false;
      this.#letGo();
      await Promise.all(Object.values(this.#casts).map((cast) => cast.stop()));
      // Somebody may have come meanwhile.
      this.#run();
    }
  }

  #letGo(): void {
    if (this.#hands !== undefined) this.#hands.browser.onPoint = undefined;
    this.#hands?.end();
    this.#hands = undefined;
  }

  async #round(): Promise<void> {
    await this.#sendAway();
    // Before any picture is sent, which depends on it.
    await this.#parts.cover(undefined);
    const late = () => new Error("late");
    const browser = await within(this.#parts.browser(), CONNECT_MS, late).catch(() => undefined);
    const isThere = browser?.connected === true && browser.tabs.length > 0;
    const shown = isThere ? await this.#follow(browser) : this.#lose();
    const all = await this.#stateOf(shown);
    for (const line of this.#lines) line.tellState(this.#stateFor(line, all));
  }

  #lose(): Shown {
    this.#letGo();
    this.#stopCasts();
    return NOTHING;
  }

  /** What was drawn last is forgotten with them; the next round begins others. */
  #stopCasts(): void {
    for (const cast of Object.values(this.#casts)) void cast.stop();
  }

  async #follow(browser: Browser): Promise<Shown> {
    if (this.#hands?.browser !== browser) {
      this.#letGo();
      this.#hands = new PersonHands(browser, this.#parts.rules, () => this.#pulse.beat());
      browser.onPoint = (tab, { x, y }) => {
        if (tab !== browser.active) return;
        for (const line of this.#full()) line.tell({ type: "act", tool: this.#tool, x, y });
      };
    }
    const { active } = browser;
    this.#hands.watch(this.#parts.hold.holder !== undefined);
    await Promise.all(Object.values(this.#casts).map((cast) => cast.cast(browser, active)));
    if (this.#full().length === 0) return NOTHING;
    const bar = await this.#hands.bar();
    return { ...bar, isLoading: active.isAway };
  }

  #stateOf(shown: Shown): Promise<ForAll> {
    const { open: request } = this.#parts.requests;
    const dialog = this.#hands?.dialogs.first;
    const chooser = this.#hands?.chooser;
    return this.#parts.cover({
      ...this.#parts.about(),
      ...shown,
      ...(request === undefined ? {} : { request }),
      ...(dialog === undefined ? {} : { dialog }),
      ...(chooser === undefined ? {} : { chooser }),
    });
  }

  #stateFor(line: ViewerLine, all: ForAll): LiveState {
    const { hold } = this.#parts;
    const { holder } = hold;
    const { role } = line.viewer;
    const viewers = this.#full().map((one) => {
      return { name: one.viewer.name, role: one.viewer.role, isYou: one === line };
    });
    const isYou = hold.isHeldBy(line.id);
    const hidden = this.#hiddenFrom(line);
    return {
      ...all,
      role,
      viewers,
      ...(holder === undefined ? {} : { holder: { name: holder, isYou } }),
      ...(hidden === undefined ? {} : { hidden }),
    };
  }

  /** The agent holds its link too, and is not to see what is typed where no tool shows it. */
  #hiddenFrom({ id, viewer }: ViewerLine): LiveState["hidden"] {
    if (viewer.name !== LINK_HOLDER) return undefined;
    if (this.#parts.hasSecrets()) return "secret";
    const { hold } = this.#parts;
    return hold.holder === undefined || hold.isHeldBy(id) ? undefined : "held";
  }

  /** Ends the connections whose time is over, or whose grant lets them in no more. */
  async #sendAway(): Promise<void> {
    const now = Date.now();
    const isDue = now - this.#lookedAt >= STAY_MS;
    if (isDue) this.#lookedAt = now;
    for (const line of [...this.#lines]) {
      const { viewer } = line;
      if (viewer.until <= now) line.end(TIME_OVER);
      else if (isDue && !(await this.#parts.mayStay(viewer))) line.end(TIME_OVER);
    }
  }

  #leave(line: ViewerLine): void {
    this.#lines.delete(line);
    this.#desk.left(line);
    this.#pulse.beat();
  }

  #hear(line: ViewerLine, ask: LiveAsk): void {
    // A round may be late where a page stands still.
    if (line.viewer.until <= Date.now()) line.end(TIME_OVER);
    else if (ask.type === "shown") this.#casts[line.viewer.size].deliver();
    else if (ask.type === "pause") this.#pulse.beat();
    else this.#desk.obey(line, ask);
  }
}
