import type { Detail, PageLine, WalkRequest, WalkResult } from "../in-page-contract.ts";
import { cut } from "../visible-text.ts";
import { clickableName, controlLine, controlName, kindOf, NAME_LENGTH } from "./lines.ts";
import { Sources, settlePicture } from "./pictures.ts";
import { tagOf } from "./plain-dom.ts";
import { elementOf, nextRef, refFor, reserveRefs } from "./registry.ts";
import {
  behaviourOf,
  controlBehind,
  isClickable,
  isControlRole,
  isRepeatedByControl,
  nameOf,
  roleOf,
} from "./roles.ts";
import { fieldValue, quote } from "./states.ts";
import { groupHead, isGroupsLegend, isLayoutRow, levelOf, liveKind } from "./structure.ts";
import { shownText } from "./text.ts";
import { composedParent, frameIdOf } from "./tree.ts";
import {
  clean,
  hasBox,
  occupies,
  PLAIN_SIGHT,
  type Sight,
  shownChildren,
  sightOf,
} from "./visibility.ts";

export { lineOf } from "./lines.ts";

const FACT_LENGTH = 160;
/** Lines of one document; the server keeps as many refs free for it. */
const MAX_LINES = 20_000;
const SKIPPED = /^(SCRIPT|STYLE|TEMPLATE|HEAD|OPTION|OPTGROUP)$/;
const GAUGES = /^(progressbar|meter)$/;

interface Place {
  readonly depth: number;
  /** Text stands in the name of a control or heading already. */
  readonly named: boolean;
  /** Inside a control, whose pointer cursor its parts share. */
  readonly owned: boolean;
  readonly sight: Sight;
}

/** Reads the page below `rootRef` or the body into lines; gives refs to new controls. */
export function walk(request: WalkRequest): WalkResult {
  reserveRefs(request.nextRef);
  const walker = new Walker(request.detail);
  const { body } = document;
  const root =
    request.rootRef === undefined ? (body ?? document.documentElement) : shownRoot(request.rootRef);
  if (root) walker.visit(root, { depth: 0, named: false, owned: false, sight: PLAIN_SIGHT });
  walker.flush(0);
  if (walker.full) walker.lines.push({ depth: 0, text: "(the page goes on; name a selector)" });
  const { lines, refs, sources } = walker;
  return { lines, refs, nextRef: nextRef(), ...settlePicture(lines, sources, request) };
}

/** Undefined for an element that nobody sees, as for one that is gone. */
function shownRoot(ref: number): Element | undefined {
  const element = elementOf(ref);
  if (element === undefined || !element.isConnected) return undefined;
  const drawn = element.checkVisibility() || getComputedStyle(element).display === "contents";
  return drawn ? element : undefined;
}

class Walker {
  readonly lines: PageLine[] = [];
  readonly refs: number[] = [];
  readonly sources = new Sources();
  readonly #detail: Detail;
  #text = "";
  /** What the collected text stands in. */
  #textOf = new Set<Element>();
  /** Blocks inside a table cell stay on the row's line. */
  #inCell = false;

  constructor(detail: Detail) {
    this.#detail = detail;
  }

  get full(): boolean {
    return this.lines.length >= MAX_LINES;
  }

  visit(node: Node, place: Place): void {
    if (this.full) return;
    if (node instanceof Text) this.#addText(node, place);
    else if (node instanceof Element && !SKIPPED.test(tagOf(node))) this.#element(node, place);
  }

