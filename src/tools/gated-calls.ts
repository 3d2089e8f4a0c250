import { addressOf, plainHost } from "../policy/address.ts";
import type { Facts } from "../policy/facts.ts";
import type { GatedCall, GatedCalls } from "../policy/gated-call.ts";
import type { Tool } from "./define-tool.ts";

/** A call as the policy sees it, with every step inside it; `facts` are those of its surroundings. */
export function gatedCalls(
  tool: Tool,
  input: Readonly<Record<string, unknown>>,
  facts: Facts,
  sessionId?: string,
): GatedCalls {
  const session = sessionId === undefined ? {} : { sessionId };
  const view = tool.policy;
  const ctx = { ...facts, ...openedBy(tool, input), ...targetOf(tool, input) };
  const call = {
    tool: tool.name,
    args: { ...session, ...(view?.args?.(input) ?? input) },
    ctx,
    capabilities: view?.capabilities?.(input) ?? [],
  };
  const inner = view?.steps?.(input) ?? [];
  const { target: _ofThisCall, ...around } = ctx;
  const steps = inner.flatMap((step): GatedCall[] =>
    gatedCalls(step.tool, step.input, around, sessionId).map(({ step: below, ...gated }) => ({
      ...gated,
      step: below === undefined ? step.name : `${step.name}.${below}`,
    })),
  );
  const usesBrowser = tool.target === "session" || tool.annotations.openWorldHint;
  return [{ call, ...session, usesBrowser }, ...steps];
}

function openedBy({ policy }: Tool, input: Readonly<Record<string, unknown>>): Partial<Facts> {
  const session = policy?.opens?.(input);
  return session === undefined ? {} : { session };
}

function targetOf({ policy }: Tool, input: Readonly<Record<string, unknown>>): Partial<Facts> {
  const address = policy?.leadsTo?.(input);
  const url = address === undefined ? undefined : addressOf(address);
  return url === undefined ? {} : { target: { host: plainHost(url) } };
}
