import type { ScriptValue } from "../in-page-contract.ts";

/** Characters of a value's text; beyond it a message could break the connection. */
const MAX_CHARACTERS = 4_000_000;
const MAX_DEPTH = 100;
const MAX_TAG = 300;

/**
 * Runs a caller's script in the page's own world and writes its value down: as JSON, and as JavaScript
 * would where JSON has no word for it. What is thrown leaves as an error, whatever it was.
 */
export async function runScript(
  work: () => Promise<unknown>,
  onlyTruth = false,
): Promise<ScriptValue> {
  let value: unknown;
  try {
    value = await work();
  } catch (error) {
    throw isError(error) ? error : new Error(`threw ${textOf(error).text ?? "a large value"}`);
  }
  if (onlyTruth) return { text: String(Boolean(value)) };
  if (isNode(value)) {
    throw new TypeError("The value is a DOM node; return its text or outerHTML.");
  }
  if (typeof value === "function") throw new TypeError("The value is a function; call it.");
  return textOf(value);
}

function textOf(value: unknown): ScriptValue {
  const writer = new Writer();
  try {
    writer.write(value, true);
    return { text: writer.text };
  } catch (error) {
    if (!(error instanceof TooLarge)) throw error;
    return { size: typeof value === "string" ? value.length : MAX_CHARACTERS };
  }
}

class TooLarge extends Error {}

class Writer {
  text = "";
  readonly #path: unknown[] = [];

  write(value: unknown, isTop = false): void {
    if (typeof value === "object" && value !== null) this.#object(value);
    else if (value === undefined) this.#add(isTop ? "undefined" : "null");
    else this.#add(simpleText(value, isTop));
  }

  #add(piece: string): void {
    if (this.text.length + piece.length > MAX_CHARACTERS) throw new TooLarge();
    this.text += piece;
  }

  #object(value: object): void {
    if (this.#path.includes(value)) this.#add('"[circular]"');
    else if (this.#path.length >= MAX_DEPTH) this.#add(`"[deeper than ${MAX_DEPTH}]"`);
    else this.#within(value);
  }

  /** What throws while it is read is said in its place. */
  #within(value: object): void {
    const before = this.text.length;
    this.#path.push(value);
    try {
      this.#content(value);
    } catch (error) {
      if (error instanceof TooLarge) throw error;
      this.text = this.text.slice(0, before);
      this.#add(thrownText(error));
    }
    this.#path.pop();
  }

  #content(value: object): void {
    const word = wordFor(value);
    if (word !== undefined) this.#add(JSON.stringify(word));
    else if (hasMethod(value, "toJSON")) this.write(value.toJSON());
    else if (isBoxed(value)) this.write(value.valueOf());
    else if (Array.isArray(value) || isIterable(value)) this.#list(value);
    else this.#record(value);
  }

  #list(items: Iterable<unknown>): void {
    let mark = "[";
    for (const item of items) {
      this.#add(mark);
      this.write(item);
      mark = ",";
    }
    this.#add(mark === "[" ? "[]" : "]");
  }

  #record(value: object): void {
    let mark = "{";
    for (const key of keysOf(value)) {
      const read = readProperty(value, key);
      if ("value" in read && read.value === undefined) continue;
      this.#add(`${mark}${JSON.stringify(key)}:`);
      if ("value" in read) this.write(read.value);
      else this.#add(thrownText(read.error));
      mark = ",";
    }
    this.#add(mark === "{" ? "{}" : "}");
  }
}

function readProperty(value: object, key: string): { value: unknown } | { error: unknown } {
  try {
    return { value: Reflect.get(value, key) };
  } catch (error) {
    return { error };
  }
}

/** What the browser's own objects tell stands on their prototypes; only what is simple is read there. */
function keysOf(value: object): string[] {
  const own = Object.keys(value);
  const prototype = Object.getPrototypeOf(value);
  if (own.length > 0 || prototype === null || prototype === Object.prototype) return own;
  const inherited: string[] = [];
  for (const key in value) {
    const read = readProperty(value, key);
    if ("value" in read && isSimple(read.value)) inherited.push(key);
  }
  return inherited;
}

function isSimple(value: unknown): boolean {
  return value === null || /^(string|number|boolean)$/.test(typeof value);
}

function simpleText(value: unknown, isTop: boolean): string {
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "number") return Object.is(value, -0) ? "-0" : String(value);
  if (typeof value === "symbol")
    return isTop ? String(value) : JSON.stringify(`[${String(value)}]`);
  if (typeof value === "function") return JSON.stringify(`[function ${value.name}]`);
  if (typeof value === "string" && value.length > MAX_CHARACTERS) throw new TooLarge();
  return JSON.stringify(value);
}

/** Objects that one word says more of than what they hold. */
function wordFor(value: object): string | undefined {
  const kind = kindOf(value);
  if (isNode(value)) return nodeText(value);
  if (isError(value)) return `${value.name}: ${value.message}`;
  if (kind === "RegExp") return String(value);
  if (kind === "Date" && Number.isNaN(Number(value))) return "[Invalid Date]";
  if (value instanceof ArrayBuffer || value instanceof DataView) {
    return `[${kind} of ${value.byteLength} bytes]`;
  }
  return /^(Window|Promise|Weak\w+|Generator|AsyncGenerator)$/.test(kind) ? `[${kind}]` : undefined;
}

function nodeText(node: Node): string {
  if (node instanceof Attr) return `${node.name}="${node.value}"`;
  if (!(node instanceof Element))
    return `[${node.nodeName} ${node.nodeValue ?? ""}]`.slice(0, MAX_TAG);
  const attributes = Array.from(node.attributes, ({ name, value }) => ` ${name}="${value}"`);
  return `<${node.localName}${attributes.join("")}>`.slice(0, MAX_TAG);
}

/** Also for objects of other frames, whose classes are others. */
function kindOf(value: object): string {
  return Object.prototype.toString.call(value).slice(8, -1);
}

function isNode(value: unknown): value is Node {
  if (typeof value !== "object" || value === null) return false;
  return value instanceof Node || /Element$|^(HTMLDocument|Text|Comment)$/.test(kindOf(value));
}

function isError(value: unknown): value is Error {
  if (typeof value !== "object" || value === null) return false;
  return value instanceof Error || value instanceof DOMException || kindOf(value) === "Error";
}

function isBoxed(value: object): boolean {
  return value instanceof Number || value instanceof String || value instanceof Boolean;
}

function hasMethod<K extends string>(value: object, name: K): value is Record<K, () => unknown> {
  return typeof Reflect.get(value, name) === "function";
}

function isIterable(value: object): value is Iterable<unknown> {
  return typeof Reflect.get(value, Symbol.iterator) === "function";
}

function thrownText(error: unknown): string {
  const words = isError(error) ? `${error.name}: ${error.message}` : "something";
  return JSON.stringify(`[threw ${words}]`);
}
