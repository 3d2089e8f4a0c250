import type { PageOrigin } from "../support/page-origin.ts";
import {
  answerOf,
  callOver,
  type Endpoint,
  send,
  type WireAnswer,
} from "../support/wire-client.ts";
import { judge, NEVER_MS } from "./contract.ts";
import type { Random } from "./random.ts";
import { Tally } from "./tally.ts";

/** The part of the clients that hang up, and milliseconds within which they have. */
const RUDE = 0.15;
const RUDE_MS = 1_500;
const HUNG_UP = "hung up";

const READING: readonly (readonly [string, Record<string, unknown>])[] = [
  ["snapshot", { maxChars: 1_000 }],
  ["extract", { type: "title" }],
  ["tabs_list", {}],
  ["screenshot", { format: "jpeg" }],
  ["wait_for", { condition: "text", text: "Edge" }],
  ["session_health", {}],
];
const OF_THE_POOL = ["pool_status", "session_list", "session_create", "profile_list"];

/** How often a button was pressed, as far as its presser was told. */
interface Pressed {
  sent: number;
  done: number;
}

/** Clients that call over sockets of their own, all at once, some of which do not wait for the answer. */
export class EdgeClients {
  readonly tally = new Tally();
  readonly random: Random;
  /** The key of the page that each session has open. */
  readonly sessions = new Map<string, string>();
  readonly #endpoint: Endpoint;
  readonly #pages: PageOrigin;
  readonly #pressed = new Map<string, Pressed>();

  constructor(endpoint: Endpoint, pages: PageOrigin, random: Random) {
    this.#endpoint = endpoint;
    this.#pages = pages;
    this.random = random;
  }

  /** Fills the pool up, each session on a page that counts the presses of its button. */
  async open(places: number): Promise<void> {
    const { structured } = await callOver(this.#endpoint, "session_list");
    const listed: { sessionId: string }[] = Array.isArray(structured.sessions)
      ? structured.sessions
      : [];
    const there = new Set(listed.map(({ sessionId }) => sessionId));
    for (const id of this.sessions.keys()) if (!there.has(id)) this.sessions.delete(id);
    // Those that were created by a call of a burst have no page that counts.
    for (const id of there)
      if (!this.sessions.has(id)) await this.#call("session_destroy", { sessionId: id });
    const missing = Array.from({ length: places - this.sessions.size });
    await Promise.all(missing.map(() => this.#openOne()));
  }

  async #openOne(): Promise<void> {
    const key = `edge${this.#pressed.size}`;
    this.#pressed.set(key, { sent: 0, done: 0 });
    const send = `fetch("/count?key=${key}", { method: "POST", keepalive: true })`;
    const url = this.#pages.page(
      `<title>Edge</title><h1>Edge</h1><button id=go onclick='${send}'>Go</button>`,
    );
    const answer = await this.#call("session_create", { url });
    if (answer !== undefined && !answer.isError)
      this.sessions.set(String(answer.structured.sessionId), key);
  }

  /** One of a burst; gives its outcome. */
  async someCall(): Promise<string> {
    const { random } = this;
    const [sessionId, key] = random.oneOf([...this.sessions]) ?? [];
    const isRude = random.chance(RUDE);
    const leave = isRude ? AbortSignal.timeout(1 + random.below(RUDE_MS)) : undefined;
    if (sessionId === undefined || random.chance(0.2)) {
      return this.#outcome(random.oneOf(OF_THE_POOL) ?? "pool_status", {}, leave);
    }
    if (random.chance(0.3)) return this.#press(sessionId, key ?? "", leave);
    const [tool, args] = random.oneOf(READING) ?? ["tabs_list", {}];
    return this.#outcome(tool, { sessionId, ...args }, leave);
  }

  async #press(sessionId: string, key: string, leave?: AbortSignal): Promise<string> {
    const pressed = this.#pressed.get(key) ?? { sent: 0, done: 0 };
    pressed.sent++;
    const outcome = await this.#outcome(
      "act",
      { sessionId, action: "click", target: "#go" },
      leave,
    );
    if (outcome === "ok") pressed.done++;
    return outcome;
  }

  /** What was answered as done was done, and nothing was done twice. */
  async judgePresses(): Promise<void> {
    for (const [key, { sent, done }] of this.#pressed) {
      const count = Number(await (await fetch(this.#pages.count(key))).json());
      if (count >= done && count <= sent) continue;
      this.tally.find(`${done} of ${sent} presses were answered as done, the server got ${count}`);
    }
  }

  async destroyAll(): Promise<void> {
    const { structured } = await callOver(this.#endpoint, "session_list");
    const listed: { sessionId: string }[] = Array.isArray(structured.sessions)
      ? structured.sessions
      : [];
    await Promise.all(listed.map(({ sessionId }) => this.#call("session_destroy", { sessionId })));
  }

  async #outcome(
    tool: string,
    args: Record<string, unknown>,
    leave?: AbortSignal,
  ): Promise<string> {
    const answer = await this.#call(tool, args, leave);
    return answer === undefined
      ? HUNG_UP
      : answer.isError
        ? (answer.text.split(":")[0] ?? "")
        : "ok";
  }

  /** The answer, held against the contract; undefined for a client that hung up or was not answered. */
  async #call(
    tool: string,
    args: Record<string, unknown>,
    leave?: AbortSignal,
  ): Promise<WireAnswer | undefined> {
    const startedAt = Date.now();
    const signal = AbortSignal.any([AbortSignal.timeout(NEVER_MS), ...(leave ? [leave] : [])]);
    const answer = await this.#answer(tool, args, signal).catch(
      (error) => new Error(String(error)),
    );
    if (answer instanceof Error && leave?.aborted) return undefined;
    const ms = Date.now() - startedAt;
    const { outcome, breach } = judge(tool, answer, ms);
    this.tally.answered(tool, outcome, ms);
    if (breach !== undefined) this.tally.find(breach);
    return answer instanceof Error ? undefined : answer;
  }

  async #answer(
    tool: string,
    args: Record<string, unknown>,
    signal: AbortSignal,
  ): Promise<WireAnswer> {
    const call = { name: tool, arguments: args };
    const response = await send(this.#endpoint, "2026-07-28", "tools/call", call, signal);
    return answerOf(await response.text());
  }
}
