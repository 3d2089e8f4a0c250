import type { ProtocolMapping } from "devtools-protocol/types/protocol-mapping.js";

type Commands = ProtocolMapping.Commands;
type Events = ProtocolMapping.Events;
type Listener = (params: unknown, sessionId: string | undefined) => void;

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly sessionId?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

/** One browser's own endpoint, without a library between. */
export class DevTools {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, (message: Message) => void>();
  readonly #listeners = new Map<string, Listener[]>();
  #lastId = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener("message", ({ data }) => this.#receive(JSON.parse(String(data))));
  }

  static async connect(address: string): Promise<DevTools> {
    const socket = new WebSocket(address);
    await new Promise((resolve, reject) => {
      socket.addEventListener("open", resolve);
      socket.addEventListener("error", () => reject(new Error(`${address} cannot be reached`)));
    });
    return new DevTools(socket);
  }

  /** Throws what the browser says against it. */
  async send<T extends keyof Commands>(
    method: T,
    params: Commands[T]["paramsType"][0],
    sessionId?: string,
  ): Promise<Commands[T]["returnType"]> {
    const id = ++this.#lastId;
    const answered = new Promise<Message>((resolve) => this.#waiting.set(id, resolve));
    this.#socket.send(JSON.stringify({ id, method, params, sessionId }));
    const { result, error } = await answered;
    if (error !== undefined) throw new Error(`${method}: ${error.message}`);
    return result as Commands[T]["returnType"];
  }

  on<T extends keyof Events>(
    method: T,
    listener: (params: Events[T][0], sessionId: string | undefined) => void,
  ): void {
    const known = this.#listeners.get(method) ?? [];
    this.#listeners.set(method, [
      ...known,
      (params, session) => listener(params as Events[T][0], session),
    ]);
  }

  close(): void {
    this.#socket.close();
  }

  #receive({ id, method, sessionId, ...message }: Message): void {
    if (id === undefined) {
      for (const listener of this.#listeners.get(method ?? "") ?? []) {
        listener(message.params, sessionId);
      }
      return;
    }
    this.#waiting.get(id)?.(message);
    this.#waiting.delete(id);
  }
}
