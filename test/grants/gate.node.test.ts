import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { codes, DONE, GateBench, gated, limit, policy, step } from "../support/gate-bench.ts";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test("one call takes one charge, whatever it does and however it ends", async () => {
  using bench = new GateBench(policy({ navigate: limit("n", 3) }));
  for (const code of ["ok", "timed_out", "navigation_failed"]) {
    const admission = await bench.gate().admit(gated("navigate"));
    await admission.close({ ...DONE, code });
  }
  await expect(bench.gate().admit(gated("navigate"))).rejects.toThrow(
    /^rate_limited: The limit n of 3 a minute for this grant is reached \(rule \/tools\/navigate\/limits\/0\)\. Nothing was done\. Try again in 60 s\.$/,
  );
});

test("50 parallel calls never pass a limit", async () => {
  using bench = new GateBench(policy({ snapshot: limit("s", 20) }));
  const calls = Array.from({ length: 50 }, () => bench.gate().admit(gated("snapshot")));
  const told = codes(await Promise.allSettled(calls));
  expect(told.filter((code) => code === "ok")).toHaveLength(20);
  expect(told.filter((code) => code === "rate_limited")).toHaveLength(30);
});

describe("what is given back", () => {
  test.each(["pool_full", "platform_busy", "platform_limit", "internal"])(
    "after %s",
    async (code) => {
      using bench = new GateBench(policy({ session_create: limit("c", 1) }));
      const first = await bench.gate().admit(gated("session_create"));
      await first.close({ ...DONE, code });
      await expect(bench.gate().admit(gated("session_create"))).resolves.toBeDefined();
    },
  );

  test("steps that never began, and those that failed for reasons of ours", async () => {
    using bench = new GateBench(
      policy({ session_create_batch: {}, session_create: limit("c", 4) }),
    );
    const names = ["sessions.0", "sessions.1", "sessions.2", "sessions.3"];
    const steps = names.map((name) => step(name, "session_create"));
    const admission = await bench.gate().admit(gated("session_create_batch", {}, {}, steps));
    for (const name of names.slice(0, 3)) admission.begin(name);
    admission.end("sessions.0", "ok");
    admission.end("sessions.1", "platform_busy");
    admission.end("sessions.2", "timed_out");
    await admission.close(DONE);
    const two = steps.slice(0, 2);
    await expect(
      bench.gate().admit(gated("session_create_batch", {}, {}, two)),
    ).resolves.toBeDefined();
    await expect(bench.gate().admit(gated("session_create"))).rejects.toThrow(/^rate_limited/);
  });
});

test("a step that never began costs nothing and leaves no row, whatever its end is told to be", async () => {
  using bench = new GateBench(policy({ profile_warm: {}, navigate: limit("n", 2) }));
  const steps = ["urls.0", "urls.1"].map((name) => step(name, "navigate"));
  const admission = await bench.gate().admit(gated("profile_warm", {}, {}, steps));
  admission.begin("urls.0");
  admission.end("urls.0", "ok");
  admission.end("urls.1", "navigation_failed");
  await admission.close(DONE);
  const ended = bench.rows().filter(({ step, event }) => event === "end" && step !== undefined);
  expect(ended.map(({ step }) => step)).not.toContain("urls.1");
  await expect(bench.gate().admit(gated("navigate"))).resolves.toBeDefined();
  await expect(bench.gate().admit(gated("navigate"))).rejects.toThrow(/^rate_limited/);
});

test("what a call costs is counted once, though a step that it makes while it runs is under the limit too", async () => {
  const time = {
    counter: "t",
    window: "hour",
    max: 15,
    scope: "grant",
    increment_from: "ctx.cost.browser_ms",
  };
  const spend = async (isWithin: boolean) => {
    using bench = new GateBench(
      policy({ execute: {}, act: {} }, { all_tools: { limits: [time] } }),
    );
    const outer = await bench.gate().admit(gated("execute"));
    const [call] = gated("act");
    const inner = await bench
      .gate()
      .admit([{ ...call, step: "call.1" }], isWithin ? outer : undefined);
    await inner.close({ ...DONE, browserMs: 8 });
    await outer.close({ ...DONE, browserMs: 10 });
    return codes(await Promise.allSettled([bench.gate().admit(gated("act"))]));
  };
  expect(await spend(true)).toEqual(["ok"]);
  expect(await spend(false)).toEqual(["rate_limited"]);
});

