import { describe, expect, test } from "vitest";
import { Agent } from "../support/agent.ts";
import { request } from "../support/edge.ts";
import { bodyOf, type Era, headersOf, messagesIn } from "../support/wire.ts";

const ERAS: readonly Era[] = ["2025-11-25", "2026-07-28"];

describe.each(ERAS)("progress in %s", (era) => {
  async function messagesOf(agent: Agent, ms: number, meta: Record<string, unknown>) {
    const wait = { sessionId: agent.sessionId, condition: "text", text: "never", timeout: ms };
    const params = { name: "wait_for", arguments: wait, _meta: meta };
    const headers = headersOf(era, "tools/call", params);
    const response = await request({ headers, body: bodyOf(era, "tools/call", params) });
    return messagesIn(await response.text());
  }

  test("is told once a call takes longer than a second, and only then", async () => {
    await using agent = await Agent.on("<h1>Still</h1>");
    const [first, ...rest] = await messagesOf(agent, 1_500, { progressToken: "mine" });
    expect(first).toMatchObject({
      method: "notifications/progress",
      params: { progressToken: "mine", progress: 1, message: "wait_for is running for 1 s" },
    });
    expect(rest.map((message) => message.result?.isError)).toEqual([true]);
  });

  test("is not told of a short call", async () => {
    await using agent = await Agent.on("<h1>Still</h1>");
    expect(await messagesOf(agent, 100, { progressToken: 7 })).toHaveLength(1);
  });

  test("is not told to who has not asked", async () => {
    await using agent = await Agent.on("<h1>Still</h1>");
    expect(await messagesOf(agent, 1_500, {})).toHaveLength(1);
  });
});
