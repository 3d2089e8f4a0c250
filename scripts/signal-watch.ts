const EXIT_CODES = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
const PARENT_POLL_MS = 500;

/** Holds off the signals that ask a command to end. */
export interface SignalWatch {
  /** Settles with the exit code of the first signal that comes after `expect`. */
  readonly received: Promise<number>;
  /** From here on a signal settles `received`; before, it ends the process at once, exit duties done. */
  expect(): void;
}

/** Watches for good: a second Ctrl-C does not cut short what the first one has set going. */
export function watchSignals(): SignalWatch {
  const { promise, resolve } = Promise.withResolvers<number>();
  let end: (code: number) => void = (code) => process.exit(code);
  for (const [signal, code] of Object.entries(EXIT_CODES)) process.on(signal, () => end(code));
  watchNpm(() => end(EXIT_CODES.SIGHUP));
  const expect = () => {
    end = resolve;
  };
  return { received: promise, expect };
}

// npm hands a signal to its shell, and a shell that waits for its command dies without passing it on.
function watchNpm(ended: () => void): void {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const poll = () => void (process.ppid !== parent && ended());
  setInterval(poll, PARENT_POLL_MS).unref();
}
