import type { Detail, PageLine, WalkRequest, WalkResult } from "../in-page-contract.ts";
import { elementOf, nextRef, refFor, reserveRefs } from "./registry.ts";
import {
  behavesLikeControl,
  isControlRole,
  isLabelOfShownControl,
  nameOf,
  roleOf,
} from "./roles.ts";
import { describeState, quote } from "./states.ts";
import { frameIdOf, renderedChildren } from "./tree.ts";
import { clean, hasBox, rendering, standIn } from "./visibility.ts";

const NAME_LENGTH = 100;
const FACT_LENGTH = 160;
const LANDMARKS = /^(navigation|main|complementary|banner|contentinfo|search|form|region)$/;
const GROUPS = /^(dialog|alertdialog|group|radiogroup|menu|tablist|listbox|tree|toolbar)$/;
const LIVE = /^(alert|status|log)$/;
const SKIPPED = new Set(["SCRIPT", "STYLE", "NOSCRIPT", "TEMPLATE", "HEAD", "OPTION", "OPTGROUP"]);

interface Place {
  readonly depth: number;
  /** Text stands in the name of a control or heading already. */
  readonly named: boolean;
}

/** Reads the page below `rootRef` or the body into lines; gives refs to new controls. */
export function walk(request: WalkRequest): WalkResult {
  reserveRefs(request.nextRef);
  const walker = new Walker(request.detail);
  const root = request.rootRef === undefined ? document.body : elementOf(request.rootRef);
  if (root?.isConnected) walker.visit(root, { depth: 0, named: false });
  walker.flush(0);
  return { lines: walker.lines, refs: walker.refs, nextRef: nextRef() };
}

/** The snapshot line of one element, without what is inside it. */
export function lineOf(element: Element): string {
  const role = roleOf(element);
  return controlLine(element, isControlRole(role) ? role : role || clickableRole(element));
}

function controlLine(element: Element, role: string): string {
  const name = nameOf(element);
  const named = name === "" ? "" : ` ${quote(name, NAME_LENGTH)}`;
  return `@e${refFor(element)} ${role}${named}${describeState(element, role)}`;
}

function clickableRole(element: Element): string {
  return element.getAttribute("contenteditable") === null ? "clickable" : "textbox";
}

class Walker {
  readonly lines: PageLine[] = [];
  readonly refs: number[] = [];
  readonly #detail: Detail;
  #text: string[] = [];

  constructor(detail: Detail) {
    this.#detail = detail;
  }

  visit(node: Node, place: Place): void {
    if (node instanceof Text) this.#addText(node, place);
    else if (node instanceof Element && !SKIPPED.has(node.tagName)) this.#element(node, place);
  }

