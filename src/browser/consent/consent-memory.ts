import type { ConsentMode, ConsentReply } from "./framework.ts";

/** Documents and origins that are remembered; older ones are looked at as if they were new. */
const MOST = 500;

/** What a session does with consent banners, and where it need not look or wait again. */
export class ConsentMemory {
  /** Undefined where banners are left alone. */
  readonly reply: ConsentReply | undefined;
  readonly #documents = new Set<string>();
  readonly #origins = new Set<string>();

  constructor(mode: ConsentMode) {
    this.reply = mode === "off" ? undefined : mode;
  }

  /** Whether a document was not looked at before; it has been then. */
  takes(worldId: string): boolean {
    return isNew(this.#documents, worldId);
  }

  /** Whether a banner may still come on this origin, where none was waited for or answered yet. */
  mayCome(origin: string): boolean {
    return !this.#origins.has(origin);
  }

  /** From now on no banner is waited for there. */
  settle(origin: string): void {
    isNew(this.#origins, origin);
  }
}

function isNew(set: Set<string>, item: string): boolean {
  if (set.has(item)) return false;
  set.add(item);
  for (const oldest of set) if (set.size > MOST) set.delete(oldest);
  return true;
}
