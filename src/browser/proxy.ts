import type { CDPSession, Protocol } from "./cdp.ts";

/** What a proxy asks for before it lets anything through. */
export interface ProxyCredentials {
  readonly username: string;
  readonly password: string;
}

/** The way a session's requests take, checked. */
export interface ProxyRoute {
  /** `scheme://host:port`. */
  readonly server: string;
  /** Host patterns that are reached without it. */
  readonly bypass: readonly string[];
  /** Address that has to be answered through it before anything else is asked for. */
  readonly checkUrl: string;
  /** Whether that address stands for one that is not known any more and was answered before. */
  readonly isStandIn?: boolean | undefined;
  readonly credentials?: ProxyCredentials | undefined;
}

/** Times one request's challenge is answered; a proxy that asks again does not take the answer. */
const MAX_ANSWERS = 2;
const MAX_REMEMBERED = 500;

/**
 * Chrome goes to addresses of its own machine without any proxy unless it is told not to; what
 * stands later in the list wins, so the caller's own patterns come last.
 */
export function bypassList(patterns: readonly string[]): string {
  return ["<-loopback>", ...patterns].join(";");
}

/** Answers the proxy's challenges, and never those of a web server. */
export class ProxyAuth {
  readonly #credentials: ProxyCredentials | undefined;
  readonly #answers = new Map<string, number>();

  /** Without credentials every challenge is turned down. */
  constructor(credentials: ProxyCredentials | undefined) {
    this.#credentials = credentials;
  }

  /** Whether there is anything to answer with. */
  get hasCredentials(): boolean {
    return this.#credentials !== undefined;
  }

  /**
   * Answers challenges only. Whoever enables `Fetch` lets the requests go on, and has to ask for
   * challenges: of two that hold a request, Chrome asks one alone, be it the one that wants none.
   */
  listen(session: CDPSession): void {
    session.on("Fetch.authRequired", ({ requestId, authChallenge }) => {
      const authChallengeResponse = this.#answer(requestId, authChallenge);
      session
        .send("Fetch.continueWithAuth", { requestId, authChallengeResponse })
        .catch(() => undefined);
    });
  }

  #answer(
    key: string,
    { source }: Protocol.Fetch.AuthChallenge,
  ): Protocol.Fetch.AuthChallengeResponse {
    if (source !== "Proxy") return { response: "Default" };
    const answered = this.#answers.get(key) ?? 0;
    if (this.#credentials === undefined || answered >= MAX_ANSWERS)
      return { response: "CancelAuth" };
    this.#answers.set(key, answered + 1);
    const [oldest = key] = this.#answers.keys();
    if (this.#answers.size > MAX_REMEMBERED) this.#answers.delete(oldest);
    return { response: "ProvideCredentials", ...this.#credentials };
  }
}
