import { within } from "../domain/deadline.ts";
import { ToolFailure } from "../domain/failure.ts";
import { randomHex } from "../domain/ids.ts";
import { BrowserGone, type BrowserSource } from "./browser-source.ts";

/** Milliseconds an endpoint may take to answer the handshake. */
const DIAL_MS = 10_000;

/**
 * A browser of the caller's behind a WebSocket address. The address may open that browser to anybody
 * who knows it, so no failure and no log line of this file holds it.
 */
export class CdpEndpoint implements BrowserSource {
  readonly #address: string;
  /** Some endpoints start a browser for each connection, so the first one is put to use. */
  #fresh: WebSocket | undefined;

  /** `address` is a checked `wss:` or `ws:` one. */
  constructor(address: string) {
    this.#address = address.replace(/^ws/, "http");
  }

  async acquire(): Promise<string> {
    this.#fresh = await this.#dial();
    return `cdp-${randomHex(8)}`;
  }

  async connect(): Promise<WebSocket> {
    const fresh = this.#fresh;
    this.#fresh = undefined;
    if (fresh !== undefined) return fresh;
    try {
      return await this.#dial();
    } catch (error) {
      throw isPassing(error) ? error : new BrowserGone();
    }
  }

  async exists(): Promise<boolean> {
    try {
      (await this.#dial()).close();
      return true;
    } catch (error) {
      return isPassing(error);
    }
  }

  /** Only drops what is ours: a connection that was never put to use. */
  async close(): Promise<void> {
    this.#fresh?.close();
    this.#fresh = undefined;
  }

  async #dial(): Promise<WebSocket> {
    const dialling = this.#handshake();
    try {
      return await within(dialling, DIAL_MS, () => deadEndpoint("it did not answer in time"));
    } catch (error) {
      dialling.then((late) => late.close()).catch(() => undefined);
      throw error;
    }
  }

  /** No redirect is followed: it could lead to a host that the owner has not allowed. */
  #ask(): Promise<Response> {
    return fetch(this.#address, { headers: { Upgrade: "websocket" }, redirect: "manual" });
  }

  /** Asked twice, since a request may meet a connection the other side has closed after the last one. */
  async #handshake(): Promise<WebSocket> {
    const response = await this.#ask().catch(() => this.#ask().catch(() => undefined));
    if (response === undefined) throw deadEndpoint("nothing can be reached there");
    if (response.webSocket !== null) {
      response.webSocket.accept();
      return response.webSocket;
    }
    await response.body?.cancel();
    throw response.status === 429 || response.status >= 500
      ? busyEndpoint(response.status)
      : deadEndpoint(`it answered ${response.status} instead of opening a connection`);
  }
}

function isPassing(error: unknown): boolean {
  return error instanceof ToolFailure && error.failure.code === "platform_busy";
}

function deadEndpoint(reason: string): ToolFailure {
  return new ToolFailure(
    "invalid_arguments",
    `cdp leads to no browser: ${reason}.`,
    "Check the address of the endpoint and the token in it, if it has one.",
  );
}

function busyEndpoint(status: number): ToolFailure {
  return new ToolFailure(
    "platform_busy",
    `The endpoint of cdp gave no browser (status ${status}).`,
    "Try again in 5 s.",
    { retryAfterSeconds: 5 },
  );
}
