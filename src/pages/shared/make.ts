type Part = Node | string | undefined;

/** Names and values of attributes; true is an empty one, false and undefined are none. */
export type Attributes = Readonly<Record<string, string | boolean | undefined>>;

/** An element with its parts; texts become text and never markup. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...parts: readonly Part[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) mark(element, name, value);
  element.append(...parts.filter((part) => part !== undefined));
  return element;
}

/** Sets an attribute or takes it away, and touches nothing where it is so already. */
export function mark(element: Element, name: string, value: string | boolean | undefined): void {
  if (value === undefined || value === false) element.removeAttribute(name);
  else if (element.getAttribute(name) !== String(value === true ? "" : value)) {
    element.setAttribute(name, value === true ? "" : value);
  }
}

/** Writes a text where it is another one, so that screen readers hear what has changed alone. */
export function write(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

/** Shows an element or not, which is then nothing to the keyboard and to screen readers either. */
export function show(element: HTMLElement, isShown: boolean): void {
  if (element.hidden === isShown) element.hidden = !isShown;
}

/** A button that submits nothing. */
export function button(text: string, act: () => void, attributes: Attributes = {}) {
  const made = make("button", { type: "button", ...attributes }, text);
  made.addEventListener("click", act);
  return made;
}
