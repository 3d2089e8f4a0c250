import type { Detail, WalkRequest, WalkResult } from "../in-page-contract.ts";
import { clean } from "../visible-text.ts";
import { behaviourOf, forgetLists, isClickable } from "./behaviour.ts";
import { suspectHosts } from "./closed-roots.ts";
import { areasOf } from "./image-map.ts";
import { LineWriter } from "./line-writer.ts";
import { clickableName, controlLine, controlName, kindOf, NAME_LENGTH } from "./lines.ts";
import { settlePicture } from "./pictures.ts";
import { PLAIN_DOCUMENT } from "./plain-document.ts";
import { tagOf } from "./plain-dom.ts";
import { nextRef, refFor, reserveRefs } from "./registry.ts";
import {
  controlBehind,
  isControlRole,
  isLabelled,
  isRepeatedByControl,
  nameOf,
  roleOf,
} from "./roles.ts";
import { fieldValue, quote } from "./states.ts";
import { groupHead, isGroupsLegend, isLayoutRow, levelOf, liveKind } from "./structure.ts";
import { shownText } from "./text.ts";
import { type FrameHolder, frameIdOf, holdsFrame } from "./tree.ts";
import {
  hasBox,
  isInline,
  occupies,
  PLAIN_SIGHT,
  type Sight,
  shownChildren,
  shownRoot,
  sightOf,
} from "./visibility.ts";

/** Lines of one document; the server keeps as many refs free for it. */
const MAX_LINES = 20_000;
/** Characters of one document; beyond some 30 million a message would hang the connection. */
const MAX_CHARACTERS = 4_000_000;
const SKIPPED = /^(SCRIPT|STYLE|TEMPLATE|HEAD|OPTION|OPTGROUP)$/;
const UNREADABLE = "(something here cannot be read)";
const HEADING_LENGTH = 160;
const LENGTH_OF_WHOLE = 30;
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
  forgetLists();
  const suspects = suspectHosts();
  const walker = new Walker(request.detail);
  const root =
    request.rootRef === undefined
      ? (PLAIN_DOCUMENT.body() ?? PLAIN_DOCUMENT.root())
      : shownRoot(request.rootRef);
  if (root) walker.visit(root, { depth: 0, named: false, owned: false, sight: PLAIN_SIGHT });
  const { out, refs } = walker;
  out.flush(0);
  if (walker.full) out.lines.push({ depth: 0, text: "(the page goes on; name a selector)" });
  const { lines, sources } = out;
  const found = settlePicture(lines, sources, request);
  return { lines, refs, nextRef: nextRef(), suspects, ...found };
}

class Walker {
  readonly out: LineWriter;
  readonly refs: number[] = [];
  readonly #detail: Detail;
  readonly #areasTold = new Set<Element>();
  #hasFailed = false;

  constructor(detail: Detail) {
    this.#detail = detail;
    this.out = new LineWriter(detail);
  }

  get full(): boolean {
    return this.out.lines.length >= MAX_LINES || this.out.size >= MAX_CHARACTERS;
  }

  visit(node: Node, place: Place): void {
    if (this.full) return;
    try {
      if (node instanceof Text) this.#addText(node, place);
      else if (node instanceof Element && !SKIPPED.test(tagOf(node))) this.#element(node, place);
    } catch {
      this.#fail(place.depth);
    }
  }

  /** One element that a page has made unreadable, or too deep a nesting, costs only itself. */
  #fail(depth: number): void {
    if (this.#hasFailed) return;
    this.out.end(depth);
    this.out.insert(this.out.lines.length, { depth, text: UNREADABLE }, [], false);
    this.#hasFailed = true;
  }

  #element(element: Element, outer: Place): void {
    const style = getComputedStyle(element);
    const sight = sightOf(element, style, outer.sight);
    if (sight === undefined) return;
    const place = { ...outer, sight };
    const role = roleOf(element);
    if (holdsFrame(element)) {
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
    if (controlBehind(element) !== undefined) return false;
    const behaviour = behaviourOf(element, style);
    const implied = behaviour === "point" || behaviour === "listen" || behaviour === "hover";
    if (implied && (place.owned || place.sight.mute)) return false;
    return isClickable(behaviour, role) && occupies(element);
  }

  #control(element: Element, role: string, style: CSSStyleDeclaration, place: Place): void {
    const inline = isInline(style);
    if (inline) this.out.writeText(place.depth);
    else this.out.flush(place.depth);
    const ref = refFor(element);
    this.refs.push(ref);
    const { name, complete } = isControlRole(role)
      ? controlName(element)
      : clickableName(element, this.#detail === "controls");
    const max = this.#detail === "full" ? NAME_LENGTH * 10 : NAME_LENGTH;
    const line = controlLine(element, kindOf(element), name, max);
    const at = this.out.control(place.depth, line, ref, element, complete);
    const owned = place.owned || isControlRole(role);
    const inner = { ...place, depth: place.depth + 1, named: complete || place.named, owned };
    const before = this.refs.length;
    this.out.below(at, inner.depth, () => this.#children(element, style, inner));
    // What it holds says the rest of a name that is put together from all of it.
    const isWhole = !complete && name.length > LENGTH_OF_WHOLE && !isLabelled(element);
    if (isWhole && this.refs.length > before) {
      this.out.rewrite(at, controlLine(element, kindOf(element), name, LENGTH_OF_WHOLE));
    }
    if (!inline) this.out.flush(place.depth);
  }

  #frame(frame: FrameHolder, place: Place): void {
    if (!hasBox(frame) || !place.sight.self) return;
    this.out.end(place.depth);
    const id = frameIdOf(frame);
    const label = ("title" in frame ? frame.title : "") || frame.name;
    const line = {
      depth: place.depth,
      text: label === "" ? "" : ` ${quote(label, NAME_LENGTH)}`,
      frame: { src: "data" in frame ? frame.data : frame.src, ...(id === undefined ? {} : { id }) },
    };
    this.out.insert(this.out.lines.length, line, [frame], false);
  }