test("the steps of a call are charged at once or not at all", async () => {
  using bench = new GateBench(policy({ batch_actions: {}, act: limit("acts", 5) }));
  const steps = (count: number) =>
    Array.from({ length: count }, (_, index) => step(`actions.${index}`, "act"));
  await expect(bench.gate().admit(gated("batch_actions", {}, {}, steps(6)))).rejects.toThrow(
    /Ask for less at a time: this never fits\.$/,
  );
  await expect(bench.gate().admit(gated("batch_actions", {}, {}, steps(5)))).resolves.toBeDefined();
  await expect(bench.gate().admit(gated("act"))).rejects.toThrow(/^rate_limited/);
});

test("a step that the policy denies refuses the whole call, and says which", async () => {
  const deny = { conditions: [{ path: "args.action", op: "eq", value: "upload" }], on_deny: "No." };
  using bench = new GateBench(policy({ batch_actions: {}, act: { deny_if: [deny] } }));
  const steps = [
    step("actions.0", "act", { action: "click" }),
    step("actions.1", "act", { action: "upload" }),
  ];
  await expect(bench.gate().admit(gated("batch_actions", {}, {}, steps))).rejects.toThrow(
    /^policy_denied: actions\.1: No\. \(rule \/tools\/act\/deny_if\/0\) Nothing was done\./,
  );
});

test("a step on a page that came up meanwhile is decided again", async () => {
  const when = [{ path: "ctx.page.origin", op: "host_in", value: ["shop.example"] }];
  using bench = new GateBench(
    policy(
      { batch_actions: {}, act: { action: "deny", when, reason: "Not in the shop." } },
      { default: "allow" },
    ),
  );
  const here = { page: { origin: "https://a.example" } };
  const there = { grant: "g", page: { origin: "https://shop.example" } };
  const steps = [step("actions.0", "act", {}, here), step("actions.1", "act", {}, here)];
  const admission = await bench.gate().admit(gated("batch_actions", {}, here, steps));
  admission.check({ grant: "g", ...here }, "actions.0");
  expect(() => admission.check(there, "actions.1")).toThrow(/^policy_denied: actions\.1: Not in/);
});

describe("a policy that changes", () => {
  test("is the one that decides, though the gate knew another", async () => {
    using bench = new GateBench(policy({ navigate: {} }));
    const gate = bench.gate();
    bench.put(policy({ snapshot: {} }));
    await expect(gate.admit(gated("navigate"))).rejects.toThrow(/does not list navigate/);
    await expect(gate.admit(gated("snapshot"))).resolves.toBeDefined();
  });

  test("leaves the counters as they are", async () => {
    using bench = new GateBench(policy({ navigate: limit("n", 2) }));
    await bench.gate().admit(gated("navigate"));
    bench.put(policy({ navigate: limit("n", 1) }));
    await expect(bench.gate().admit(gated("navigate"))).rejects.toThrow(/^rate_limited/);
  });

  test("that is taken away denies everything", async () => {
    using bench = new GateBench(policy({ navigate: {} }));
    const gate = bench.gate();
    bench.put(undefined);
    await expect(gate.admit(gated("navigate"))).rejects.toThrow(
      /^policy_denied: This grant has no policy: all is denied\. \(rule \(no policy\)\)/,
    );
  });
});

test("a grant that ended refuses the next call", async () => {
  using bench = new GateBench(policy({ navigate: {} }));
  const gate = bench.gate();
  bench.ended = "revoked";
  await expect(gate.admit(gated("navigate"))).rejects.toThrow(
    /^policy_denied: This grant is revoked\./,
  );
});

test("a store that fails means no", async () => {
  const bench = new GateBench(policy({ navigate: {} }));
  const gate = bench.gate();
  bench[Symbol.dispose]();
  await expect(gate.admit(gated("navigate"))).rejects.toThrow();
});

test("every decision has a row, and so has every outcome of what was begun", async () => {
  using bench = new GateBench(policy({ batch_actions: {}, act: {} }));
  await expect(
    bench.gate().admit(gated("navigate", { url: "https://a.example" })),
  ).rejects.toThrow();
  const steps = [step("actions.0", "act", { value: "hunter2" }), step("actions.1", "act")];
  const admission = await bench
    .gate({ subject: "ann" })
    .admit(gated("batch_actions", {}, {}, steps));
  admission.begin("actions.0");
  admission.end("actions.0", "covered");
  await admission.close({ ...DONE, code: "covered" });
  expect(
    bench
      .rows()
      .map(({ event, tool, step, decision, code }) => [event, tool, step, decision ?? code]),
  ).toEqual([
    ["decision", "navigate", undefined, "deny"],
    ["decision", "batch_actions", undefined, "allow"],
    ["decision", "act", "actions.0", "allow"],
    ["decision", "act", "actions.1", "allow"],
    ["outcome", "batch_actions", undefined, "covered"],
    ["outcome", "act", "actions.0", "covered"],
  ]);
  expect(bench.rows()[0]).toMatchObject({ keys: ["url"], rule: "(default deny)" });
  expect(bench.rows()[1]).toMatchObject({ subject: "ann", grant: "g", request: "r" });
  expect(JSON.stringify(bench.rows())).not.toMatch(/hunter2|a\.example/);
});

