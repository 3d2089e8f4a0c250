import { readFile, writeFile } from "node:fs/promises";

/**
 * Puts each text between its marks, `<!-- bench:NAME -->` and `<!-- /bench:NAME -->`, where the file has
 * them; a file without any is written anew, with all texts.
 */
export async function putInto(file: string, texts: Readonly<Record<string, string>>) {
  const before = await readFile(file, "utf8").catch(() => "");
  const after = Object.entries(texts).reduce(put, before);
  const isMarked = Object.keys(texts).some((name) => before.includes(opening(name)));
  await writeFile(file, isMarked ? after : `${Object.values(texts).join("\n\n")}\n`);
}

function put(whole: string, [name, text]: [string, string]): string {
  const from = whole.indexOf(opening(name));
  const to = whole.indexOf(`<!-- /bench:${name} -->`);
  if (from === -1 || to < from) return whole;
  const start = from + opening(name).length;
  return `${whole.slice(0, start)}\n${text}\n${whole.slice(to)}`;
}

function opening(name: string): string {
  return `<!-- bench:${name} -->`;
}
