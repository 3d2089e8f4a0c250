import { button, make, write } from "../shared/make.ts";

let count = 0;

/** A dialog in front of the page, named by its title. */
export interface OpenDialog {
  readonly element: HTMLDialogElement;
  /** Takes it away; whoever had the focus before gets it back. */
  close(): void;
}

/** Opens it; it goes with `close`, or with the Escape key. */
export function openDialog(
  title: string,
  parts: readonly Node[],
  { kind = "", onClose }: { readonly kind?: string; readonly onClose?: () => void } = {},
): OpenDialog {
  const id = `dialog-${++count}`;
  const heading = make("h2", { id }, title);
  const element = make("dialog", { class: kind, "aria-labelledby": id }, heading, ...parts);
  element.addEventListener("close", () => {
    element.remove();
    onClose?.();
  });
  document.body.append(element);
  element.showModal();
  return { element, close: () => element.close() };
}

/** Asks before something is done that cannot be undone; the way back has the focus. */
export function askFirst(title: string, words: string, verb: string): Promise<boolean> {
  return new Promise((resolve) => {
    let isAgreed = false;
    const back = button("Cancel", () => dialog.close(), { autofocus: true });
    const go = button(
      verb,
      () => {
        isAgreed = true;
        dialog.close();
      },
      { class: "stop" },
    );
    const parts = [make("p", {}, words), make("div", { class: "buttons" }, back, go)];
    const dialog = openDialog(title, parts, { kind: "ask", onClose: () => resolve(isAgreed) });
  });
}

/** Shows something that is told this once, with a button that copies it. */
export function showOnce(title: string, words: string, secret: string, more: string): void {
  const shown = make("output", { class: "secret mono" }, secret);
  const copy = button("Copy", () => void copyFrom(shown, copy), { class: "go", autofocus: true });
  const done = button("Done", () => dialog.close());
  const dialog = openDialog(title, [
    make("p", {}, words),
    shown,
    make("p", { class: "soft" }, more),
    make("div", { class: "buttons" }, copy, done),
  ]);
}

/** Where the browser does not let a page copy, the text is marked for the person's own keys. */
async function copyFrom(shown: HTMLElement, copy: HTMLElement): Promise<void> {
  try {
    await navigator.clipboard.writeText(shown.textContent);
    write(copy, "Copied");
  } catch {
    getSelection()?.selectAllChildren(shown);
    write(copy, "Marked: copy it with your keys");
  }
}
