import type { Answer } from "../domain/answer.ts";
import { sizeOf, sizeOfFailure } from "../domain/answer-size.ts";
import { BrowserMeter } from "../domain/browser-meter.ts";
import type { FailureCode, Result } from "../domain/failure.ts";
import { type LogLevel, logLine } from "../domain/log.ts";
import { codeOfAnswer } from "../grants/gated-run.ts";
import { writePoint } from "./call-metrics.ts";
import type { Caller } from "./caller.ts";

/** What is told of a call to whoever runs the server: ids and numbers, no word of anybody's. */
export interface CallFacts {
  /** Of the HTTP request, as in the audit. */
  readonly request: string;
  readonly grant: string;
  /** Undefined for a call of none or several. */
  readonly session: string | undefined;
  /** A name of the catalogue, or `NO_TOOL`. */
  readonly tool: string;
  /** `ok`, the code of a failure, `unknown_tool` or `hidden`. */
  readonly code: string;
  /** From when the call was understood until its answer was there. */
  readonly ms: number;
  /** Undefined where its session's object did not come to tell. */
  readonly browserMs: number | undefined;
  /** Of the answer, counted as in the audit; undefined where there is none but the protocol's. */
  readonly bytes: number | undefined;
}

/** Stands for a name that is none of a tool, which a stranger has made up. */
export const NO_TOOL = "(unknown)";

/** Refusals of the deployment rather than of the caller, whom somebody may want to look after. */
const WARNINGS: ReadonlySet<string> = new Set([
  "session_lost",
  "pool_full",
  "platform_busy",
  "platform_limit",
] satisfies FailureCode[]);

/** The line of one call and its data point: filled while the call runs, written once at its end. */
export class CallLine {
  /** False while only the session's object knows how long the call works in its browser. */
  isTimeKnown = true;
  readonly #tool: string;
  readonly #caller: Caller;
  readonly #browser: BrowserMeter;
  readonly #startedAt = Date.now();
  readonly #sessions = new Set<string>();

  constructor(tool: string, caller: Caller, browser = new BrowserMeter()) {
    this.#tool = tool;
    this.#caller = caller;
    this.#browser = browser;
  }

  /** A session that the call is made in, or opens. */
  about(sessionId: string): void {
    this.#sessions.add(sessionId);
  }

  /** `isLeft` where nobody was there any more to be answered. */
  ended(result: Result<Answer>, isLeft: boolean): void {
    const code = result.ok ? codeOfAnswer(result.value) : result.failure.code;
    const bytes = result.ok ? sizeOf(result.value) : sizeOfFailure(result.failure);
    this.write(isLeft ? "cancelled" : code, bytes);
  }

  write(code: string, bytes?: number): void {
    const { grant, requestId, metrics } = this.#caller;
    const browserMs = this.isTimeKnown ? this.#browser.ms : undefined;
    const [session] = this.#sessions.size === 1 ? this.#sessions : [];
    const facts: CallFacts = {
      ...{ request: requestId, grant: grant.id, session, tool: this.#tool, code },
      ...{ ms: Date.now() - this.#startedAt, browserMs, bytes },
    };
    logLine("call", { ...facts }, levelOf(code));
    if (metrics !== undefined) writePoint(metrics, facts);
  }
}

function levelOf(code: string): LogLevel {
  if (code === "internal") return "error";
  return WARNINGS.has(code) ? "warn" : "log";
}
