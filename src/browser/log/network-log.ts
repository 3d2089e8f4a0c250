import type { CDPSession, Protocol } from "../cdp.ts";
import { cut } from "../visible-text.ts";
import type { Exchange, Place } from "./exchange.ts";
import { ExchangeDraft } from "./exchange-draft.ts";

/** Exchanges that are kept, and characters of all of them. */
const MAX_KEPT = 1_000;
const MAX_SIZE = 4_000_000;
const MAX_VERDICTS = 500;
const MAX_EVENTS = 65_536;

const LEFT = "its end was not heard: its page was left";

/** First letters of ids, one for each life of the session's object, so that no id is used twice. */
const LIVES = "nabcdefghijklmopqrstuvwxyz";

/** What hears of exchanges when they are over. */
export type OnEnd = (draft: ExchangeDraft) => void;

/** Where the events of a session come from. */
export interface Source {
  readonly place: Place;
  readonly targetId?: string | undefined;
}

/** What was decided of a request before it was sent. */
interface Verdict {
  readonly by?: string | undefined;
  readonly rules: readonly string[];
}

/** The requests of all targets of a session in the order they began, bounded in memory. */
export class NetworkLog {
  readonly #life: string;
  readonly #onEnd: OnEnd;
  #kept: ExchangeDraft[] = [];
  readonly #sizes = new Map<ExchangeDraft, number>();
  readonly #open = new Map<string, ExchangeDraft>();
  readonly #verdicts = new Map<string, Verdict>();
  #size = 0;
  #count = 0;
  #dropped = 0;

  constructor(life: number, onEnd: OnEnd) {
    this.#life = LIVES[life % LIVES.length] ?? "n";
    this.#onEnd = onEnd;
  }

  /** Exchanges that are not kept any more. */
  get dropped(): number {
    return this.#dropped;
  }

  /** `indexOf` gives the tab of a target as it is numbered now. */
  all(indexOf: (targetId: string) => number | undefined): Exchange[] {
    const tabOf = ({ targetId }: ExchangeDraft) =>
      targetId === undefined ? undefined : indexOf(targetId);
    return this.#kept.map((draft) => draft.view(tabOf(draft)));
  }

  find(id: string): ExchangeDraft | undefined {
    return this.#kept.find((draft) => draft.id === id);
  }

  /** Those still under way. */
  get underWay(): readonly ExchangeDraft[] {
    return [...this.#open.values()];
  }

  listen(session: CDPSession, source: Source): void {
    session.on("Network.requestWillBeSent", (event) => this.#sent(session, source, event));
    session.on("Network.requestServedFromCache", ({ requestId }) =>
      this.#open.get(requestId)?.fromMemory(),
    );
    session.on("Network.requestWillBeSentExtraInfo", ({ requestId, headers }) =>
      this.#open.get(requestId)?.wire(headers, false),
    );
    session.on("Network.responseReceivedExtraInfo", ({ requestId, headers }) =>
      this.#open.get(requestId)?.wire(headers, true),
    );
    session.on("Network.responseReceived", (event) => {
      this.#open.get(event.requestId)?.answered(event, session);
    });
    session.on("Network.dataReceived", ({ requestId, dataLength }) => {
      const draft = this.#open.get(requestId);
      if (draft !== undefined) draft.bodyBytes += dataLength;
    });
    session.on("Network.eventSourceMessageReceived", ({ requestId, eventName, data }) => {
      const draft = this.#open.get(requestId);
      if (draft === undefined || draft.events.length > MAX_EVENTS) return;
      const lines = cut(data, MAX_EVENTS).split("\n");
      draft.events += `event: ${eventName}\n${lines.map((line) => `data: ${line}\n`).join("")}\n`;
    });
    session.on("Network.loadingFinished", ({ requestId, timestamp, encodedDataLength }) =>
      this.#over(requestId, (draft) => draft.ended(timestamp, encodedDataLength)),
    );
    session.on("Network.loadingFailed", (event) => this.#failed(event));
    session.on("Page.frameNavigated", ({ frame }) => this.#left(session, frame.id, frame.loaderId));
    session.on("Page.frameDetached", ({ frameId }) => this.#left(session, frameId));
    this.#listenToSockets(session, source);
  }

  /** `networkId` is Chrome's id of the request; without one nobody can be told. */
  decided(networkId: string | undefined, by: string | undefined, rules: readonly string[]): void {
    if (networkId === undefined) return;
    const draft = this.#open.get(networkId);
    if (draft !== undefined) this.#judge(draft, { by, rules });
    else {
      this.#verdicts.set(networkId, { by, rules });
      const [oldest = networkId] = this.#verdicts.keys();
      if (this.#verdicts.size > MAX_VERDICTS) this.#verdicts.delete(oldest);
    }
  }

  /** Ends all that is under way in a session, or in all, for nobody tells of it any more. */
  lose(reason: string, session?: CDPSession): void {
    for (const [requestId, draft] of this.#open) {
      if (session !== undefined && draft.session !== session) continue;
      this.#over(requestId, () => draft.lost(reason));
    }
  }

  /** What a document had asked for goes on unheard once its frame shows another, or none: Chrome tells no end. */
  #left(session: CDPSession, frameId: string, loaderId?: string): void {
    for (const [requestId, { asker, session: heard }] of this.#open) {
      if (heard !== session || asker?.frameId !== frameId || asker.loaderId === loaderId) continue;
      this.#over(requestId, (draft) => draft.lost(LEFT));
    }
  }

  #sent(
    session: CDPSession,
    { place, targetId }: Source,
    event: Protocol.Network.RequestWillBeSentEvent,
  ): void {
    const known = this.#open.get(event.requestId);
    if (known !== undefined) {
      if (event.redirectResponse !== undefined) known.redirected(event, event.redirectResponse);
      return;
    }
    const id = `${this.#life}${++this.#count}`;
    const isInner = place === "page" && event.frameId !== undefined && event.frameId !== targetId;
    const origin = { id, place: isInner ? "frame" : place, targetId, session } as const;
    const draft = new ExchangeDraft(origin, event);
    this.#keep(draft);
    const verdict = this.#verdicts.get(event.requestId);
    this.#verdicts.delete(event.requestId);
    if (verdict !== undefined) this.#judge(draft, verdict);
  }

  #judge(draft: ExchangeDraft, { by, rules }: Verdict): void {
    draft.blockedBy = by ?? draft.blockedBy;
    // A redirect is asked about again.
    draft.rules.push(...rules.filter((id) => !draft.rules.includes(id)));
  }

  #failed(event: Protocol.Network.LoadingFailedEvent): void {
    const { requestId, timestamp, blockedReason, canceled, corsErrorStatus } = event;
    this.#over(requestId, (draft) => {
      const cors = corsErrorStatus === undefined ? "" : ` (CORS: ${corsErrorStatus.corsError})`;
      draft.failed(timestamp, canceled === true ? "canceled" : `${event.errorText}${cors}`);
      if (blockedReason !== undefined && draft.blockedBy === undefined) {
        draft.blockedBy = `the browser: ${blockedReason}`;
      }
    });
  }

