/** Of a list that has grown or moved on, what was not there before. */
export interface Fresh {
  readonly lines: readonly string[];
  /** What was before is still there, but for a line or two such as the control that was pressed. */
  readonly isGrown: boolean;
}

const FEW = 2;

/**
 * What `now` shows that `before` did not, where both are windows on one list: what both begin and end
 * with stands around it, and a window that has moved on begins with what the other one ended with.
 */
export function freshLines(before: readonly string[], now: readonly string[]): Fresh {
  const head = commonStart(before, now);
  const tail = commonStart(before.slice(head).toReversed(), now.slice(head).toReversed());
  const gone = before.slice(head, before.length - tail);
  const come = now.slice(head, now.length - tail);
  return { lines: come.slice(overlap(gone, come)), isGrown: gone.length <= FEW };
}

function commonStart(a: readonly string[], b: readonly string[]): number {
  let at = 0;
  while (at < a.length && at < b.length && a[at] === b[at]) at++;
  return at;
}

/** How many lines at the end of `a` are those at the beginning of `b`. */
function overlap(a: readonly string[], b: readonly string[]): number {
  for (let length = Math.min(a.length, b.length); length > 0; length--) {
    const start = a.length - length;
    let at = 0;
    while (at < length && a[start + at] === b[at]) at++;
    if (at === length) return length;
  }
  return 0;
}