describe("a call that does not get through leaves a row that says why", () => {
  test("over a limit of its grant, or of the server", async () => {
    const tools = { navigate: limit("n", 1), snapshot: limit("s", 1, "server") };
    using bench = new GateBench(policy(tools));
    for (const tool of ["navigate", "snapshot"] as const) {
      await bench.gate().admit(gated(tool));
      await expect(bench.gate().admit(gated(tool))).rejects.toThrow(/^rate_limited/);
    }
    expect(bench.rows().map(({ tool, limited }) => [tool, limited])).toEqual([
      ["navigate", undefined],
      ["navigate", "/tools/navigate/limits/0"],
      ["snapshot", undefined],
      ["snapshot", "/tools/snapshot/limits/0"],
    ]);
  });

  test("hidden", async () => {
    using bench = new GateBench(policy({}, { default: "allow", hide: ["execute"] }));
    await expect(bench.gate().admit(gated("execute"))).rejects.toThrow(/^policy_denied/);
    expect(bench.rows()).toMatchObject([{ tool: "execute", decision: "hidden" }]);
  });

  test("waiting for a person", async () => {
    using bench = new GateBench(policy({ navigate: { action: "require_approval" } }));
    await expect(bench.gate().admit(gated("navigate"))).rejects.toThrow();
    const [row] = bench.rows();
    expect(row).toMatchObject({ decision: "require_approval", rule: "/tools/navigate" });
    expect(row?.approval).toMatch(/^(pending|full)$/);
  });

  test("of a grant that ended", async () => {
    using bench = new GateBench(policy({ navigate: {} }));
    bench.ended = "revoked";
    await expect(bench.gate().admit(gated("navigate"))).rejects.toThrow();
    expect(bench.rows()).toMatchObject([{ tool: "navigate", refused: "revoked" }]);
  });
});

test("the kill switch holds every call, and lets go again", async () => {
  using bench = new GateBench(policy({ navigate: {} }));
  bench.stopped = true;
  await expect(bench.gate().admit(gated("navigate"))).rejects.toThrow(
    /^policy_denied: The kill switch of this server is on/,
  );
  expect(bench.rows().at(-1)).toMatchObject({ event: "decision", refused: "stopped" });
  bench.stopped = false;
  await expect(bench.gate().admit(gated("navigate"))).resolves.toBeDefined();
});

test.each([
  ["steps_per_day", 3, {}],
  ["browser_ms_per_day", 5, { browserMs: 5 }],
  ["output_bytes_per_day", 10, { bytes: 10 }],
])("what a grant may use in all: %s", async (key, max, spent) => {
  using bench = new GateBench(policy({ batch_actions: {}, act: {} }, { limits: { [key]: max } }));
  const steps = [step("actions.0", "act"), step("actions.1", "act")];
  const admission = await bench.gate().admit(gated("batch_actions", {}, {}, steps));
  for (const { step: name = "" } of steps) admission.begin(name);
  await admission.close({ code: "ok", ms: 1, browserMs: 0, bytes: 0, ...spent });
  await expect(bench.gate().admit(gated("act"))).rejects.toThrow(
    new RegExp(`^rate_limited: .* a day for this grant is reached \\(rule /limits/${key}\\)`),
  );
});

test("failures of calls that have a row say so", async () => {
  using bench = new GateBench(policy({}));
  await expect(bench.gate().admit(gated("navigate"))).rejects.toMatchObject({
    failure: { isNoted: true },
  });
});

test("a refused call of many steps writes few rows", async () => {
  using bench = new GateBench(policy({ batch_actions: {} }));
  const steps = Array.from({ length: 100 }, (_, index) => step(`actions.${index}`, "act"));
  await expect(bench.gate().admit(gated("batch_actions", {}, {}, steps))).rejects.toThrow(
    /policy_denied/,
  );
  expect(bench.rows()).toHaveLength(4);
});

test("a directory that fails keeps nothing from the grant's own books", async () => {
  using bench = new GateBench(policy({ navigate: limit("n", 1) }));
  bench.config = { maxBrowserMsPerDay: 100 };
  const admission = await bench.gate().admit(gated("navigate"));
  bench.directoryFails = true;
  await expect(admission.close({ ...DONE, code: "internal" })).rejects.toThrow("away");
  expect(bench.rows().at(-1)).toMatchObject({ event: "outcome", code: "internal" });
  bench.directoryFails = false;
  await expect(bench.gate().admit(gated("navigate"))).resolves.toBeDefined();
});
