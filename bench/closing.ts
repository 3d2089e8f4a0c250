/** Something that a bench opened and has to close. */
export interface Closable {
  close(): Promise<void>;
}

/** Has one closed at the end, and hands it back. */
export type Keep = <T extends Closable>(one: T) => T;

/** Closes what the work kept, last first, however it ends. */
export async function closingAfter<T>(work: (keep: Keep) => Promise<T>): Promise<T> {
  const opened: Closable[] = [];
  try {
    return await work((one) => {
      opened.unshift(one);
      return one;
    });
  } finally {
    for (const one of opened) await one.close();
  }
}
