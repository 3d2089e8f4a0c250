/** Spaces, quotes, bars, invisible characters and the glyphs of icon fonts: no two formats agree on them. */
const NOISE = /[\s"|\p{Cf}\p{Co}]+/gu;
const SHORT = 3;
const CUT = /(…|\.\.\.)$/;

/** What two spellings of a name have in common. */
export function keyOf(text: string): string {
  return text.replace(NOISE, "").toLowerCase();
}

/** Whether a shown name is the beginning of the name, cut with a mark that says so. */
export function isCutName(shown: string, name: string): boolean {
  const key = keyOf(shown);
  const start = key.replace(CUT, "");
  return CUT.test(key) && start !== "" && keyOf(name).startsWith(start);
}

/** Whether shown text holds the name; too short a name stands in any text. */
export function holdsName(shown: string, name: string): boolean {
  const wanted = keyOf(name);
  return wanted.length >= SHORT && keyOf(shown).includes(wanted);
}