  #element(element: Element, place: Place): void {
    const style = getComputedStyle(element);
    const state = rendering(style);
    const role = roleOf(element);
    if (state === "none") this.#hidden(element, role, place);
    else if (element instanceof HTMLIFrameElement) this.#frame(element, place);
    else if (state === "shown" && this.#isControl(element, role, style)) {
      this.#control(element, isControlRole(role) ? role : clickableRole(element), place);
    } else if (state !== "shown" || !this.#structure(element, role, place)) {
      this.#inside(element, style, place);
    }
  }

  /** An input hidden behind its own visible label is still a control. */
  #hidden(element: Element, role: string, place: Place): void {
    if (element instanceof HTMLInputElement && standIn(element) !== undefined) {
      this.#control(element, role, place);
    }
  }

  #isControl(element: Element, role: string, style: CSSStyleDeclaration): boolean {
    if (isControlRole(role))
      return role !== "video" && role !== "audio" ? true : hasControls(element);
    return behavesLikeControl(element, style) && hasBox(element);
  }

  #control(element: Element, role: string, place: Place): void {
    this.flush(place.depth);
    const ref = refFor(element);
    this.refs.push(ref);
    this.#push(place.depth, controlLine(element, role), ref);
    if (element instanceof HTMLSelectElement) return;
    this.#children(element, { depth: place.depth + 1, named: role !== "clickable" || place.named });
    this.flush(place.depth + 1);
  }

  #frame(frame: HTMLIFrameElement, place: Place): void {
    if (!hasBox(frame)) return;
    this.flush(place.depth);
    const id = frameIdOf(frame);
    const label = frame.title || frame.name;
    const name = label === "" ? "" : ` ${quote(label, NAME_LENGTH)}`;
    this.lines.push({
      depth: place.depth,
      text: `iframe ${frameOrigin(frame)}${name}`,
      ...(id === undefined ? {} : { frame: id }),
    });
  }

  /** Headings, landmarks, live regions, rows and groups; false when the element is none of them. */
  #structure(element: Element, role: string, place: Place): boolean {
    if (role === "heading") return this.#heading(element, place);
    if (LIVE.test(role) || isLive(element)) return this.#live(element, role, place);
    if (role === "row") return this.#row(element, place);
    if (LANDMARKS.test(role) || GROUPS.test(role)) return this.#group(element, role, place);
    return false;
  }

  #heading(element: Element, place: Place): boolean {
    if (place.named) return false;
    this.flush(place.depth);
    const level = element.getAttribute("aria-level") ?? element.tagName.slice(1);
    const name = nameOf(element);
    const start = this.lines.length;
    this.#children(element, { depth: place.depth, named: true });
    const only = this.lines[start];
    if (this.lines.length === start + 1 && only?.text.includes(quote(name, NAME_LENGTH))) {
      this.lines[start] = { ...only, text: `${only.text} [h${level}]` };
    } else if (name !== "" && this.#detail !== "controls") {
      this.lines.splice(start, 0, {
        depth: place.depth,
        text: `h${level} ${quote(name, FACT_LENGTH)}`,
      });
    }
    return true;
  }

  #live(element: Element, role: string, place: Place): boolean {
    this.flush(place.depth);
    const kind = LIVE.test(role) ? role : "status";
    const text = clean(
      element instanceof HTMLElement ? element.textContent : (element.textContent ?? ""),
    );
    if (text !== "") this.#push(place.depth, `${kind}: ${this.#fact(text)}`);
    this.#children(element, { depth: place.depth + 1, named: true });
    return true;
  }

  #row(element: Element, place: Place): boolean {
    this.flush(place.depth);
    const at = this.lines.length;
    const cells: string[] = [];
    for (const cell of renderedChildren(element)) {
      if (!(cell instanceof Element)) continue;
      this.visit(cell, { depth: place.depth + 1, named: false });
      cells.push(this.#takeText());
    }
    if (cells.some((cell) => cell !== "") && this.#detail !== "controls") {
      const text = `row: ${cells.map((cell) => this.#fact(cell)).join(" | ")}`;
      this.lines.splice(at, 0, { depth: place.depth, text });
    }
    return true;
  }

  #group(element: Element, role: string, place: Place): boolean {
    const label = element.getAttribute("aria-label") ?? labelText(element);
    if (label === "" && /^(group|form|region|listbox|menu|toolbar)$/.test(role)) return false;
    this.flush(place.depth);
    const at = this.lines.length;
    this.#children(element, { depth: place.depth + 1, named: place.named });
    this.flush(place.depth + 1);
    if (this.lines.length > at) {
      const name = label === "" ? "" : ` ${quote(label, NAME_LENGTH)}`;
      this.lines.splice(at, 0, { depth: place.depth, text: `${role}${name}${modalMark(element)}` });
    }
    return true;
  }

  #inside(element: Element, style: CSSStyleDeclaration, place: Place): void {
    if (element.tagName === "BR") return void this.#text.push(" ");
    const named = place.named || isLabelOfShownControl(element) || style.opacity === "0";
    const inline = style.display.startsWith("inline") || style.display === "contents";
    if (!inline) this.flush(place.depth);
    if (element instanceof HTMLImageElement && !named) this.#image(element, place);
    this.#children(element, { depth: place.depth, named });
    if (!inline && style.display !== "table-cell") this.flush(place.depth);
  }

  #image(image: HTMLImageElement, place: Place): void {
    if (this.#detail !== "full" || clean(image.alt) === "" || !hasBox(image)) return;
    this.flush(place.depth);
    this.#push(place.depth, `image ${quote(image.alt, NAME_LENGTH)}`);
  }

  #children(element: Element, place: Place): void {
    for (const child of renderedChildren(element)) this.visit(child, place);
  }

  #addText(node: Text, place: Place): void {
    if (place.named || this.#detail === "controls") return;
    const parent = node.parentElement;
    if (parent !== null && getComputedStyle(parent).visibility !== "visible") return;
    this.#text.push(node.data);
  }

  /** Writes collected text as a line of its own. */
  flush(depth: number): void {
    const text = this.#takeText();
    if (/[\p{L}\p{N}\p{Sc}]/u.test(text)) this.#push(depth, `text: ${this.#fact(text)}`);
  }

  #takeText(): string {
    const text = clean(this.#text.join(""));
    this.#text = [];
    return text;
  }

  #fact(text: string): string {
    if (this.#detail === "full" || text.length <= FACT_LENGTH) return text;
    const shown = text.slice(0, FACT_LENGTH - 20);
    return `${shown}… (+${text.length - shown.length} characters)`;
  }

  #push(depth: number, text: string, ref?: number): void {
    this.lines.push({ depth, text, ...(ref === undefined ? {} : { ref }) });
  }
}

function hasControls(element: Element): boolean {
  return element instanceof HTMLMediaElement && element.controls;
}

function isLive(element: Element): boolean {
  const live = element.getAttribute("aria-live");
  return live === "polite" || live === "assertive";
}

function modalMark(element: Element): string {
  const modal = element.matches(":modal") || element.getAttribute("aria-modal") === "true";
  return modal ? " [modal]" : "";
}

/** Only names given on purpose: a landmark without one is shown by its role alone. */
function labelText(element: Element): string {
  if (element instanceof HTMLFieldSetElement) {
    return clean(element.querySelector(":scope > legend")?.textContent ?? "");
  }
  return element.hasAttribute("aria-labelledby") ? nameOf(element) : "";
}

function frameOrigin(frame: HTMLIFrameElement): string {
  if (frame.hasAttribute("srcdoc")) return "srcdoc";
  const url = URL.parse(frame.src);
  if (url === null || frame.src === "about:blank") return "about:blank";
  return url.origin === "null" ? url.protocol : url.origin;
}
