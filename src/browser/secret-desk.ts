/** What a session knows of its grant's secrets, as far as acting on a page needs it. */
export interface SecretDesk {
  /** Throws where the session may not use one of these, whatever the page; nothing is given out. */
  check(names: readonly string[]): Promise<void>;
  /**
   * The text with the secrets it names in the place of their names, for a document of this origin
   * alone; throws where one is not for it. Whoever asks has to type it there.
   */
  resolve(text: string, origin: string): Promise<string>;
  /** The text without any secret of the session's. */
  hide(text: string): string;
}
