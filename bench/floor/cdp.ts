/** Milliseconds after which a floor that does not answer fails the bench. */
const PATIENCE_MS = 30_000;

/** What Chrome sends over a socket, as much of it as the floor reads. */
interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly sessionId?: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly message: string };
}

interface Waiting {
  readonly resolve: (result: Readonly<Record<string, unknown>>) => void;
  readonly reject: (error: Error) => void;
}

/** The least that speaks to Chrome: commands by number, events by name. */
export class Cdp {
  readonly #socket: WebSocket;
  readonly #replies = new Map<number, Waiting>();
  readonly #events = new Map<string, (params: Readonly<Record<string, unknown>>) => void>();
  #last = 0;
  #session: string | undefined;

  constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener("message", ({ data }) => this.#receive(JSON.parse(String(data))));
  }

  /** Sends all further commands to the browser's first page. */
  async attachToFirstPage(): Promise<void> {
    const { targetInfos } = await this.send("Target.getTargets");
    const page = Array.isArray(targetInfos) && targetInfos.find(({ type }) => type === "page");
    if (!page) throw new Error("the browser has no page");
    const attached = await this.send("Target.attachToTarget", {
      targetId: page.targetId,
      flatten: true,
    });
    this.#session = String(attached.sessionId);
  }

  send(
    method: string,
    params: Readonly<Record<string, unknown>> = {},
  ): Promise<Readonly<Record<string, unknown>>> {
    this.#last++;
    const id = this.#last;
    const { promise, resolve, reject } = Promise.withResolvers<Readonly<Record<string, unknown>>>();
    this.#replies.set(id, { resolve, reject });
    this.#socket.send(JSON.stringify({ id, method, params, sessionId: this.#session }));
    return promise;
  }

  /** Resolves with the first event that `accept` takes; to be called before what causes it. */
  next(
    method: string,
    accept: (params: Readonly<Record<string, unknown>>) => boolean = () => true,
  ): Promise<Readonly<Record<string, unknown>>> {
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`no ${method}`)), PATIENCE_MS);
      this.#events.set(method, (params) => {
        if (!accept(params)) return;
        clearTimeout(late);
        this.#events.delete(method);
        resolve(params);
      });
    });
  }

  #receive({ id, method, params = {}, result = {}, error }: Message): void {
    this.#events.get(method ?? "")?.(params);
    if (id === undefined) return;
    const waiting = this.#replies.get(id);
    this.#replies.delete(id);
    if (error === undefined) waiting?.resolve(result);
    else waiting?.reject(new Error(error.message));
  }
}
