import { env } from "cloudflare:workers";
import { ToolFailure } from "../domain/failure.ts";
import { KEEP_ALIVE_MS } from "../domain/limits.ts";
import { logLine } from "../domain/log.ts";
import { BrowserGone, type BrowserSource } from "./browser-source.ts";

// The binding ignores the host; only the path reaches Browser Run.
const ORIGIN = "https://browser-run.internal";
const MAX_RETRY_SECONDS = 86_400;
/** Seconds to wait where the platform names none. */
const RETRY_SECONDS = 5;
/** Characters of an unexpected answer that go into the log. */
const MAX_LOGGED = 300;

/** What Browser Run says of the account; fields are absent on the local emulation. */
export interface PlatformLimits {
  readonly activeSessions?: readonly unknown[];
  readonly maxConcurrentSessions?: number;
  readonly allowedBrowserAcquisitions?: number;
  /** Milliseconds. */
  readonly timeUntilNextAllowedBrowserAcquisition?: number;
}

/**
 * Speaks to the browser binding over its HTTP routes, because only these give the status and the
 * `Retry-After` of a refusal, and only these exist in the local emulation.
 */
export class BindingClient implements BrowserSource {
  readonly #binding: Fetcher;

  constructor(binding: Fetcher = env.BROWSER) {
    this.#binding = binding;
  }

  /** Starts a browser and gives the platform's id, which opens it to anybody who knows it. */
  async acquire(allowedHosts?: readonly string[]): Promise<string> {
    const response = await this.#fetch(`/v1/devtools/browser?keep_alive=${KEEP_ALIVE_MS}`, {
      method: "POST",
      ...(allowedHosts === undefined ? {} : guardrails(allowedHosts)),
    });
    if (!response.ok) throw await refusal(response);
    const body: { sessionId?: unknown } = await response.json();
    if (typeof body.sessionId !== "string") throw new Error("acquire answered without an id");
    return body.sessionId;
  }

  /** Opens a CDP socket to a browser; throws `BrowserGone` when there is none of that id (404 or 410). */
  async connect(browserId: string): Promise<WebSocket> {
    const path = `/v1/devtools/browser/${encodeURIComponent(browserId)}`;
    const response = await this.#fetch(path, { headers: { Upgrade: "websocket" } });
    if (response.webSocket !== null) {
      response.webSocket.accept();
      return response.webSocket;
    }
    const refused = await refusal(response);
    if (isGone(response.status) || !(await this.exists(browserId))) throw new BrowserGone();
    throw refused;
  }

  async exists(browserId: string): Promise<boolean> {
    const path = `/v1/devtools/session/${encodeURIComponent(browserId)}`;
    const response = await this.#fetch(path);
    await response.body?.cancel();
    return !isGone(response.status);
  }

  /** Ends a browser; one that is gone already counts as ended. */
  async close(browserId: string): Promise<void> {
    const path = `/v1/devtools/browser/${encodeURIComponent(browserId)}`;
    const response = await this.#fetch(path, { method: "DELETE" });
    await response.body?.cancel();
    if (!response.ok && !isGone(response.status)) {
      throw new Error(`closing a browser answered ${response.status}`);
    }
  }

  async limits(): Promise<PlatformLimits> {
    const response = await this.#fetch("/v1/limits");
    if (!response.ok) throw await refusal(response);
    return response.json();
  }

  /** The local emulation throws where a browser does not start; the caller is told to come again. */
  async #fetch(path: string, init: RequestInit = {}): Promise<Response> {
    try {
      return await this.#binding.fetch(`${ORIGIN}${path}`, init);
    } catch (error) {
      logLine("platform_failed", { error: String(error) });
      throw busy("Browser Run failed to answer.", RETRY_SECONDS);
    }
  }
}

/**
 * Browser Run itself lets a browser reach these hosts alone, for as long as it lives. The local
 * emulation takes no notice.
 */
function guardrails(allowedDomains: readonly string[]): RequestInit {
  return {
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ guardrails: { allowedDomains } }),
  };
}

function isGone(status: number): boolean {
  return status === 404 || status === 410;
}

/** What a refusal means for the caller; one that no waiting helps against is a fault to be logged. */
async function refusal(response: Response): Promise<Error> {
  const text = await response.text().catch(() => "");
  const retryAfterSeconds = retryAfter(response.headers.get("Retry-After"));
  if (response.status === 429 && /today|per day|daily/i.test(text)) return dailyLimit();
  if (response.status === 429) {
    return new ToolFailure(
      "platform_limit",
      "Browser Run's own limit for this account is reached.",
      `Try again in ${retryAfterSeconds} s, or close a session.`,
      { retryAfterSeconds },
    );
  }
  if (response.status < 500) {
    const told = text.slice(0, MAX_LOGGED).replace(/[\w-]{16,}/g, "…");
    return new Error(`Browser Run answered ${response.status}: ${told}`);
  }
  return busy(`Browser Run gave no browser (status ${response.status}).`, retryAfterSeconds);
}

function busy(what: string, retryAfterSeconds: number): ToolFailure {
  const next = `Try again in ${retryAfterSeconds} s.`;
  return new ToolFailure("platform_busy", what, next, { retryAfterSeconds });
}

function dailyLimit(): ToolFailure {
  const retryAfterSeconds = secondsToMidnightUtc(Date.now());
  return new ToolFailure(
    "platform_limit",
    "The account's browser time for today is used up.",
    `It resets in ${retryAfterSeconds} s, at midnight UTC; the paid plan has no daily cap.`,
    { retryAfterSeconds },
  );
}

function secondsToMidnightUtc(now: number): number {
  return Math.ceil((86_400_000 - (now % 86_400_000)) / 1000);
}

/** Seconds from a `Retry-After` header in either of its forms. */
function retryAfter(header: string | null): number {
  if (header === null) return RETRY_SECONDS;
  const seconds = /^\d+$/.test(header)
    ? Number(header)
    : Math.ceil((Date.parse(header) - Date.now()) / 1000);
  return Number.isFinite(seconds)
    ? Math.min(MAX_RETRY_SECONDS, Math.max(1, seconds))
    : RETRY_SECONDS;
}
