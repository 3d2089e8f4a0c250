import { below, type PolicyError } from "./document-reader.ts";

/** The value of a JSON text, or what is wrong with the text. */
export type ReadJson =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly errors: readonly PolicyError[] };

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]/g;

/** Reads JSON whose objects name no key twice: of two rules for one tool, the first would be lost. */
export function readJson(text: string): ReadJson {
  const value = parse(text);
  if (value === undefined) return { ok: false, errors: [{ pointer: "", message: "is not JSON" }] };
  const errors = repeatedKeys(text).map((pointer) => ({
    pointer,
    message: "stands here twice; keep one of them",
  }));
  return errors.length === 0 ? { ok: true, value } : { ok: false, errors };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** An object or list that is being read. */
interface Place {
  readonly pointer: string;
  /** Keys so far; undefined in a list. */
  readonly keys: Set<string> | undefined;
  /** Of the member or entry that is being read. */
  at: string | number;
  awaitsKey: boolean;
}

/** Pointers of the keys that stand twice in one object of a text that is JSON. */
function repeatedKeys(text: string): string[] {
  const repeated: string[] = [];
  const places: Place[] = [];
  for (const [token] of text.matchAll(TOKEN)) {
    const place = places.at(-1);
    if (token === "{" || token === "[") {
      const pointer = place === undefined ? "" : below(place.pointer, place.at);
      const isObject = token === "{";
      places.push({ pointer, keys: isObject ? new Set() : undefined, at: 0, awaitsKey: isObject });
    } else if (token === "}" || token === "]") {
      places.pop();
    } else if (place?.keys === undefined) {
      if (place !== undefined && token === ",") place.at = Number(place.at) + 1;
    } else if (token === ",") {
      place.awaitsKey = true;
    } else if (place.awaitsKey && token !== ":") {
      place.at = JSON.parse(token);
      place.awaitsKey = false;
      const key = String(place.at);
      if (place.keys.has(key)) repeated.push(below(place.pointer, key));
      place.keys.add(key);
    }
  }
  return repeated;
}
