import type { PageFacts } from "../page-kind/page-facts.ts";
import { clean, cut } from "../visible-text.ts";
import { type FoundField, nameOf, readField } from "./control-facts.ts";
import { linkedTypes, openGraphType } from "./page-metadata.ts";
import { PLAIN_DOCUMENT } from "./plain-document.ts";
import { attributeOf, boxOf, tagOf } from "./plain-dom.ts";
import { renderedChildren } from "./tree.ts";

/** Bounds of the work and of the answer: a page may be endless, or made to be. */
const MAX_NODES = 8_000;
const MAX_DEPTH = 120;
const MAX_TEXT = 2_000;
const MAX_NAMES = { headings: 40, controls: 80, links: 100, fields: 60, groups: 8 };
/** Characters of one text that are read. */
const MAX_READ = 20_000;
/** Longest text that is looked at for a price or an age. */
const SHORT_TEXT = 120;
const LONG_PARAGRAPH = 80;
/** Fewest members of a group of like elements. */
const MIN_MEMBERS = 3;

const CURRENCY = "[$€£¥₹₩₽]|\\b(?:EUR|USD|GBP|CHF|PLN)\\b";
const PRICE = new RegExp(
  `(?:${CURRENCY}) ?\\d|\\d(?:${CURRENCY}|[ .]?(?:${CURRENCY}|円|元|원|zł|Kč))|^[$€£¥]$`,
  "gu",
);
const AGE =
  /\b\d+ ?(s|m|h|d|min|hrs?|mins?|hours?|minutes?|days?|weeks?|months?|years?)\b( ago|$)|\bvor \d+ |il y a \d+|hace \d+|\d+ ?(分|時間|日|年)前|^\d\d:\d\d$|^\d{1,2}\. \p{L}+ \d{4}$/iu;

const WORDS = /\S/;
const COUNTED = /\d|^[$€£¥]$/;

const SKIPPED = /^(SCRIPT|STYLE|TEMPLATE|NOSCRIPT|HEAD|DATALIST|OPTION)$/;
const FIELD = /^(INPUT|SELECT|TEXTAREA)$/;
const HEADING = /^H[1-4]$/;
const OPAQUE = /^(svg|SELECT|TEXTAREA|VIDEO|AUDIO|CANVAS|OBJECT)$/;

/** What stands inside one element, itself included. */
interface Totals {
  chars: number;
  links: number;
  images: number;
  prices: number;
  ages: number;
  controls: number;
  headings: number;
}

interface Place {
  readonly link: boolean;
  readonly code: boolean;
  readonly paragraph: boolean;
}

/** Facts that tell what kind of page this is; `marks` are selectors by name. */
export function pageFacts(marks: Readonly<Record<string, string>>): PageFacts {
  const { body, title, root, find } = PLAIN_DOCUMENT;
  const gathering = new Gathering();
  const top = body() ?? root();
  if (top !== null) gathering.visit(top, 0, { link: false, code: false, paragraph: false });
  return {
    title: cut(clean(cut(title(), 2 * MAX_TEXT)), 200),
    ...gathering.facts(),
    types: linkedTypes(),
    openGraph: openGraphType(),
    marks: Object.keys(marks).filter((name) => find(marks[name] ?? "") !== null),
  };
}

