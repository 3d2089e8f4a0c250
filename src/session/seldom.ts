/** Makes a function that runs `work` at once, but again only `everyMs` later, however often it is called. */
export function seldom(work: () => void, everyMs: number): () => void {
  let ranAt = Number.NEGATIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const run = () => {
    timer = undefined;
    ranAt = Date.now();
    work();
  };
  return () => {
    if (timer !== undefined) return;
    const waitMs = ranAt + everyMs - Date.now();
    if (waitMs <= 0) run();
    else timer = setTimeout(run, waitMs);
  };
}
