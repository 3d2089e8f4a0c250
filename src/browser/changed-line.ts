/** Characters of a change above which only the words around it are shown. */
const LONG = 160;
/** Words shown around what changed: of the old line, and of the new. */
const OLD_WORDS = 3;
const NEW_WORDS = 1;

const WORDS = /[^\s"]*"(?:[^"\\]|\\.)*"|\S+/g;
/** A list of options that stayed the same tells nothing of a change. */
const OPTIONS = / options: .*$/;
const MARKS = /\[[^\]]+\](?: \[[^\]]+\])*$/;

/** `old → new` of one line, with what both share told once; of long texts only the place. */
export function describeChange(line: string, next: string): string {
  const options = OPTIONS.exec(line)?.[0];
  if (options !== undefined && line !== next && next.endsWith(options)) {
    const bare = (one: string) => one.slice(0, -options.length);
    if (bare(line) !== bare(next)) return describeChange(bare(line), bare(next));
  }
  const plain = `${line} → ${changedTail(line, next)}`;
  if (plain.length <= LONG) return plain;
  const brief = aroundChange(line, next);
  return brief.length < plain.length ? brief : plain;
}

/** The new line from the word or quoted text that differs first; of marks such as `[checked]` all. */
function changedTail(line: string, next: string): string {
  const same = sharedStart(line, next);
  if (same === next.length) return next;
  const word = [...next.matchAll(WORDS)].find((match) => match.index + match[0].length > same);
  const tail = next.slice(word?.index ?? 0);
  return tail.startsWith("[") ? (MARKS.exec(next)?.[0] ?? tail) : tail;
}

function sharedStart(line: string, next: string): number {
  let same = 0;
  while (same < line.length && line[same] === next[same]) same++;
  return same;
}

/** The words that differ with a few around them, behind what the line is. */
function aroundChange(line: string, next: string): string {
  const old = line.split(" ");
  const now = next.split(" ");
  const most = Math.min(old.length, now.length);
  let start = 0;
  while (start < most && old[start] === now[start]) start++;
  let end = 0;
  while (end < most - start && old[old.length - 1 - end] === now[now.length - 1 - end]) end++;
  const head = old.slice(0, Math.min(start, line.startsWith("@e") ? 2 : 1));
  const part = (words: string[], around: number) => {
    const from = Math.max(head.length, start - around);
    const to = Math.min(words.length, words.length - end + around);
    const shown = words.slice(from, to).join(" ");
    return `${from > head.length ? "… " : ""}${shown}${to < words.length ? " …" : ""}`;
  };
  return `${[...head, part(old, OLD_WORDS)].join(" ")} → ${part(now, NEW_WORDS)}`;
}