  #element(element: Element, outer: Place): void {
    const style = getComputedStyle(element);
    const sight = sightOf(element, style, outer.sight);
    if (sight === undefined) return;
    const place = { ...outer, sight };
    const role = roleOf(element);
    if (element instanceof HTMLIFrameElement || element instanceof HTMLFrameElement) {
      this.#frame(element, place);
    } else if (this.#isControl(element, role, style, place)) {
      this.#control(element, role, style, place);
    } else if (!this.#structure(element, role, style, place)) {
      this.#inside(element, style, place);
    }
  }

  #isControl(element: Element, role: string, style: CSSStyleDeclaration, place: Place): boolean {
    if (!place.sight.self) return false;
    if (element instanceof HTMLMediaElement) return element.controls;
    if (isControlRole(role)) return occupies(element);
    const behaviour = behaviourOf(element, style);
    if (behaviour === "point" && (place.owned || place.sight.mute)) return false;
    return isClickable(behaviour, role) && occupies(element);
  }

  #control(element: Element, role: string, style: CSSStyleDeclaration, place: Place): void {
    this.flush(place.depth);
    const ref = refFor(element);
    this.refs.push(ref);
    const brief = this.#detail === "controls";
    const { name, complete } = isControlRole(role)
      ? controlName(element)
      : clickableName(element, brief);
    const max = this.#detail === "full" ? FACT_LENGTH * 10 : NAME_LENGTH;
    const text = controlLine(element, kindOf(element), name, max);
    this.lines.push(this.sources.note({ depth: place.depth, text, ref }, [element], complete));
    const owned = place.owned || isControlRole(role);
    const named = complete || place.named;
    this.#children(element, style, { ...place, depth: place.depth + 1, named, owned });
    this.flush(place.depth + 1);
  }

  #frame(frame: HTMLIFrameElement | HTMLFrameElement, place: Place): void {
    if (!hasBox(frame) || !place.sight.self) return;
    this.flush(place.depth);
    const id = frameIdOf(frame);
    const label = ("title" in frame ? frame.title : "") || frame.name;
    const line = {
      depth: place.depth,
      text: label === "" ? "" : ` ${quote(label, NAME_LENGTH)}`,
      frame: { src: frame.src, ...(id === undefined ? {} : { id }) },
    };
    this.lines.push(this.sources.note(line, [frame]));
  }

  /** Headings, landmarks, live regions, rows and groups; false when the element is none of them. */
  #structure(element: Element, role: string, style: CSSStyleDeclaration, place: Place): boolean {
    if (this.#detail === "controls" || place.named) return false;
    if (role === "heading") return this.#heading(element, style, place);
    if (role === "row") return this.#row(element, style, place);
    if (GAUGES.test(role)) return this.#gauge(element, role, place);
    if (this.#inCell) return false;
    const head = groupHead(element, role);
    if (head !== undefined) return this.#group(element, head, style, place);
    const kind = liveKind(element, role);
    return kind !== undefined && this.#live(element, kind, style, place);
  }

  #heading(element: Element, style: CSSStyleDeclaration, place: Place): boolean {
    const name = shownText(element, this.#factLength) || nameOf(element);
    if (name === "" || !place.sight.text) return false;
    this.flush(place.depth);
    const start = this.lines.length;
    this.#children(element, style, { ...place, named: true });
    const only = this.lines[start];
    const mark = levelOf(element);
    if (this.lines.length === start + 1 && only?.text.includes(quote(name, NAME_LENGTH))) {
      const marked = { ...only, text: `${only.text} [${mark}]` };
      this.lines[start] = this.sources.note(marked, [element, ...this.sources.of(only)], true);
    } else this.#insert(start, place.depth, `${mark} ${quote(name, this.#factLength)}`, [element]);
    return true;
  }

  /** The first text of a live region stands on its own line, what else is in it below. */
  #live(element: Element, kind: string, style: CSSStyleDeclaration, place: Place): boolean {
    this.flush(place.depth);
    const at = this.lines.length;
    this.#children(element, style, { ...place, depth: place.depth + 1 });
    this.flush(place.depth + 1);
    const first = this.lines[at];
    if (first === undefined) return true;
    const text = first.text.startsWith("text: ") ? first.text.slice(5) : undefined;
    if (text !== undefined) this.lines.splice(at, 1);
    const own = text === undefined ? [] : this.sources.of(first);
    const said = text === undefined ? kind : `${kind}:${text}`;
    this.#insert(at, place.depth, said, [element, ...own], false);
    return true;
  }

  #row(row: Element, style: CSSStyleDeclaration, place: Place): boolean {
    if (this.#inCell || isLayoutRow(row)) return false;
    this.flush(place.depth);
    const at = this.lines.length;
    this.#inCell = true;
    const cells: string[] = [];
    const of: Element[] = [row];
    for (const cell of shownChildren(row, style)) {
      if (!(cell instanceof Element)) continue;
      this.visit(cell, { ...place, depth: place.depth + 1 });
      of.push(...this.#textOf);
      cells.push(this.#fact(this.#takeText()));
    }
    this.#inCell = false;
    const text = cells.join(" | ").replace(/[ |]+$/, "");
    if (text !== "") this.#insert(at, place.depth, `row: ${text}`, of);
    else if (this.lines.length > at) this.#insert(at, place.depth, "row", of);
    return true;
  }

  #gauge(element: Element, role: string, place: Place): boolean {
    const value = fieldValue(element, role);
    if (value === undefined || !place.sight.text) return false;
    this.flush(place.depth);
    const name = nameOf(element);
    const named = name === "" ? "" : ` ${quote(name, NAME_LENGTH)}`;
    this.#push(place.depth, `${role}${named} value=${quote(value, NAME_LENGTH)}`, [element]);
    return true;
  }

  #group(element: Element, head: string, style: CSSStyleDeclaration, place: Place): boolean {
    this.flush(place.depth);
    const at = this.lines.length;
    this.#children(element, style, { ...place, depth: place.depth + 1 });
    this.flush(place.depth + 1);
    if (this.lines.length > at) this.#insert(at, place.depth, head, [element], false);
    return true;
  }

  #inside(element: Element, style: CSSStyleDeclaration, place: Place): void {
    if (tagOf(element) === "BR") this.#text += " ";
    const inline = style.display.startsWith("inline") || style.display === "contents";
    if (!inline) this.flush(place.depth);
    const behind = place.sight.self ? controlBehind(element) : undefined;
    if (behind !== undefined)
      this.#control(behind, roleOf(behind), getComputedStyle(behind), place);
    if (element instanceof HTMLImageElement) this.#image(element, place);
    const named = place.named || isRepeatedByControl(element) || isGroupsLegend(element);
    this.#children(element, style, { ...place, named });
    if (!inline) this.flush(place.depth);
  }

  #image(image: HTMLImageElement, place: Place): void {
    if (this.#detail !== "full" || place.named || clean(image.alt) === "" || !hasBox(image)) return;
    this.flush(place.depth);
    this.#push(place.depth, `image ${quote(image.alt, NAME_LENGTH)}`, [image]);
  }

  #children(element: Element, style: CSSStyleDeclaration, place: Place): void {
    for (const child of shownChildren(element, style)) this.visit(child, place);
  }

  #addText(node: Text, place: Place): void {
    if (place.named || this.#detail === "controls" || !place.sight.text) return;
    this.#text += node.data;
    const parent = composedParent(node);
    if (parent !== null && /\S/.test(node.data)) this.#textOf.add(parent);
  }

  /** Writes collected text as a line of its own, or parts it from what follows in its cell. */
  flush(depth: number): void {
    if (this.#inCell) {
      this.#text += " ";
      return;
    }
    const of = [...this.#textOf];
    const text = this.#takeText();
    if (this.#detail === "full" ? text !== "" : /[\p{L}\p{N}\p{Sc}\p{So}]/u.test(text)) {
      this.#push(depth, `text: ${this.#fact(text)}`, of);
    }
  }

  #takeText(): string {
    const text = clean(this.#text);
    this.#text = "";
    this.#textOf.clear();
    return text;
  }

  get #factLength(): number {
    return this.#detail === "full" ? 100_000 : FACT_LENGTH;
  }

  #fact(text: string): string {
    if (text.length <= this.#factLength) return text;
    const shown = cut(text, FACT_LENGTH - 20);
    return `${shown}… (+${text.length - shown.length} characters)`;
  }

  #push(depth: number, text: string, of: readonly Element[]): void {
    this.lines.push(this.sources.note({ depth, text }, of));
  }

  #insert(at: number, depth: number, text: string, of: readonly Element[], holds = true): void {
    this.lines.splice(at, 0, this.sources.note({ depth, text }, of, holds));
  }
}
