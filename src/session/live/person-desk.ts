import type { PersonInput } from "../../browser/live/person-input.ts";
import { ToolFailure } from "../../domain/failure.ts";
import type { LiveAsk } from "../../domain/live.ts";
import type { HumanRequests } from "../human-requests.ts";
import type { PageHold } from "../page-hold.ts";
import type { BrowserCommand, PersonHands } from "./person-hands.ts";
import type { ViewerLine } from "./viewer-line.ts";

/** What people do that stands in the audit. */
export type PersonDeed = "takeover.begin" | "takeover.end" | "request.done" | "request.declined";

export interface DeskParts {
  readonly hold: PageHold;
  readonly requests: HumanRequests;
  /** Notes in the audit what a person does. */
  readonly note: (what: PersonDeed, by: string) => void;
  /** A person's input is use of the session. */
  readonly used: () => void;
  /** What a person did may have changed what is to be kept. */
  readonly keep: () => void;
  /** Gives a session that rests its browser back. */
  readonly wake: () => Promise<void>;
  readonly log: (event: string, error: unknown) => void;
  /** Of the browser there is; undefined while there is none. */
  readonly hands: () => PersonHands | undefined;
  /** There is something new to show. */
  readonly onChange: () => void;
  /** Others see the page from here on, and are to see nothing that was drawn before. */
  readonly onGiven: () => void;
}

/** What a viewer asks of the session's object itself. */
export type Wish = Exclude<LiveAsk, { readonly type: "shown" | "pause" }>;

const ENDED = "That request waits no more.";
const WATCH_ONLY = "This link only lets you watch.";
/** Commands that are under way at a time. */
const MOST_AT_ONCE = 20;
/** Milliseconds between two takeovers by one viewer, each of which is a row of the audit. */
const TAKE_MS = 500;
const TOO_FAST = "One after another: what came before is still under way.";
const NO_BROWSER = "The session has no browser at the moment.";

/** Decides what a viewer may do, and does it. */
export class PersonDesk {
  readonly #parts: DeskParts;
  #underWay = 0;
  readonly #tookAt = new WeakMap<ViewerLine, number>();

  constructor(parts: DeskParts) {
    this.#parts = parts;
  }

  obey(line: ViewerLine, wish: Wish): void {
    const { hold } = this.#parts;
    const { role, size } = line.viewer;
    if (role !== "control" || size !== "full") this.#refuse(line, WATCH_ONLY);
    else if (wish.type === "take") this.#take(line);
    else if (wish.type === "answer") this.#answer(line, wish);
    else if (!hold.isHeldBy(line.id)) {
      if (!isInput(wish)) this.#refuse(line, "Take over first.");
    } else if (wish.type === "give") this.left(line);
    else if (isInput(wish)) this.#touch(wish);
    else this.#run(line, wish);
  }

  /** Whoever goes gives the page back. */
  left(line: ViewerLine): void {
    const { hold, hands, note, keep, onChange, onGiven } = this.#parts;
    if (!hold.give(line.id)) return;
    onGiven();
    hands()?.watch(false);
    note("takeover.end", line.viewer.name);
    keep();
    onChange();
  }

  #take(line: ViewerLine): void {
    const { hold, hands, note, onChange, onGiven, used, wake } = this.#parts;
    if (hold.isHeldBy(line.id)) return;
    const now = Date.now();
    if (now - (this.#tookAt.get(line) ?? 0) < TAKE_MS) {
      this.#refuse(line, "The page was taken over a moment ago. Try again.");
      return;
    }
    this.#tookAt.set(line, now);
    if (hold.holder !== undefined) {
      onGiven();
      note("takeover.end", hold.holder);
    }
    hold.take(line.id, line.viewer.name);
    note("takeover.begin", line.viewer.name);
    used();
    hands()?.watch(true);
    onChange();
    if (hands() !== undefined) return;
    wake().then(onChange, (error) => this.#tell(line, error));
  }

  #answer(line: ViewerLine, { requestId, isDone, note: said }: Extract<Wish, { type: "answer" }>) {
    const { requests, note, used } = this.#parts;
    const by = line.viewer.name;
    if (!requests.answer(requestId, { isDone, note: said, by })) {
      this.#refuse(line, ENDED);
      return;
    }
    note(isDone ? "request.done" : "request.declined", by);
    used();
    this.left(line);
    this.#parts.onChange();
  }

  #touch(input: PersonInput): void {
    const { hands, used } = this.#parts;
    used();
    hands()?.touch(input);
  }

  #run(line: ViewerLine, command: BrowserCommand): void {
    const { hands, used, onChange } = this.#parts;
    used();
    const there = hands();
    // What came before may wait for the dialog itself.
    const isTooFast = this.#underWay >= MOST_AT_ONCE && command.type !== "dialog";
    if (there === undefined || isTooFast) {
      this.#refuse(line, there === undefined ? NO_BROWSER : TOO_FAST);
      return;
    }
    this.#underWay++;
    there
      .run(command)
      .then(
        (trouble) => void (trouble !== undefined && this.#refuse(line, trouble)),
        (error) => this.#tell(line, error),
      )
      .finally(() => {
        this.#underWay--;
        onChange();
      });
  }

  #refuse(line: ViewerLine, text: string): void {
    line.tell({ type: "told", isError: true, text });
  }

  #tell(line: ViewerLine, error: unknown): void {
    if (!(error instanceof ToolFailure)) this.#parts.log("person_command_failed", error);
    const text = error instanceof ToolFailure ? error.failure.what : "That did not work.";
    this.#refuse(line, text);
  }
}

function isInput(wish: Wish): wish is Extract<Wish, PersonInput> {
  return ["pointer", "wheel", "touch", "key", "text", "compose"].includes(wish.type);
}
