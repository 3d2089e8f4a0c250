import { cut } from "../visible-text.ts";
import { PLAIN_DOCUMENT } from "./plain-document.ts";
import { attributeOf } from "./plain-dom.ts";

const MAX_BLOCKS = 8;
/** Characters of structured data that are parsed; larger blocks are left out. */
const MAX_JSON = 60_000;
const MAX_TYPES = 24;
const MAX_NODES = 60;
/** A type's own name, whatever vocabulary stands before it. */
const TYPE = /([A-Za-z]{2,40})\/?$/;

/** The types of things that the page says it is about, from JSON-LD and microdata. */
export function linkedTypes(): string[] {
  const types: string[] = [];
  const blocks = PLAIN_DOCUMENT.findAll('script[type="application/ld+json" i]');
  for (let at = 0; at < Math.min(blocks.length, MAX_BLOCKS); at++) {
    const text = blocks[at]?.textContent ?? "";
    if (text.length <= MAX_JSON) types.push(...typesIn(text));
  }
  const scopes = PLAIN_DOCUMENT.findAll("[itemscope][itemtype]:not([itemprop])");
  for (let at = 0; at < Math.min(scopes.length, MAX_TYPES); at++) {
    const scope = scopes[at];
    if (scope !== undefined) types.push(...named(attributeOf(scope, "itemtype")));
  }
  return types.slice(0, MAX_TYPES);
}

function typesIn(json: string): string[] {
  try {
    return typesOf(JSON.parse(json));
  } catch {
    // A page's own mistake, which says nothing of what it is.
    return [];
  }
}

/** Types of the things named first: of a graph all, of a page the thing it is mainly about. */
function typesOf(parsed: unknown): string[] {
  const types: string[] = [];
  const open = [parsed];
  for (let seen = 0; seen < MAX_NODES && open.length > 0; seen++) {
    const node = open.shift();
    if (Array.isArray(node)) open.push(...node.slice(0, MAX_NODES));
    else if (node instanceof Object) {
      for (const type of [own(node, "@type")].flat(1).slice(0, 4)) types.push(...named(type));
      open.push(own(node, "@graph"), own(node, "mainEntity"));
    }
  }
  return types;
}

function own(node: object, key: string): unknown {
  return Object.getOwnPropertyDescriptor(node, key)?.value;
}

function named(type: unknown): string[] {
  const name = typeof type === "string" ? TYPE.exec(cut(type, 200))?.[1] : undefined;
  return name === undefined ? [] : [name];
}

/** What the page says it is to those who link to it. */
export function openGraphType(): string {
  const meta = PLAIN_DOCUMENT.find('meta[property="og:type" i], meta[name="og:type" i]');
  return meta === null ? "" : cut(attributeOf(meta, "content") ?? "", 40).toLowerCase();
}
