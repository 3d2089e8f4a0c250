import { callTool, type ToolAnswer } from "../support/agent.ts";
import { judge, NEVER_MS } from "./contract.ts";
import type { Tally } from "./tally.ts";

/** An answer with its outcome: `ok`, or the code of the failure. */
export interface WatchedAnswer extends ToolAnswer {
  readonly outcome: string;
  readonly ms: number;
  /** How it breaks the contract. */
  readonly breach?: string;
}

/** Calls a tool and holds the answer against the contract; `breach` is what breaks it. */
export async function watchedCall(
  tally: Tally,
  tool: string,
  args: Record<string, unknown>,
): Promise<WatchedAnswer> {
  const startedAt = Date.now();
  const answer = await answerTo(tool, args);
  const ms = Date.now() - startedAt;
  const judged = judge(tool, answer, ms - tally.standstill.since(startedAt));
  tally.answered(tool, judged.outcome, ms);
  const shown = answer instanceof Error ? { text: "", isError: true } : answer;
  return { ...shown, ms, ...judged };
}

async function answerTo(tool: string, args: Record<string, unknown>): Promise<ToolAnswer | Error> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const never = new Promise<Error>((resolve) => {
    timer = setTimeout(() => resolve(new Error("never")), NEVER_MS);
  });
  const answering = callTool(tool, args).catch((error) => new Error(String(error)));
  try {
    return await Promise.race([answering, never]);
  } finally {
    clearTimeout(timer);
  }
}
