import * as z from "zod";
import { TEXT_LIMIT, VIEWPORT_SIDE } from "../domain/limits.ts";

/** Inputs that several tools share, each with the words the model reads. */

const MAX_URL = 8_192;
const MAX_TARGET = 1_000;

export const sessionIdInput = z.string().min(1).max(64);

export const urlInput = z.string().min(1).max(MAX_URL).describe("http(s)");

export const targetInput = z.string().min(1).max(MAX_TARGET);

export const selectorInput = targetInput.describe("CSS or ref to look below").optional();

export const waitUntilInput = z
  .enum(["load", "domcontentloaded", "networkidle"])
  .default("domcontentloaded")
  .describe("When to return");

export const maxCharsInput = z
  .int()
  .min(TEXT_LIMIT.min)
  .max(TEXT_LIMIT.max)
  .default(TEXT_LIMIT.default)
  .describe("At most");

export const offsetInput = z
  .int()
  .min(0)
  .max(50_000_000)
  .default(0)
  .describe("From the last answer");

/** A file name and no path; one that is refused is never rewritten. */
export const savePathInput = z
  .string()
  .min(1)
  .max(100)
  .regex(/^(?!\.)[^/\\\p{C}]+$/u, "a file name without folders that begins with no dot")
  .optional();

export const sideInput = z.int().min(VIEWPORT_SIDE.min).max(VIEWPORT_SIDE.max);

/**
 * Items that are validated in full and listed as an object with these fields alone, since another tool
 * lists all of them; their own description has to name it.
 */
export const listedInPart = z.registry<{ readonly fields: readonly string[] }>();
