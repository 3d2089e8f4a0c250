/** `*` stands for any text; each part is sought once, so no pattern takes long. */
export function matchesGlob(glob: string, url: string): boolean {
  const [first = "", ...rest] = glob.toLowerCase().split(/\*+/);
  const text = url.toLowerCase();
  const last = rest.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first)) return false;
  let at = first.length;
  for (const part of rest) {
    const found = text.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}
