import type { Protocol } from "../cdp.ts";
import { cut } from "../visible-text.ts";

type Value = Protocol.Runtime.RemoteObject;

const MAX_TEXT = 2_000;

/** What was written to the console in one line; format marks are filled in as the console does. */
export function consoleText(args: readonly Value[]): string {
  const [first, ...rest] = args;
  if (typeof first?.value !== "string" || !first.value.includes("%")) {
    return cut(args.map(valueText).join(" "), MAX_TEXT);
  }
  const left = [...rest];
  const filled = first.value.replace(/%([sdifoOc%])/g, (mark, kind: string) => {
    if (kind === "%") return "%";
    const next = left.shift();
    if (next === undefined) return mark;
    return kind === "c" ? "" : valueText(next);
  });
  return cut([filled, ...left.map(valueText)].join(" "), MAX_TEXT);
}

function valueText(value: Value): string {
  if (value.type === "string") return String(value.value);
  if (value.unserializableValue !== undefined) return value.unserializableValue;
  if (value.type === "undefined") return "undefined";
  if (value.subtype === "null") return "null";
  if (value.subtype === "error") return value.description?.split("\n")[0] ?? "Error";
  if (value.preview !== undefined) return previewText(value.preview);
  return value.description ?? String(value.value ?? value.type);
}

function previewText(preview: Protocol.Runtime.ObjectPreview): string {
  const { subtype, description = "", properties, entries, overflow } = preview;
  const more = overflow ? ["…"] : [];
  if (subtype === "array") {
    return `[${[...properties.map(({ value, type }) => propertyText(value, type)), ...more].join(", ")}]`;
  }
  const pairs = (entries ?? []).map(({ key, value }) => {
    const end = value.description ?? "";
    return key === undefined ? end : `${key.description ?? ""} => ${end}`;
  });
  const named = properties.map(({ name, value, type }) => `${name}: ${propertyText(value, type)}`);
  const head = description === "Object" || description === "" ? "" : `${description} `;
  const inner = [...named, ...pairs, ...more];
  return inner.length === 0 && head !== "" ? description : `${head}{${inner.join(", ")}}`;
}

function propertyText(value = "", type = ""): string {
  return type === "string" ? JSON.stringify(value) : value || type;
}
