import { directory } from "../grants/directory-client.ts";
import type { KeyedCharge } from "../policy/charges.ts";

/** Tries of the whole deployment within a minute that are told that they are false. */
const MOST = 10;
const WINDOW_MS = 60_000;

/**
 * Counts the false tries of one kind over the whole deployment. It decides only what a false one is
 * told: nobody may keep others out by guessing.
 */
export class FalseTries {
  readonly most = MOST;
  readonly #charge: KeyedCharge;
  /** Until then the directory has nothing new to say; ms since the epoch. */
  #heldUntil = 0;

  /** `kind` is a word such as `login`; the counter's key is none that a policy could name. */
  constructor(kind: string) {
    const counter = `false_${kind}s`;
    const limit = { counter, windowMs: WINDOW_MS, max: MOST, scope: "server" } as const;
    this.#charge = { ...limit, key: `${kind}:false`, increment: 1, rule: `(${kind})` };
  }

  /** Counts one; seconds to wait where there have been too many, else undefined. */
  async count(): Promise<number | undefined> {
    if (Date.now() >= this.#heldUntil) {
      const taken = await directory().reserve([this.#charge]);
      if (taken.ok) return undefined;
      this.#heldUntil = Date.now() + (taken.retryAfterSeconds ?? WINDOW_MS / 1_000) * 1_000;
    }
    return Math.ceil((this.#heldUntil - Date.now()) / 1_000);
  }
}
