import { button, make, show, write } from "../shared/make.ts";

const text = make("p", { role: "status" });
const box = make(
  "div",
  { class: "notice", hidden: true },
  text,
  button("Close", () => show(box, false), { class: "small" }),
);

/** Where notices stand; screen readers hear each new one. */
export const NOTICES: HTMLElement = box;

/** Tells what has happened, in one line that stays until it is closed or the next one comes. */
export function notice(words: string, kind: "good" | "bad" | "" = ""): void {
  box.className = `notice ${kind}`.trim();
  show(box, true);
  write(text, words);
}
