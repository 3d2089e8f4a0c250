import { setTimeout as sleep } from "node:timers/promises";
import type { PageSocket } from "./socket.ts";

const ASK_MS = 1_000;

/** What the server answers to one path of a page; nothing but status 200 unless told. */
export interface Reply {
  readonly status?: number;
  readonly html?: string;
  /** Milliseconds until it answers. */
  readonly after?: number;
  /** Ends the connection instead of answering. */
  readonly breaks?: boolean;
}

/** Something that the page said. */
interface Told {
  readonly what: string;
  /** When it was heard, by `performance.now`. */
  readonly heardAt: number;
  /** When it was so, by the machine's clock. */
  readonly at: number;
}

/** One opening of a page by one contestant: what it asked of the server and what it told of itself. */
export class Run {
  readonly id: string;
  readonly replies: Readonly<Record<string, Reply>>;
  /** Such as `POST order`. */
  readonly requests: string[] = [];
  readonly events: Told[] = [];
  #socket: PageSocket | undefined;
  #lastId = 0;
  #watchers = new Set<() => void>();
  readonly #answers = new Map<number, (value: unknown) => void>();

  constructor(id: string, replies: Readonly<Record<string, Reply>>) {
    this.id = id;
    this.replies = replies;
  }

  /** A later document of the page takes the place of the one before. */
  attach(socket: PageSocket): void {
    this.#socket = socket;
  }

  requested(what: string): void {
    this.requests.push(what);
  }

  receive(text: string): void {
    const { id, value, event, at } = JSON.parse(text);
    if (typeof event === "string")
      this.events.push({ what: event, heardAt: performance.now(), at });
    this.#answers.get(id)?.(value);
    this.#answers.delete(id);
    for (const look of this.#watchers) look();
  }

  /** The value of an expression in the page; undefined when a dialog or a navigation keeps it from answering. */
  async ask(code: string): Promise<unknown> {
    const id = ++this.#lastId;
    const answered = new Promise<unknown>((done) => this.#answers.set(id, done));
    this.#socket?.send(JSON.stringify({ id, code }));
    const late = new AbortController();
    const end = sleep(ASK_MS, undefined, { signal: late.signal }).catch(() => undefined);
    return Promise.race([answered, end]).finally(() => late.abort());
  }

  /** Waits for the event number `count` (from 1) of that name; undefined when it does not come in time. */
  async event(what: string, count: number, patience: number): Promise<Told | undefined> {
    const look = () => this.events.filter((event) => event.what === what)[count - 1];
    const present = look();
    if (present !== undefined) return present;
    const { promise, resolve } = Promise.withResolvers<Told | undefined>();
    const watch = () => look() !== undefined && resolve(look());
    const late = setTimeout(() => resolve(undefined), patience);
    this.#watchers.add(watch);
    return promise.finally(() => {
      clearTimeout(late);
      this.#watchers.delete(watch);
    });
  }
}