  /** Headings, landmarks, live regions, rows and groups; false when the element is none of them. */
  #structure(element: Element, role: string, style: CSSStyleDeclaration, place: Place): boolean {
    if (this.#detail === "controls" || place.named) return false;
    if (role === "heading") return !this.out.inRow && this.#heading(element, style, place);
    if (role === "row") return this.#row(element, style, place);
    if (GAUGES.test(role)) return this.#gauge(element, role, place);
    if (this.out.inRow) return false;
    const head = groupHead(element, role);
    if (head !== undefined) return this.#group(element, head, style, place);
    const kind = liveKind(element, role);
    return kind !== undefined && this.#live(element, kind, style, place);
  }

  #heading(element: Element, style: CSSStyleDeclaration, place: Place): boolean {
    const max = this.#detail === "full" ? NAME_LENGTH * 10 : HEADING_LENGTH;
    const name = shownText(element, max) || nameOf(element);
    if (name === "" || !place.sight.text) return false;
    this.out.flush(place.depth);
    const { lines } = this.out;
    const start = lines.length;
    this.#children(element, style, { ...place, named: true });
    const only = lines[start];
    const mark = levelOf(element);
    if (lines.length === start + 1 && only?.text.includes(quote(name, NAME_LENGTH))) {
      only.text += ` [${mark}]`;
      this.out.sources.note(only, [element, ...this.out.sources.of(only)], true);
    } else {
      const head = { depth: place.depth, text: `${mark} ${quote(name, max)}` };
      this.out.insert(start, head, [element], true);
    }
    this.out.flush(place.depth);
    return true;
  }

  /** The first text of a live region stands on its own line, what else is in it below. */
  #live(element: Element, kind: string, style: CSSStyleDeclaration, place: Place): boolean {
    this.out.flush(place.depth);
    const { lines } = this.out;
    const at = lines.length;
    this.#children(element, style, { ...place, depth: place.depth + 1 });
    this.out.flush(place.depth + 1);
    const first = lines[at];
    if (first === undefined) return true;
    const text = first.text.startsWith("text: ") ? first.text.slice(5) : undefined;
    const own = text === undefined ? [] : this.out.sources.of(first);
    if (text !== undefined) lines.splice(at, 1);
    const said = text === undefined ? kind : `${kind}:${text}`;
    this.out.insert(at, { depth: place.depth, text: said }, [element, ...own], false);
    return true;
  }

  #row(row: Element, style: CSSStyleDeclaration, place: Place): boolean {
    if (this.out.inRow || isLayoutRow(row)) return false;
    const inner = { ...place, depth: place.depth + 1 };
    this.out.row(place.depth, row, () => {
      for (const cell of shownChildren(row, style)) {
        if (!(cell instanceof Element)) continue;
        this.visit(cell, inner);
        this.out.endCell(inner.depth);
      }
    });
    return true;
  }

  #gauge(element: Element, role: string, place: Place): boolean {
    const value = fieldValue(element, role);
    if (value === undefined || !place.sight.text) return false;
    this.out.flush(place.depth);
    const name = nameOf(element);
    const named = name === "" ? "" : ` ${quote(name, NAME_LENGTH)}`;
    this.out.push(place.depth, `${role}${named} value=${quote(value, NAME_LENGTH)}`, [element]);
    this.out.flush(place.depth);
    return true;
  }

  #group(element: Element, head: string, style: CSSStyleDeclaration, place: Place): boolean {
    this.out.flush(place.depth);
    const at = this.out.lines.length;
    this.#children(element, style, { ...place, depth: place.depth + 1 });
    this.out.flush(place.depth + 1);
    const { length } = this.out.lines;
    if (length > at) this.out.insert(at, { depth: place.depth, text: head }, [element], false);
    return true;
  }

  #inside(element: Element, style: CSSStyleDeclaration, place: Place): void {
    if (tagOf(element) === "BR") this.out.flush(place.depth);
    const inline = isInline(style);
    if (!inline) this.out.flush(place.depth);
    const behind = place.sight.self ? controlBehind(element) : undefined;
    if (behind !== undefined)
      this.#control(behind, roleOf(behind), getComputedStyle(behind), place);
    if (element instanceof HTMLImageElement) {
      this.#image(element, place);
      this.#areas(element, style, place);
    }
    const named = place.named || isRepeatedByControl(element) || isGroupsLegend(element);
    this.#children(element, style, { ...place, named });
    if (!inline) this.out.flush(place.depth);
  }

  /** Pictures may share a map; its areas are told with the first that is seen. */
  #areas(image: HTMLImageElement, style: CSSStyleDeclaration, place: Place): void {
    if (!place.sight.self || !hasBox(image)) return;
    for (const area of areasOf(image)) {
      if (this.full || this.#areasTold.has(area)) continue;
      this.#areasTold.add(area);
      this.#control(area, "link", style, place);
    }
  }

  #image(image: HTMLImageElement, place: Place): void {
    if (this.#detail !== "full" || place.named || clean(image.alt) === "" || !hasBox(image)) return;
    this.out.flush(place.depth);
    this.out.push(place.depth, `image ${quote(image.alt, NAME_LENGTH)}`, [image]);
    this.out.flush(place.depth);
  }

  #children(element: Element, style: CSSStyleDeclaration, place: Place): void {
    for (const child of shownChildren(element, style)) this.visit(child, place);
  }

  #addText(node: Text, place: Place): void {
    if (place.named || this.#detail === "controls" || !place.sight.text) return;
    this.out.addText(node);
  }
}