  #over(requestId: string, end: (draft: ExchangeDraft) => void): void {
    const draft = this.#open.get(requestId);
    if (draft === undefined) return;
    this.#open.delete(requestId);
    end(draft);
    this.#onEnd(draft);
    draft.wholeBody = undefined;
    this.#measure(draft);
  }

  #keep(draft: ExchangeDraft): void {
    this.#open.set(draft.requestId, draft);
    this.#kept.push(draft);
    this.#measure(draft);
  }

  /** The oldest go when there are too many, or when all together are too large. */
  #measure(draft: ExchangeDraft): void {
    const before = this.#sizes.get(draft);
    const isKept = before !== undefined || this.#kept.at(-1) === draft;
    if (!isKept) return;
    this.#sizes.set(draft, draft.size);
    this.#size += draft.size - (before ?? 0);
    let gone = 0;
    while (this.#kept.length - gone > MAX_KEPT || this.#size > MAX_SIZE) {
      const oldest = this.#kept[gone];
      if (oldest === undefined) break;
      this.#size -= this.#sizes.get(oldest) ?? 0;
      this.#sizes.delete(oldest);
      if (this.#open.get(oldest.requestId) === oldest) this.#open.delete(oldest.requestId);
      gone++;
    }
    if (gone > 0) this.#kept = this.#kept.slice(gone);
    this.#dropped += gone;
  }

  #listenToSockets(session: CDPSession, source: Source): void {
    session.on("Network.webSocketCreated", ({ requestId, url, initiator }) => {
      const request = { url, method: "GET", headers: {}, initialPriority: "Low" as const };
      const rest = { referrerPolicy: "no-referrer" as const };
      const now = Date.now() / 1_000;
      this.#sent(session, source, {
        requestId,
        loaderId: "",
        documentURL: "",
        request: { ...request, ...rest },
        timestamp: now,
        wallTime: now,
        initiator: initiator ?? { type: "other" },
        redirectHasExtraInfo: false,
        type: "WebSocket",
      });
      this.#open.get(requestId)?.openSocket();
    });
    session.on("Network.webSocketHandshakeResponseReceived", ({ requestId, response }) =>
      this.#open.get(requestId)?.handshake(response.status, response.headers),
    );
    session.on("Network.webSocketFrameSent", ({ requestId, response }) =>
      this.#open.get(requestId)?.socket?.take(response, true),
    );
    session.on("Network.webSocketFrameReceived", ({ requestId, response }) =>
      this.#open.get(requestId)?.socket?.take(response, false),
    );
    session.on("Network.webSocketFrameError", ({ requestId, errorMessage }) => {
      const draft = this.#open.get(requestId);
      if (draft !== undefined) draft.failure = errorMessage;
    });
    session.on("Network.webSocketClosed", ({ requestId }) =>
      this.#over(requestId, (draft) => draft.ended(Date.now() / 1_000)),
    );
  }
}
