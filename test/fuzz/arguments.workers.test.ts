import { env } from "cloudflare:workers";
import fc from "fast-check";
import { expect, inject, test } from "vitest";
import { FAILURE_CODES } from "../../src/domain/failure.ts";
import type { GrantObject } from "../../src/grants/grant-object.ts";
import { listTool } from "../../src/mcp/listed-tools.ts";
import { CATALOGUE } from "../../src/tools/catalogue.ts";
import { Agent, callTool } from "../support/agent.ts";
import { request } from "../support/edge.ts";
import { answerIn, bodyOf, textOf } from "../support/wire.ts";
import { type ArgumentSchema, argumentsOf } from "./arguments-of.ts";

const RUNS = 40;
/** The same calls each time, so that a failure is a change's; LEAPFROG_FUZZ_SEED tries others. */
const SEED = inject("fuzzSeed");
/** Milliseconds: the deadline of a call and what it takes to say so. */
const MOST_MS = 60_000;
const STACK = /\n\s+at |\.ts:\d+|node_modules/;
/** Calls that do something, for tools whose fields seldom go together by chance. */
const ACTS = [
  { action: "click", target: "button" },
  { action: "fill", target: "#field", value: "a" },
  { action: "type", target: "#field", value: "b\u0301" },
  { action: "press", key: "Tab" },
  { action: "select", target: "select", value: "b" },
  { action: "scroll", scrollAmount: 10 },
  { action: "hover", target: "a" },
];
const SOUND: Readonly<Record<string, readonly Record<string, unknown>[]>> = {
  act: ACTS,
  batch_actions: [{ actions: ACTS.slice(0, 3) }, { actions: ACTS.slice(3) }],
  session_save_profile: [{ name: "fuzz", hosts: ["127.0.0.1"] }],
  profile_delete: [{ name: "fuzz" }],
  session_replay: [
    { recording: { version: 1, steps: [{ tool: "act", args: { action: "press", key: "Tab" } }] } },
    { recording: '{"version":1,"steps":[{"tool":"tab_switch","args":{"tabIndex":0}}]}' },
  ],
  profile_import_from_chrome: [
    {
      name: "fuzz",
      state: '[{"name":"a","value":"b","domain":"127.0.0.1"}]',
      domains: ["127.0.0.1"],
    },
  ],
};
const PAGE = `<title>Fuzz</title><input id="field" aria-label="Field"><button>Go</button>
  <select aria-label="Many"><option>a<option>b</select><a href="#x">Link</a>`;

test.each(CATALOGUE.map((tool) => [tool.name, tool] as const))(
  "%s answers whatever it is given",
  { timeout: 240_000, retry: 0 },
  async (name, tool) => {
    let reached = 0;
    await using agent = await Agent.on(PAGE);
    const schema: ArgumentSchema = listTool(tool).inputSchema;
    const session = tool.target === "session" ? { sessionId: agent.sessionId } : {};
    const patience = name === "wait_for" ? { timeout: 100 } : {};
    const url = `${inject("pages")}/page?html=x`;
    const places = name === "session_create" || name === "session_create_batch" ? { url } : {};
    await fc.assert(
      fc.asyncProperty(argumentsOf(schema, SOUND[name]), async (drawn) => {
        const args = { ...patience, ...drawn, ...session, ...("url" in drawn ? places : {}) };
        if ((await codeOf(name, args)) !== "invalid_arguments") reached++;
      }),
      { numRuns: RUNS, seed: SEED, endOnFailure: true },
    );
    expect(reached).toBeGreaterThan(0);
    await expectPlaces(agent);
  },
);

/** `ok` or the code of the failure that a call is answered with, which has to be one of ours. */
async function codeOf(name: string, args: Record<string, unknown>): Promise<string> {
  const startedAt = Date.now();
  const before = await lastRow();
  const body = bodyOf("2025-11-25", "tools/call", { name, arguments: args });
  const response = await request({ body });
  const text = await response.text();
  expect(response.status, text).toBe(200);
  expect(await rowsOf(before), text).not.toEqual([]);
  expect(Date.now() - startedAt).toBeLessThan(MOST_MS);
  expect(text).not.toMatch(STACK);
  const message = answerIn(text);
  expect(message.error, text).toBeUndefined();
  if (message.result?.isError !== true) return "ok";
  const code = textOf(message).split(":")[0] ?? "";
  expect(FAILURE_CODES, text).toContain(code);
  expect(code, `${JSON.stringify(args)}\n${text}`).not.toBe("internal");
  return code;
}

function auditOf(): DurableObjectStub<GrantObject> {
  return env.GRANT.getByName("owner");
}

/** The number of the last row of the owner's audit. */
async function lastRow(): Promise<number> {
  const range = await auditOf().auditRange({});
  return range.ok ? range.value.end.seq : -1;
}

/** The rows that have been written since. */
async function rowsOf(after: number): Promise<readonly string[]> {
  const page = await auditOf().auditPage({ after, through: await lastRow() });
  return page.ok ? page.value.lines : [];
}

/** What was opened on the way is ended here; nothing else may be left of it. */
async function expectPlaces(agent: Agent): Promise<void> {
  const { structured } = await callTool("session_list", {});
  const sessions = (structured?.sessions ?? []) as { sessionId: string }[];
  const others = sessions.filter(({ sessionId }) => sessionId !== agent.sessionId);
  for (const { sessionId } of others) await callTool("session_destroy", { sessionId });
  const { structured: pool } = await callTool("pool_status", {});
  expect(pool?.used).toBeLessThanOrEqual(1);
}
