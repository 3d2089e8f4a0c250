import type { LiveKey } from "../../domain/live.ts";
import type { InputTarget } from "./input-target.ts";
import { textParts } from "./text-parts.ts";

/** Stands in the field, since some phones tell of no Backspace where there is nothing to take away. */
const FILLER = "    ";
/** Keys that phones tell as what they do to the field. */
const KEYS: Readonly<Record<string, { readonly key: string; readonly keyCode: number }>> = {
  insertLineBreak: { key: "Enter", keyCode: 13 },
  insertParagraph: { key: "Enter", keyCode: 13 },
  deleteContentBackward: { key: "Backspace", keyCode: 8 },
  deleteWordBackward: { key: "Backspace", keyCode: 8 },
  deleteSoftLineBackward: { key: "Backspace", keyCode: 8 },
  deleteContentForward: { key: "Delete", keyCode: 46 },
};

/** Hands text to the page that no key writes: compositions, pasted text, and what phones write. */
export function listenToText(target: InputTarget): void {
  listenToCompositions(target);
  listenToField(target);
  target.screen.addEventListener("paste", (event) => {
    event.preventDefault();
    if (target.isHeld) sendText(target, event.clipboardData?.getData("text/plain") ?? "");
  });
}

function listenToCompositions(target: InputTarget): void {
  const { typing } = target;
  let isComposing = false;
  typing.addEventListener("compositionstart", () => {
    isComposing = true;
  });
  typing.addEventListener("compositionupdate", ({ data }) => {
    if (target.isHeld) target.send({ type: "compose", text: data });
  });
  typing.addEventListener("compositionend", ({ data }) => {
    isComposing = false;
    if (target.isHeld && data === "") target.send({ type: "compose", text: "" });
    else if (target.isHeld) sendText(target, data);
    // Some browsers write into the field once more after this event.
    requestAnimationFrame(() => {
      if (!isComposing) refill(typing);
    });
  });
}

function listenToField(target: InputTarget): void {
  const { typing } = target;
  typing.addEventListener("beforeinput", (event) => {
    if (event.isComposing || event.inputType === "insertCompositionText") return;
    if (event.cancelable) event.preventDefault();
    if (target.isHeld) sendEdit(target, event);
  });
  typing.addEventListener("input", (event) => {
    if (event instanceof InputEvent && event.isComposing) return;
    refill(typing);
  });
  typing.addEventListener("focus", () => refill(typing));
}

function refill(typing: HTMLTextAreaElement): void {
  if (typing.value !== FILLER) typing.value = FILLER;
  typing.setSelectionRange(FILLER.length, FILLER.length);
}

function sendEdit(target: InputTarget, { inputType, data, dataTransfer }: InputEvent): void {
  const key = KEYS[inputType];
  if (key !== undefined) sendKey(target, key);
  else if (inputType.startsWith("insert")) {
    sendText(target, data ?? dataTransfer?.getData("text/plain") ?? "");
  }
}

function sendKey(target: InputTarget, { key, keyCode }: { key: string; keyCode: number }): void {
  const down: LiveKey = {
    ...{ type: "key", kind: "down", key, code: key, keyCode },
    ...{ location: 0, isRepeated: false, modifiers: 0 },
  };
  target.send(down);
  target.send({ ...down, kind: "up" });
}

function sendText(target: InputTarget, text: string): void {
  for (const part of textParts(text)) target.send({ type: "text", text: part });
}
