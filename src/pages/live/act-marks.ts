import { make } from "../shared/make.ts";
import type { Size } from "./fit.ts";
import type { Place } from "./input-target.ts";

/** At a time; an agent may act faster than marks fade. */
const MOST_MARKS = 12;
const MARK_MS = 700;

/** Rings that fade where the agent acts, over the picture and never in the way of the pointer. */
export class ActMarks {
  readonly element = make("div", { class: "marks", "aria-hidden": "true" });

  /** A place on a page of that size. */
  add({ x, y }: Place, { width, height }: Size): void {
    const mark = make("span", { class: "mark" });
    mark.style.left = `${(x / width) * 100}%`;
    mark.style.top = `${(y / height) * 100}%`;
    if (this.element.childElementCount >= MOST_MARKS) this.element.firstElementChild?.remove();
    this.element.append(mark);
    setTimeout(() => mark.remove(), MARK_MS);
  }
}
