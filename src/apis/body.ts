import { partsShape } from "./multipart.ts";
import { isProgramName } from "./name-forms.ts";
import {
  ANY_TEXT,
  boundedShape,
  merge,
  mergeAll,
  NOTHING,
  type Shape,
  shapeOf,
  shapeOfText,
} from "./shape.ts";

/**
 * How a body is to be read: as one JSON text, one a line, one an event, pairs of a form, parts of a
 * form, or not at all.
 */
export type BodyForm = "json" | "lines" | "events" | "form" | "parts" | "other";

/** What a body is; of lines and events the shape is that of one. */
export interface Body {
  /** Without its parameters, in lower case. */
  readonly mediaType: string;
  readonly form: BodyForm;
  readonly shape: Shape;
  /** What a JSON text says, for who looks into it at once. */
  readonly value?: unknown;
}

const UNKNOWN_TYPE = "application/octet-stream";
const LINES = /^application\/(?:(?:x-)?ndjson|jsonl|x-jsonlines|json-lines|json-seq|stream\+json)$/;
const EVENTS = "text/event-stream";
/** Lines or events of a body that are looked at. */
const MAX_ITEMS = 2_000;

/** What servers put before JSON so that no script can be made of it. */
const GUARD = /^(?:\)\]\}'?,?|while\s*\(1\);?|for\s*\(;;\);?|\{\}\s*&&|&&&START&&&)\s*/;
const JSONP = /^(?:\/\*\*\/)?\s*[\w$.[\]]{1,100}\s*\(([\s\S]*)\)\s*;?$/;

/** Reads a body as its type says; where the type says text, JSON is looked for. */
export function readBody(type: string, text: string | undefined): Body {
  const mediaType = plainMediaType(type);
  const form = formOf(mediaType);
  const body = { mediaType, form, shape: NOTHING };
  if (text === undefined || text.trim() === "") return body;
  if (form === "lines")
    return { ...body, shape: itemsShape(text.replaceAll("\u001e", "\n").split("\n")) };
  if (form === "events") return { ...body, shape: itemsShape(eventData(text)) };
  if (form === "parts") return { ...body, shape: partsShape(type, text) };
  const parsed = parsedJson(
    form === "other" && mediaType.includes("javascript") ? inner(text) : text,
  );
  const isTold = form === "json" || (typeof parsed?.value === "object" && parsed.value !== null);
  if (parsed !== undefined && isTold) {
    const named = mediaType === "" ? "application/json" : mediaType;
    return { mediaType: named, form: "json", shape: shapeOf(parsed.value), value: parsed.value };
  }
  if (form === "form") return { ...body, shape: pairsShape(new URLSearchParams(text)) };
  return form === "json" ? body : { ...body, shape: ANY_TEXT };
}

/** A media type that a page may have made up, if it has the form of one. */
function plainMediaType(type: string): string {
  const essence = (type.split(";")[0] ?? "").trim().toLowerCase();
  if (essence === "") return "";
  return /^[a-z]{1,20}\/[a-z\d][a-z\d.+-]{0,60}$/.test(essence) ? essence : UNKNOWN_TYPE;
}

function formOf(mediaType: string): BodyForm {
  if (LINES.test(mediaType)) return "lines";
  if (/[/+]json$/.test(mediaType) || mediaType === "application/graphql-response+json")
    return "json";
  if (mediaType === EVENTS) return "events";
  if (mediaType === "application/x-www-form-urlencoded") return "form";
  return mediaType === "multipart/form-data" ? "parts" : "other";
}

/** What a JSON text says; undefined where it is none. */
export function parsedJson(text: string): { readonly value: unknown } | undefined {
  const bare = text
    .replace(/^\uFEFF/, "")
    .trimStart()
    .replace(GUARD, "");
  try {
    return { value: JSON.parse(bare) };
  } catch {
    return undefined;
  }
}

function inner(text: string): string {
  return JSONP.exec(text.trim())?.[1] ?? text;
}

/** The data of each event, its lines put together. */
function eventData(text: string): string[] {
  return text.split(/\r\n\r\n|\n\n|\r\r/).map((event) =>
    event
      .split(/\r\n|\n|\r/)
      .flatMap((line) => (line.startsWith("data:") ? [line.slice(5)] : []))
      .join("\n"),
  );
}

/** What is no JSON, such as a line that was cut, says nothing. */
function itemsShape(items: readonly string[]): Shape {
  const filled = items.filter((item) => item.trim() !== "").slice(0, MAX_ITEMS);
  return mergeAll(
    filled
      .map((item) => parsedJson(item))
      .map((read) => (read === undefined ? NOTHING : shapeOf(read.value))),
  );
}

/** The shape of names with texts; a name that is given several times is a list. */
function pairsShape(pairs: Iterable<readonly [string, string]>): Shape {
  const seen = new Map<string, { readonly shape: Shape; readonly times: number }>();
  for (const [name, text] of pairs) {
    const { shape, times } = seen.get(name) ?? { shape: NOTHING, times: 0 };
    seen.set(name, { shape: merge(shape, filledShape(text)), times: times + 1 });
  }
  const told = [...seen].filter(([name]) => isProgramName(name));
  const properties = told.map(
    ([name, { shape, times }]) => [name, times > 1 ? { list: shape } : shape] as const,
  );
  const others = [...seen].filter(([name]) => !isProgramName(name)).map(([, { shape }]) => shape);
  const required = new Set(properties.map(([name]) => name));
  const rest = others.length === 0 ? undefined : mergeAll(others);
  return boundedShape({ properties: new Map(properties), required, rest, folded: false });
}

function filledShape(text: string): Shape {
  return text === "" ? { text: "any" } : shapeOfText(text);
}
