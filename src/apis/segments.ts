import { formatOf, looksGenerated } from "./name-forms.ts";

/** What stands for a value in the pattern of a segment; an address never has braces in its path. */
export const HOLE = "{}";

const MAX_WORD = 64;
const VERSION = /^v\d{1,3}(?:[._]\d{1,3})*(?:(?:alpha|beta|rc)\d*)?$/i;
const LOCALE = new RegExp(
  `^(?:${"ar bg bn ca cs cy da de el en es et eu fa fi fr ga gl he hi hr hu hy is it ja ka kk km ko lt lv mk mn ms nb ne nl nn no pl pt ro ru sk sl sq sr sv sw ta te th tl tr uk ur uz vi zh".replaceAll(" ", "|")})(?:[-_](?:[A-Za-z]{2}|[A-Z][a-z]{3}|\\d{3}))?$`,
);

/** Words that lead to a part of an interface and name nothing that there are many of. */
const GENERIC = /^(?:apis?|rest|rpc|ajax|public|private|internal|web|json|services?|graphql|gql)$/i;

/** Words that stand beside ids and are none. */
const FIXED = new Set(
  "me self my current new create search find query all any none count total list index latest recent newest popular top trending featured random next previous login logout signin signout signup register session health status ping version config settings preferences info about help batch bulk export import upload download preview draft drafts archive default active public private metadata schema stats summary suggest autocomplete".split(
    " ",
  ),
);

/** How a segment reads in a pattern: as it is, as a hole, or as words with holes in them. */
export function patternOf(raw: string): string {
  const [base = "", ...matrix] = raw.split(";");
  const filled = patternOfBase(base);
  if (matrix.length === 0 || filled === HOLE) return filled;
  const parts = matrix.map(patternOfMatrix);
  return parts.every((part) => part !== undefined) ? [filled, ...parts].join(";") : HOLE;
}

/** A matrix parameter carries what a query would: its name stays, if it is one. */
function patternOfMatrix(part: string): string | undefined {
  const [name = "", value = ""] = part.split("=", 2);
  if (!/^\w+$/.test(name) || isValue(name)) return undefined;
  return value === "" ? part : `${name}=${HOLE}`;
}

/** Of `Users(42)` the key is a value, as OData has it. */
function patternOfBase(base: string): string {
  const [, entity = ""] = /^(\w{1,64})\(.+\)$/.exec(base) ?? [];
  if (entity !== "" && !isValue(entity)) return `${entity}(${HOLE})`;
  return isValue(decodedSegment(base)) ? HOLE : base;
}

/** Whether a segment that is no value may still be found to be one, by its siblings. */
export function isFixed(pattern: string): boolean {
  const word = decodedSegment(pattern).toLowerCase();
  return word === "" || pattern.includes(HOLE) || FIXED.has(word) || isGeneric(pattern);
}

/** Whether a segment leads on without saying what comes: `api`, `v1`, `en-US`, or nothing. */
export function isGeneric(pattern: string): boolean {
  const word = decodedSegment(pattern);
  return word === "" || GENERIC.test(word) || VERSION.test(word) || LOCALE.test(word);
}

/** A segment without its percent signs; as it is where they are broken. */
export function decodedSegment(raw: string): string {
  try {
    return decodeURIComponent(raw);
  } catch {
    return raw;
  }
}

/** Whether a decoded segment is a value by its form: an id, a date, a token, a title. */
function isValue(text: string): boolean {
  if (text === "" || VERSION.test(text) || LOCALE.test(text)) return false;
  if (text.length > MAX_WORD || formatOf(text) !== undefined) return true;
  // An extension is no part of what it follows.
  const word = text.replace(/\.[a-z]{2,5}$/i, "");
  if (/^[-+]?\d+(?:[.,]\d+)*$/.test(word) || /^[a-z]-?\d{2,}$/i.test(word)) return true;
  if (looksGenerated(word) || isTitle(word)) return true;
  return /[^\w.~!$&'()*:;-]/.test(text) || /^[@~]./.test(text);
}

/** `42-a-title`, `a-title-421`, or a title of five words. */
function isTitle(word: string): boolean {
  return /^\d+-./.test(word) || /-\d{3,}(?:-|$)/.test(word) || word.split("-").length > 4;
}
