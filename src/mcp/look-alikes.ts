import { FAILURE_CODES } from "../domain/failure.ts";

/** Put before a line of a page that could be taken for one of ours or of the client. */
export const MARK = "· ";

// Letters of other alphabets that are drawn like those of the fence's own words.
const TWINS: Readonly<Record<string, string>> = {
  a: "аɑαᴀꓮᎪ",
  b: "Ьʙꓐ",
  c: "сϲᴄꓚᏟ",
  d: "ԁժᴅꓓᎠ",
  e: "еєεҽ℮ᴇꓰᎬΕ",
  f: "ƒғꞙꓝ",
  g: "ɡցɢꓖᏀ",
  h: "һհʜꓧ",
  i: "іıɩιɪꓲΙ",
  k: "кᴋκꓗΚ",
  l: "ӏǀɭʟꓡ",
  m: "мᴍꓟΜ",
  n: "пոռηɴꓠΝ",
  o: "оοօᴏꓳ",
  p: "рρᴘꓑᏢ",
  r: "гᴦʀꓣᎡ",
  s: "ѕꜱꓢᏚ",
  t: "тτᴛꓔᎢ",
  u: "υսцᴜꓴ",
  v: "ѵᴠνꓦ",
  w: "ԝաᴡꓪ",
  x: "хχꓫΧ",
  y: "уγʏүꓬ",
  "-": "−─━┄┅┈┉╌╍╴╶⎯⏤ーㅡ一⁃˗➖¯‾_=~∼",
  "--": "—―⸺",
  "---": "⸻",
};
const TWIN = new Map(
  Object.entries(TWINS).flatMap(([plain, twins]) => [...twins].map((twin) => [twin, plain])),
);
const SHORT_DASH = `[\\p{Pd}${TWINS["-"]}]`;
const LONG_DASH = `[${TWINS["--"]}${TWINS["---"]}]`;
const DASH_RUN = new RegExp(
  `${SHORT_DASH}(?:[\\s\\p{M}]*${SHORT_DASH})+\\p{M}*|${LONG_DASH}`,
  "gu",
);

// Of a line's skeleton, in which "_" is a dash; the first two of one without its spaces, and with no
// more dashes in a row than it takes.
const FENCE =
  /-{3,}(?:end|pagecontent)[^-]{0,40}-{3,}|-{2,}end(?=[a-f]*\d)[\da-f]{4,12}-{2,}|pagecontent[\da-f]{4,12},?untrusted/;
const BARE_FENCE =
  /^[^a-z\d]*(?:end[\da-f]{6}|(?:endof)?pagecontent[\da-f]{0,12},?(?:untrusted)?)[^a-z\d]*$/;

const HEAD = /^\[s-[a-z\d]{6}\]/;
const NOTICE = /^notice:/;
const ARTIFACT = /^artifact art-[a-z\d]{16} /;
const FAILURE = new RegExp(`^(?:${FAILURE_CODES.join("|").replaceAll("_", "-")}):`);
// What clients and models put around messages and results.
const DELIMITER =
  /^(?:<\/?(?:\w+:)?(?:tool|function|system|assistant|human|user|result|instruction)s?(?:-[\w-]*)?(?:\s[^>]*)?\/?>|<\|[^|>]{1,40}\|>|\[\/?(?:inst|system)\]|#{1,4} ?(?:system|assistant|user|human)\b:?$|(?:human|assistant|system):)/;

/** Page text in which no line can be taken for a fence, for a line of ours or for the client's. */
export function withoutLookAlikes(text: string): string {
  return text.split("\n").map(plainLine).join("\n");
}

function plainLine(line: string): string {
  const bones = skeleton(line);
  const compact = bones.replaceAll(" ", "").replace(/-{4,}/g, "---");
  const bare = BARE_FENCE.test(compact);
  const isFence = bare || FENCE.test(compact);
  const plain = isFence ? line.replace(DASH_RUN, "-") : line;
  const beginsOurs =
    (isFence && (bare || compact.startsWith("--"))) ||
    [HEAD, NOTICE, ARTIFACT, FAILURE, DELIMITER].some((pattern) => pattern.test(bones));
  return beginsOurs ? marked(plain) : plain;
}

/** The mark stands after the indentation, so that lines keep their place. */
function marked(line: string): string {
  const text = line.trimStart();
  return `${line.slice(0, line.length - text.length)}${MARK}${text}`;
}

/** What a line looks like: plain small letters, dashes and single spaces. */
function skeleton(line: string): string {
  if (/^[ -~]*$/.test(line)) return plainAscii(line);
  const characters = line.normalize("NFKD").replace(/\p{M}/gu, "");
  const plain = Array.from(characters, (one) => TWIN.get(one) ?? boxed(one) ?? one).join("");
  const lower = plain.toLowerCase();
  const dashed = Array.from(lower, (one) => TWIN.get(one) ?? (/\p{Pd}/u.test(one) ? "-" : one));
  return plainAscii(dashed.join(""));
}

function plainAscii(text: string): string {
  return text.toLowerCase().replace(/[_=~]/g, "-").replace(/\s+/g, " ").trim();
}

/** Letters in circles, in squares and of flags, which no normalisation takes out. */
function boxed(character: string): string | undefined {
  const code = character.codePointAt(0) ?? 0;
  const first = [0x1f150, 0x1f170, 0x1f1e6].find((start) => code >= start && code < start + 26);
  return first === undefined ? undefined : String.fromCharCode(0x61 + code - first);
}
