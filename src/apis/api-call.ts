/**
 * One call of a page to a server, as it was seen. Nothing of its values outlives its reading: the
 * catalogue keeps names, types and shapes.
 */
export interface ApiCall {
  /** Upper case. */
  readonly method: string;
  /** Whole address, without its fragment. */
  readonly url: string;
  readonly status: number;
  /** Names in lower case. */
  readonly requestHeaders: Readonly<Record<string, string>>;
  /** Undefined where there was none, or it was not text or too long to be read. */
  readonly requestBody?: string | undefined;
  /** Media type of the answer, with its parameters. */
  readonly responseType: string;
  /** Undefined where there was none, or it was not text or too long to be read. */
  readonly responseBody?: string | undefined;
}
