/** What work gives, or undefined when it takes longer; the work itself is not ended. */
export async function within<T>(ms: number, work: Promise<T>): Promise<T | undefined> {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const late = setTimeout(resolve, ms);
  return Promise.race([work, promise]).finally(() => clearTimeout(late));
}
