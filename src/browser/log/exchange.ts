/** Where a request was made. */
export type Place = "page" | "frame" | "worker" | "shared worker" | "service worker" | "browser";

/** One answer that led on to another address. */
export interface Hop {
  readonly url: string;
  readonly status: number;
  /** Where it led. */
  readonly location: string;
}

/** One frame of a WebSocket; text is cut, of what is binary only the length is kept. */
export interface SocketFrame {
  readonly sent: boolean;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly bytes: number;
  /** Undefined for a binary frame. */
  readonly text?: string | undefined;
}

/** What a WebSocket has carried. */
export interface SocketTraffic {
  readonly sent: number;
  readonly received: number;
  readonly sentBytes: number;
  readonly receivedBytes: number;
  /** The last ones, oldest first. */
  readonly frames: readonly SocketFrame[];
}

/** Milliseconds each part took; undefined where the part was left out. */
export interface Timing {
  readonly blocked?: number | undefined;
  readonly dns?: number | undefined;
  readonly connect?: number | undefined;
  readonly ssl?: number | undefined;
  readonly send?: number | undefined;
  readonly wait?: number | undefined;
  readonly receive?: number | undefined;
}

export type Headers = Readonly<Record<string, string>>;

/** The value of a header, whose name is given in lower case and may stand in any. */
export function headerOf(headers: Headers, name: string): string | undefined {
  return Object.entries(headers).find(([one]) => one.toLowerCase() === name)?.[1];
}

/**
 * One request with what came of it, as the session's log keeps it: addresses and headers as they were,
 * cut where they are very long. Nothing of it is shown or exported but through the redaction.
 */
export interface Exchange {
  /** `n1`, `n2`, … in the order of the session. */
  readonly id: string;
  readonly place: Place;
  /** Index of the tab when it was made; undefined for a worker that is shared. */
  readonly tab?: number | undefined;
  readonly method: string;
  /** The last address, after all redirects; without a fragment. */
  readonly url: string;
  /** Chrome's kind in lower case: `document`, `xhr`, `fetch`, `script`, `image`, `websocket`, … */
  readonly kind: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  /** What made it: `script https://…:12`, `parser`, `preload`, …; undefined where Chrome does not say. */
  readonly initiator?: string | undefined;
  readonly redirects: readonly Hop[];
  readonly requestHeaders: Headers;
  readonly requestBytes: number;
  /** Of a text body the beginning. */
  readonly requestBody?: string | undefined;
  /** Undefined while there is no answer. */
  readonly status?: number | undefined;
  readonly statusText?: string | undefined;
  readonly protocol?: string | undefined;
  readonly responseHeaders: Headers;
  readonly mimeType?: string | undefined;
  /** `memory`, `disk`, `service worker` or `prefetch`; undefined when it came from the network. */
  readonly cache?: string | undefined;
  /** Bytes over the network, and of the body once it was unpacked. */
  readonly encodedBytes?: number | undefined;
  readonly bodyBytes?: number | undefined;
  /** Milliseconds from its start to its end; undefined while it goes on. */
  readonly ms?: number | undefined;
  readonly timing?: Timing | undefined;
  /** Chrome's error, such as `net::ERR_CONNECTION_REFUSED`. */
  readonly failure?: string | undefined;
  /** Who stopped it and why, such as `egress: private and local addresses are closed` or `rule ads`. */
  readonly blockedBy?: string | undefined;
  /** Ids of the rules of `network_intercept` that took it, the deciding one last. */
  readonly rules: readonly string[];
  readonly socket?: SocketTraffic | undefined;
}
