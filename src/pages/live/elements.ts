import { button, make } from "../shared/make.ts";

type Child = Node | string;

const SVG = "http://www.w3.org/2000/svg";

/** Paths in a square of 24. */
const ICONS = {
  back: "M14 6l-6 6 6 6M8.5 12H19",
  forward: "M10 6l6 6-6 6M15.5 12H5",
  reload: "M19 12a7 7 0 1 1-2.1-5M19 4v4.2h-4.2",
  close: "M7 7l10 10M17 7L7 17",
  plus: "M12 5v14M5 12h14",
  keyboard: "M3 7h18v11H3zM7 10.5h.01M12 10.5h.01M17 10.5h.01M8 14.5h8",
  actual: "M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5",
} as const;

/** A drawing that says nothing to screen readers. */
function icon(name: keyof typeof ICONS): SVGElement {
  const drawing = document.createElementNS(SVG, "svg");
  drawing.setAttribute("viewBox", "0 0 24 24");
  drawing.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ICONS[name]);
  drawing.append(path);
  return drawing;
}

/** A button that shows a drawing; its name is for screen readers and for the pointer that rests on it. */
export function iconButton(
  name: keyof typeof ICONS,
  label: string,
  onPress: () => void,
): HTMLButtonElement {
  const made = make("button", { type: "button", class: "icon" }, icon(name));
  nameButton(made, label);
  made.addEventListener("click", onPress);
  return made;
}

/** Names a button that has no words of its own. */
export function nameButton(named: HTMLButtonElement, label: string): void {
  if (named.title === label) return;
  named.title = label;
  named.setAttribute("aria-label", label);
}

/** A button with words; `kind` is `go`, `stop` or nothing. */
export function wordButton(label: string, kind: string, onPress: () => void): HTMLButtonElement {
  return button(label, onPress, { class: kind });
}

/** A card with a heading that names it. */
export function card(id: string, title: string, ...children: readonly Child[]): HTMLElement {
  const heading = make("h2", { id: `${id}-title` }, title);
  const attributes = { id, class: "card", "aria-labelledby": heading.id, tabindex: "-1" };
  return make("section", attributes, heading, ...children);
}
