import { type CDPSession, type Connection, type Protocol, resume } from "./cdp.ts";

type Attached = Protocol.Target.AttachedToTargetEvent;

/** A document of ours that no tab shows. */
export interface HiddenTarget {
  readonly session: CDPSession;
  close(): Promise<void>;
}

/**
 * Opens targets that are no tabs of the session. Chrome tells of a new target before it answers with
 * its id, so whatever comes while one is opened is held until it is known which is ours.
 */
export class HiddenTargets {
  readonly #connection: Connection;
  readonly #inContext: { readonly browserContextId?: string };
  readonly #own = new Set<string>();
  #opening = 0;
  #held: (() => void)[] = [];

  constructor(connection: Connection, inContext: { readonly browserContextId?: string }) {
    this.#connection = connection;
    this.#inContext = inContext;
  }

  /** True for a target that is ours or may be; `again` is called for one that turned out not to be. */
  takes({ targetInfo, sessionId }: Attached, again: () => void): boolean {
    const isOwn = () => this.#own.has(targetInfo.targetId);
    if (isOwn()) this.#resume(sessionId);
    else if (this.#opening > 0) {
      this.#held.push(() => (isOwn() ? this.#resume(sessionId) : again()));
    } else return false;
    return true;
  }

  /** One that is left open ends with the connection. */
  async open(): Promise<HiddenTarget> {
    const targetId = await this.#create();
    const attached = { targetId, flatten: true };
    const { sessionId } = await this.#connection.send("Target.attachToTarget", attached);
    const session = this.#connection.session(sessionId);
    if (session === null) throw new Error("a target of ours was gone at once");
    return {
      session,
      close: async () => {
        await this.#connection.send("Target.closeTarget", { targetId });
        this.#own.delete(targetId);
      },
    };
  }

  async #create(): Promise<string> {
    // A browser that does not know `hidden` yet opens a tab, which is none of the session's all the same.
    const request = { url: "about:blank", hidden: true, ...this.#inContext };
    this.#opening++;
    try {
      const { targetId } = await this.#connection.send("Target.createTarget", request);
      this.#own.add(targetId);
      return targetId;
    } finally {
      this.#opening--;
      if (this.#opening === 0) for (const settle of this.#held.splice(0)) settle();
    }
  }

  #resume(sessionId: string): void {
    const session = this.#connection.session(sessionId);
    if (session !== null) resume(session);
  }
}
