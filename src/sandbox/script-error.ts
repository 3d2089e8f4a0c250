import type { QuickJSContext, QuickJSHandle } from "quickjs-emscripten-core";
import { SCRIPT_NAME } from "./globals.ts";

const MAX_MESSAGE = 2_000;

/** What was thrown, in the script's own words. */
export function messageOf(context: QuickJSContext, thrown: QuickJSHandle): string {
  if (context.typeof(thrown) !== "object") return textOf(context, thrown);
  // The interpreter has no room for an error when there is none at all.
  if (context.sameValue(thrown, context.null)) return "null, as when memory has run out";
  const name = propertyOf(context, thrown, "name");
  const message = propertyOf(context, thrown, "message");
  if (name === "" && message === "") return "an object that is no error";
  return [name, message]
    .filter((part) => part !== "")
    .join(": ")
    .slice(0, MAX_MESSAGE);
}

/** The script's line it came from, counted from one; undefined where it came from none. */
export function lineOf(context: QuickJSContext, thrown: QuickJSHandle): number | undefined {
  if (!isObject(context, thrown)) return undefined;
  const stack = propertyOf(context, thrown, "stack");
  const line = new RegExp(`${SCRIPT_NAME.replace(".", "\\.")}:(\\d+)`).exec(stack)?.[1];
  return line === undefined ? undefined : Number(line);
}

/** Whether it has properties that can be read. */
export function isObject(context: QuickJSContext, value: QuickJSHandle): boolean {
  return context.typeof(value) === "object" && !context.sameValue(value, context.null);
}

function propertyOf(context: QuickJSContext, object: QuickJSHandle, name: string): string {
  const value = context.getProp(object, name);
  return context.typeof(value) === "string" ? textOf(context, value) : "";
}

function textOf(context: QuickJSContext, value: QuickJSHandle): string {
  return context.getString(value).slice(0, 16_000);
}
