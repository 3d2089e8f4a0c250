import type { Mark } from "./marks.ts";
import type { CardGroup, PageFacts } from "./page-facts.ts";
import { WORDS, type WordKey } from "./words.ts";

/** Fields into which a person types, apart from searching and from choosing. */
const TYPED = /^(text|email|tel|url|number|date|time|datetime-local|month|password|textarea|file)$/;
/** Characters at the most of a control's or link's name that says one thing. */
const MAX_PHRASE = 60;

/** A page's facts in the terms of the table: counts, and how often words of one meaning stand where. */
export class Evidence {
  readonly facts: PageFacts;
  /** HTTP status; 200 where there is none. */
  readonly status: number;
  readonly typed: number;
  readonly passwords: number;
  /** Characters that show. */
  readonly length: number;
  /** Share of them in paragraphs of some length. */
  readonly prose: number;
  /** Share of them in links. */
  readonly linked: number;

  constructor(facts: PageFacts, status = 200) {
    const { counts, fields } = facts;
    this.facts = facts;
    this.status = status;
    this.typed = fields.filter(({ type }) => TYPED.test(type)).length;
    this.passwords = fields.filter(({ type }) => type === "password").length;
    this.length = counts.textLength;
    this.prose = counts.paragraphLength / Math.max(1, counts.textLength);
    this.linked = counts.linkLength / Math.max(1, counts.textLength);
  }

  /** The title or one of the first headings says it. */
  about(word: WordKey): boolean {
    return this.titled(word) || this.headed(word, 2) > 0;
  }

  titled(word: WordKey): boolean {
    return WORDS[word].test(this.facts.title);
  }

  headed(word: WordKey, first = 40): number {
    return hits(this.facts.headings.slice(0, first), word);
  }

  controls(word: WordKey): number {
    return hits(this.facts.controls, word);
  }

  links(word: WordKey): number {
    return hits(this.facts.links, word);
  }

  /** Something a person can press says it. */
  offers(word: WordKey): boolean {
    return this.controls(word) + this.links(word) > 0;
  }

  fields(word: WordKey): number {
    return this.facts.fields.filter(({ hint }) => WORDS[word].test(hint)).length;
  }

  completes(token: RegExp): number {
    return this.facts.fields.filter(({ complete }) => token.test(complete)).length;
  }

  /** The text says it, near its beginning or anywhere in the first 2,000 characters. */
  text(word: WordKey, within = 2_000): boolean {
    return WORDS[word].test(this.facts.text.slice(0, within));
  }

  /** How many of the named words the text says. */
  countOf(...words: WordKey[]): number {
    return words.filter((word) => this.text(word)).length;
  }

  typeOf(name: RegExp): number {
    return this.facts.types.filter((type) => name.test(type)).length;
  }

  marked(...names: Mark[]): boolean {
    return names.some((name) => this.facts.marks.includes(name));
  }

  /** Members of the largest group that `fits` and makes up a good part of what is there to read. */
  covering(fits: (group: CardGroup) => boolean): number {
    return this.cards((group) => fits(group) && group.count * group.chars > 0.25 * this.length);
  }

  /** Members of the largest group that `fits`. */
  cards(fits: (group: CardGroup) => boolean): number {
    return Math.max(0, ...this.facts.groups.filter(fits).map(({ count }) => count));
  }
}

function hits(names: readonly string[], word: WordKey): number {
  return names.filter((name) => name.length <= MAX_PHRASE && WORDS[word].test(name)).length;
}

/** Things with a price each. */
export function isPriced({ prices, links, images, controls }: CardGroup): boolean {
  return prices >= 0.6 && (links >= 0.5 || images >= 0.5 || controls >= 0.7);
}

/** Things that lead elsewhere, with a few words on each. */
export function isSnippet({ links, prices, ages, controls, chars }: CardGroup): boolean {
  return links >= 0.8 && prices < 0.3 && ages < 0.5 && controls < 1 && chars >= 30 && chars < 600;
}

/** Things that somebody has written at some time. */
export function isPost({ ages, links, headings, chars, controls }: CardGroup): boolean {
  const told = chars >= 30 && chars < 1_500;
  return told && ages >= 0.6 && (links >= 0.6 || controls >= 2 || headings >= 0.6);
}

/** Headlines that lead to what they announce. */
export function isStory({ links, headings, chars }: CardGroup): boolean {
  return links >= 0.8 && headings >= 0.6 && chars >= 60;
}

/** Pictures with hardly a word. */
export function isPictures({ images, chars, prices }: CardGroup): boolean {
  return images >= 0.8 && chars < 30 && prices < 0.3;
}

/** Words of one person each, with something to do about them. */
export function isReply({ chars, controls, links, ages, prices, images }: CardGroup): boolean {
  return (
    chars >= 70 && prices < 0.3 && images < 0.9 && (controls >= 0.7 || ages >= 0.6 || links >= 0.6)
  );
}
