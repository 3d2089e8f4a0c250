/** Milliseconds until a long call first reports, and between its reports. */
const FIRST_MS = 1_000;
const EVERY_MS = 5_000;

type Report = (progress: { progress: number; message: string }) => Promise<void>;

/** Reports every few seconds that `work` is still running; a short call reports nothing. */
export async function withProgress<T>(
  name: string,
  report: Report | undefined,
  work: () => Promise<T>,
): Promise<T> {
  if (report === undefined) return work();
  const startedAt = Date.now();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tick = () => {
    const seconds = Math.max(1, Math.round((Date.now() - startedAt) / 1000));
    // A client that has gone away cannot be told; the call's own signal deals with that.
    report({ progress: seconds, message: `${name} is running for ${seconds} s` }).catch(() => {});
    timer = setTimeout(tick, EVERY_MS);
  };
  timer = setTimeout(tick, FIRST_MS);
  try {
    return await work();
  } finally {
    clearTimeout(timer);
  }
}
