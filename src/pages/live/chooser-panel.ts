import {
  type LiveChooser,
  type LiveFile,
  type LiveState,
  MAX_LIVE_FILES_BYTES,
} from "../../domain/live.ts";
import { make, write } from "../shared/make.ts";
import { wordButton } from "./elements.ts";
import { liveFileOf } from "./live-file.ts";
import type { Ask, Part } from "./part.ts";
import { Popup } from "./popup.ts";
import { sizeOf } from "./words.ts";

/** The page asks for files: some of the person's own, or none. */
export class ChooserPanel implements Part {
  readonly popup: Popup<LiveChooser>;
  readonly #files = make("input", { id: "files", type: "file", "aria-describedby": "files-told" });
  readonly #told = make("p", { id: "files-told", role: "status" });
  readonly #give = make("button", { class: "go" }, "Give to the page");
  readonly #ask: Ask;

  constructor(ask: Ask) {
    this.#ask = ask;
    const label = make("label", { for: "files" }, "Files of this device");
    const none = wordButton("Choose none", "", () => this.#choose([]));
    const buttons = make("div", { class: "buttons" }, none, this.#give);
    const form = make("form", {}, label, this.#files, this.#told, buttons);
    this.#files.addEventListener("change", () => this.#count());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#send();
    });
    this.popup = new Popup("chooser", "The page asks for files", form, {
      fill: ({ isMultiple }) => this.#fill(isMultiple),
      dismissed: () => this.#choose([]),
    });
  }

  get element(): HTMLElement {
    return this.popup.element;
  }

  render({ chooser, holder }: LiveState): void {
    this.popup.want(holder?.isYou === true ? chooser : undefined);
  }

  #fill(isMultiple: boolean): void {
    this.#files.multiple = isMultiple;
    this.#files.value = "";
    this.#count();
  }

  /** Tells how much it is, and whether it may be given. */
  #count(): boolean {
    const files = [...(this.#files.files ?? [])];
    const bytes = files.reduce((sum, { size }) => sum + size, 0);
    const isTooMuch = bytes > MAX_LIVE_FILES_BYTES;
    const most = `${sizeOf(MAX_LIVE_FILES_BYTES)} at most`;
    const given = isTooMuch ? `${sizeOf(bytes)} are too much: ${most}.` : `${sizeOf(bytes)}.`;
    write(this.#told, files.length === 0 ? `${most}, all together.` : given);
    this.#told.classList.toggle("problem", isTooMuch);
    this.#give.disabled = files.length === 0 || isTooMuch;
    return !this.#give.disabled;
  }

  async #send(): Promise<void> {
    const { asked } = this.popup;
    if (!this.#count()) return;
    this.#give.disabled = true;
    const reading = [...(this.#files.files ?? [])].map(liveFileOf);
    const files = await Promise.all(reading).catch(() => undefined);
    if (this.popup.asked !== asked) return;
    if (files === undefined) write(this.#told, "A file could not be read. Choose again.");
    else this.#choose(files);
  }

  #choose(files: readonly LiveFile[]): void {
    const chooser = this.popup.answer();
    if (chooser !== undefined) this.#ask({ type: "files", id: chooser.id, files });
  }
}
