import { pathToFileURL } from "node:url";
import { installedFile } from "../installed.ts";

interface Tokenizer {
  readonly countTokens: (text: string) => number;
}

/** Counts tokens as `o200k_base` cuts them. */
export async function tokenCounter(): Promise<(text: string) => number> {
  const file = installedFile("gpt-tokenizer/esm/encoding/o200k_base.js");
  const { countTokens } = (await import(pathToFileURL(file).href)) as Tokenizer;
  return countTokens;
}
