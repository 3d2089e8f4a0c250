import type { FileAbout, FilePlace, FilesGiven } from "../in-page-contract.ts";
import { announce, fieldFor } from "./fields.ts";
import { listensFor } from "./listeners.ts";
import { boxOf, closest, matches, shadowOf } from "./plain-dom.ts";
import { composedParent } from "./tree.ts";

const FILE_INPUT = 'input[type="file"]';
/** What a person presses; what is dropped there is meant for something around it. */
const PRESSED = "a[href], button, summary, input, select, textarea, [role=button], [role=link]";

/** Bytes on their way, by file; as blobs they are kept outside of this process. */
let staged: Blob[][] = [];
/** The drag that has entered an element, until it is dropped or leaves. */
let entered: { readonly element: Element; readonly point: Point } | undefined;

type Point = Pick<MouseEventInit, "clientX" | "clientY">;

/** Takes a part of a file; the parts of one come in order. */
export function stageFile(index: number, base64: string): void {
  const characters = atob(base64);
  const bytes = new Uint8Array(characters.length);
  for (let at = 0; at < bytes.length; at++) bytes[at] = characters.charCodeAt(at);
  staged[index] ??= [];
  staged[index].push(new Blob([bytes]));
}

/** Forgets what was staged, and takes a drag away that was not dropped. */
export function unstageFiles(): void {
  staged = [];
  if (entered !== undefined) send("dragleave", new DataTransfer());
  entered = undefined;
}

/** Where the files of an upload to this element go, looked at before anything is done. */
export function filePlace(ref: number, files: readonly FileAbout[]): FilePlace {
  const element = fieldFor(ref);
  const inputs = fileInputsIn(element);
  const [input] = inputs;
  if (input !== undefined && inputs.length === 1) return inputPlace(input, files);
  if (isDropZone(element)) return { way: "drop" };
  return inputs.length > 1
    ? { way: "refused", why: "several file inputs are in it" }
    : { way: "press" };
}

/** Whether a file input takes these files, and what it says it wants where they are not that. */
export function inputPlace(input: HTMLInputElement, files: readonly FileAbout[]): FilePlace {
  if (input.type !== "file") return { way: "press" };
  if (matches(input, ":disabled")) return { way: "refused", why: "it is disabled" };
  if (input.webkitdirectory) {
    return { way: "refused", why: "it takes a whole folder, which upload cannot give" };
  }
  if (files.length > 1 && !input.multiple) {
    return { way: "refused", why: "it takes one file only" };
  }
  const isOther = files.some((file) => !isWanted(file, input.accept));
  return isOther ? { way: "input", wants: input.accept } : { way: "input" };
}

/** Gives what was staged to the file input of an element. */
export function setFiles(ref: number, files: readonly FileAbout[]): FilesGiven {
  const [input] = fileInputsIn(fieldFor(ref));
  return input === undefined ? { way: "gone" } : giveFiles(input, files);
}

/** Gives what was staged to a file input. */
export function giveFiles(input: HTMLInputElement, files: readonly FileAbout[]): FilesGiven {
  input.files = transferOf(stagedFiles(files)).files;
  // Before it is announced: many pages take the files out of the input at once.
  const held = Array.from(input.files, heldName);
  announce(input);
  return { way: "given", held };
}

/**
 * Drags files over an element; false where the page does not answer that it takes them, and then
 * they have left again. What they hold stays unknown until they are dropped, as with a person's.
 */
export function enterFiles(ref: number, files: readonly FileAbout[]): boolean {
  const element = fieldFor(ref);
  const { x, y, width, height } = boxOf(element);
  entered = { element, point: { clientX: x + width / 2, clientY: y + height / 2 } };
  const empty = transferOf(files.map(({ name, type }) => new File([], name, { type })));
  send("dragenter", empty);
  const isTaken = send("dragover", empty);
  if (!isTaken) unstageFiles();
  return isTaken;
}

/** Drops what was staged where `enterFiles` has dragged it. */
export function dropFiles(files: readonly FileAbout[]): FilesGiven {
  if (entered === undefined || !entered.element.isConnected) return { way: "gone" };
  const given = stagedFiles(files);
  const transfer = transferOf(given);
  if (!send("dragover", transfer)) return { way: "gone" };
  const isHandled = send("drop", transfer);
  entered = undefined;
  return { way: isHandled ? "dropped" : "dropped unheard", held: given.map(heldName) };
}

/** True when the page has claimed the event for itself. */
function send(type: string, dataTransfer: DataTransfer): boolean {
  const { element, point } = entered ?? {};
  const init = { bubbles: true, cancelable: true, composed: true, dataTransfer, ...point };
  if (element === undefined) return false;
  return !EventTarget.prototype.dispatchEvent.call(element, new DragEvent(type, init));
}

function stagedFiles(files: readonly FileAbout[]): File[] {
  return files.map(({ name, type }, index) => new File(staged[index] ?? [], name, { type }));
}

function transferOf(files: readonly File[]): DataTransfer {
  const transfer = new DataTransfer();
  for (const file of files) transfer.items.add(file);
  return transfer;
}

function heldName({ name, size }: File): string {
  return `${name} (${size} bytes)`;
}

/** The element itself or those inside it, shadow trees too; one for folders only if there is no other. */
function fileInputsIn(element: Element): HTMLInputElement[] {
  if (isFileInput(element)) return [element];
  const all = searchIn(element);
  const forFiles = all.filter((input) => !input.webkitdirectory);
  return forFiles.length > 0 ? forFiles : all;
}

function searchIn(root: Element | ShadowRoot): HTMLInputElement[] {
  const own = root instanceof Element ? shadowOf(root) : null;
  const { querySelectorAll } =
    root instanceof Element ? Element.prototype : DocumentFragment.prototype;
  const below = [...querySelectorAll.call(root, "*")];
  const found = below.flatMap((element) => {
    const shadow = shadowOf(element);
    return [...(isFileInput(element) ? [element] : []), ...(shadow ? searchIn(shadow) : [])];
  });
  return own === null ? found : [...searchIn(own), ...found];
}

function isFileInput(element: Element): element is HTMLInputElement {
  return element instanceof HTMLInputElement && matches(element, FILE_INPUT);
}

/** Whether the page listens for drops there, for the element or for what is around it. */
function isDropZone(element: Element): boolean {
  if (listensFor("drop", element)) return true;
  if (closest(element, PRESSED) !== null) return false;
  const parent = composedParent(element);
  return parent !== null && isDropZone(parent);
}

/** A person is offered only such files at first, and may ask for all of them. */
function isWanted({ name, type }: FileAbout, accept: string): boolean {
  const wanted = accept
    .split(",")
    .map((part) => part.trim().toLowerCase())
    .filter(Boolean);
  return wanted.length === 0 || wanted.some((part) => fits(name.toLowerCase(), type, part));
}

function fits(name: string, type: string, wanted: string): boolean {
  if (wanted.startsWith(".")) return name.endsWith(wanted);
  if (wanted.endsWith("/*")) return type.startsWith(wanted.slice(0, -1));
  return type === wanted;
}
