import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { DONE, GateBench, gated, limit, policy, step } from "../support/gate-bench.ts";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe("limits of the whole server", () => {
  test("count over grants", async () => {
    using bench = new GateBench(policy({ navigate: limit("n", 2, "server") }));
    await bench.gate({ grantId: "a" }).admit(gated("navigate"));
    await bench.gate({ grantId: "b" }).admit(gated("navigate"));
    await expect(bench.gate({ grantId: "c" }).admit(gated("navigate"))).rejects.toThrow(
      /^rate_limited: The limit n of 2 a minute for this server/,
    );
  });

  test("are given back when the grant refuses, and after failures of ours", async () => {
    const tools = {
      navigate: {
        limits: [
          { counter: "own", window: "minute", max: 1, scope: "grant" },
          { counter: "all", window: "minute", max: 3, scope: "server" },
        ],
      },
      snapshot: { limits: [{ counter: "all", window: "minute", max: 3, scope: "server" }] },
    };
    using bench = new GateBench(policy(tools));
    const first = await bench.gate().admit(gated("navigate"));
    await expect(bench.gate().admit(gated("navigate"))).rejects.toThrow(/limit own/);
    await first.close({ ...DONE, code: "internal" });
    for (let round = 0; round < 3; round++) await bench.gate().admit(gated("snapshot"));
    await expect(bench.gate().admit(gated("snapshot"))).rejects.toThrow(/limit all/);
  });
});

test("time of browsers is counted once a call, after it, and refuses the next", async () => {
  const limits = [
    {
      counter: "browser_ms",
      window: "minute",
      max: 100,
      scope: "grant",
      increment_from: "ctx.cost.browser_ms",
    },
  ];
  using bench = new GateBench(policy({ batch_actions: {}, act: {} }, { all_tools: { limits } }));
  const steps = [step("actions.0", "act"), step("actions.1", "act")];
  for (const browserMs of [60, 39]) {
    const admission = await bench.gate().admit(gated("batch_actions", {}, {}, steps));
    admission.begin("actions.0");
    await admission.close({ ...DONE, browserMs });
  }
  const last = await bench.gate().admit(gated("act"));
  await last.close({ ...DONE, browserMs: 1 });
  await expect(bench.gate().admit(gated("act"))).rejects.toThrow(
    /^rate_limited: The limit browser_ms/,
  );
});

test("browser time of all grants together is bounded by the server's setting", async () => {
  using bench = new GateBench(policy({ navigate: {} }));
  bench.config = { maxBrowserMsPerDay: 100 };
  const first = await bench.gate({ grantId: "a" }).admit(gated("navigate"));
  await first.close({ ...DONE, browserMs: 100 });
  await expect(bench.gate({ grantId: "b" }).admit(gated("navigate"))).rejects.toThrow(
    /^rate_limited: The limit \(MAX_BROWSER_MS_PER_DAY\) of 100 a day for this server/,
  );
});

test("a cost limit on a tool counts what it costs inside another call, once", async () => {
  const limits = [
    { counter: "acting", window: "minute", max: 10, increment_from: "ctx.cost.browser_ms" },
  ];
  using bench = new GateBench(policy({ batch_actions: {}, act: { limits } }));
  const steps = [step("actions.0", "act"), step("actions.1", "act")];
  const admission = await bench.gate().admit(gated("batch_actions", {}, {}, steps));
  for (const { step: name = "" } of steps) admission.begin(name);
  await admission.close({ ...DONE, browserMs: 9 });
  await expect(bench.gate().admit(gated("act"))).resolves.toBeDefined();
  const again = await bench.gate().admit(gated("batch_actions", {}, {}, steps));
  again.begin("actions.0");
  await again.close({ ...DONE, browserMs: 1 });
  await expect(bench.gate().admit(gated("act"))).rejects.toThrow(/^rate_limited: The limit acting/);
});

test("who is over what browsers may cost can still close and list sessions", async () => {
  const tools = { session_destroy: {}, session_list: {}, navigate: {} };
  using bench = new GateBench(
    policy(tools, { limits: { browser_ms_per_day: 5, steps_per_day: 2 } }),
  );
  const admission = await bench.gate().admit(gated("navigate"));
  await admission.close({ ...DONE, browserMs: 9 });
  const managing = (tool: "session_list" | "session_destroy") => {
    const [{ call }] = gated(tool);
    return bench.gate().admit([{ call, usesBrowser: false }]);
  };
  await expect(bench.gate().admit(gated("navigate"))).rejects.toThrow(/browser_ms_per_day/);
  await expect(managing("session_list")).resolves.toBeDefined();
  await expect(managing("session_list")).rejects.toThrow(/steps_per_day/);
  await expect(managing("session_destroy")).resolves.toBeDefined();
});