/** One walk over what is displayed, open shadow trees included. */
class Gathering {
  #nodes = 0;
  #text = "";
  #linkLength = 0;
  #textLength = 0;
  readonly #names: Record<"headings" | "controls" | "links", string[]> = {
    headings: [],
    controls: [],
    links: [],
  };
  readonly #fields: FoundField[] = [];
  readonly #groups: PageFacts["groups"][number][] = [];
  readonly #counts = {
    paragraphLength: 0,
    players: 0,
    charts: 0,
    code: 0,
    rows: 0,
    prices: 0,
    sections: 0,
    details: 0,
  };

  facts() {
    const weight = ({ count, chars, images }: PageFacts["groups"][number]) =>
      count * (chars + images * 40);
    return {
      text: this.#text,
      ...this.#names,
      fields: this.#fields.map(({ value, ...field }) => ({ ...field, echoed: this.#says(value) })),
      groups: this.#groups.sort((a, b) => weight(b) - weight(a)).slice(0, MAX_NAMES.groups),
      counts: { ...this.#counts, textLength: this.#textLength, linkLength: this.#linkLength },
    };
  }

  #says(value: string): boolean {
    return value.length > 1 && this.#text.toLowerCase().includes(value.toLowerCase());
  }

  visit(element: Element, depth: number, place: Place): Totals {
    const totals: Totals = {
      chars: 0,
      links: 0,
      images: 0,
      prices: 0,
      ages: 0,
      controls: 0,
      headings: 0,
    };
    const tag = tagOf(element);
    if (depth > MAX_DEPTH || SKIPPED.test(tag)) return totals;
    const seen = isSeen(element);
    if (!seen && !isDisplayed(element)) return totals;
    const from = this.#textLength;
    if (seen) this.#note(element, tag, totals);
    if (OPAQUE.test(tag)) return totals;
    const inside = {
      link: place.link || tag === "A",
      code: place.code || tag === "PRE" || tag === "CODE",
      paragraph: place.paragraph || tag === "P",
    };
    this.#children(element, depth, { inside, seen }, totals);
    if (seen && tag === "P") this.#paragraph(this.#textLength - from);
    return totals;
  }

  #children(
    element: Element,
    depth: number,
    { inside, seen }: { readonly inside: Place; readonly seen: boolean },
    totals: Totals,
  ): void {
    const members: { readonly key: string; readonly totals: Totals }[] = [];
    for (const child of renderedChildren(element)) {
      if (++this.#nodes > MAX_NODES) break;
      if (child instanceof Element) {
        const below = this.visit(child, depth + 1, inside);
        for (const key of KEYS) totals[key] += below[key];
        members.push({ key: keyOf(child), totals: below });
      } else if (seen && child instanceof Text) this.#read(child.data, inside, totals);
    }
    if (members.length >= MIN_MEMBERS) this.#group(members);
  }

  /** What an element is, whatever stands in it. */
  #note(element: Element, tag: string, totals: Totals): void {
    const counts = this.#counts;
    const role = attributeOf(element, "role") ?? "";
    if (FIELD.test(tag)) this.#field(element, totals);
    else if (tag === "BUTTON" || role === "button") this.#control(element, totals);
    else if (HEADING.test(tag) || role === "heading") {
      totals.headings++;
      this.#name("headings", element);
    } else if (tag === "A") this.#link(element, totals);
    else if (tag === "IMG") this.#image(element, totals);
    else if (tag === "AUDIO" || (tag === "VIDEO" && isLarge(element, 300))) counts.players++;
    else if ((tag === "CANVAS" || tag === "svg") && isLarge(element, 200)) counts.charts++;
    else if (tag === "PRE" || tag === "CODE") counts.code++;
    else if (tag === "TR" || role === "row") counts.rows++;
    else if (tag === "SECTION") counts.sections++;
    else if (tag === "DETAILS") counts.details++;
    else if (tag === "TIME") totals.ages++;
  }

  #field(element: Element, totals: Totals): void {
    const field = readField(element);
    if (field === undefined) return;
    totals.controls++;
    if (field.type === "button") this.#keep("controls", field.hint);
    else if (this.#fields.length < MAX_NAMES.fields) this.#fields.push(field);
  }

  #control(element: Element, totals: Totals): void {
    totals.controls++;
    this.#name("controls", element);
  }

  #link(element: Element, totals: Totals): void {
    totals.links++;
    this.#name("links", element);
  }

  #image(element: Element, totals: Totals): void {
    if (!isLarge(element, 100)) return;
    totals.images++;
  }

  #paragraph(length: number): void {
    if (length < LONG_PARAGRAPH) return;
    this.#counts.paragraphLength += length;
  }

  #read(data: string, { link, code, paragraph }: Place, totals: Totals): void {
    // Most texts of a page are the gaps between its elements.
    const text = WORDS.test(data) ? clean(cut(data, MAX_READ)) : "";
    if (text === "") return;
    totals.chars += text.length;
    this.#textLength += text.length;
    if (link) this.#linkLength += text.length;
    if (this.#text.length < MAX_TEXT) this.#text = cut(`${this.#text} ${text}`, MAX_TEXT);
    if (text.length > SHORT_TEXT && !link && !code && !paragraph) this.#paragraph(text.length);
    if (text.length > SHORT_TEXT || code || !COUNTED.test(text)) return;
    const prices = text.match(PRICE)?.length ?? 0;
    totals.prices += prices;
    this.#counts.prices += prices;
    if (!AGE.test(text)) return;
    totals.ages++;
  }

  #name(list: "headings" | "controls" | "links", element: Element): void {
    if (this.#names[list].length < MAX_NAMES[list]) this.#keep(list, nameOf(element));
  }

  #keep(list: "headings" | "controls" | "links", name: string): void {
    if (name !== "" && this.#names[list].length < MAX_NAMES[list]) this.#names[list].push(name);
  }

  /** Siblings of one make, as a person sees a list: what most of them hold counts for all. */
  #group(members: readonly { readonly key: string; readonly totals: Totals }[]): void {
    for (const alike of Map.groupBy(members, ({ key }) => key).values()) {
      const full = alike.filter(({ totals }) => totals.chars > 0 || totals.images > 0);
      if (full.length < MIN_MEMBERS) continue;
      const mean = (of: (totals: Totals) => number) =>
        full.reduce((sum, { totals }) => sum + of(totals), 0) / full.length;
      const share = (key: keyof Totals) => mean((totals) => Math.min(1, totals[key]));
      this.#groups.push({
        count: full.length,
        chars: Math.round(mean(({ chars }) => chars)),
        links: share("links"),
        images: share("images"),
        prices: share("prices"),
        ages: share("ages"),
        controls: mean(({ controls }) => controls),
        headings: share("headings"),
      });
    }
  }
}

const KEYS = ["chars", "links", "images", "prices", "ages", "controls", "headings"] as const;

/** Elements of one tag and first class are of one make. */
function keyOf(element: Element): string {
  const [first = ""] = (attributeOf(element, "class") ?? "").trim().split(/\s/, 1);
  return `${tagOf(element)}.${first}`;
}

const UNSEEN = { visibilityProperty: true, opacityProperty: true };

function isSeen(element: Element): boolean {
  return Element.prototype.checkVisibility.call(element, UNSEEN);
}

/** True for what is unseen itself but may hold something that is seen. */
function isDisplayed(element: Element): boolean {
  return getComputedStyle(element).display !== "none";
}

function isLarge(element: Element, side: number): boolean {
  const { width, height } = boxOf(element);
  return width >= side && height >= side / 2;
}
