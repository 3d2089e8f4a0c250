import { expect, test } from "vitest";
import { ToolFailure } from "../../src/domain/failure.ts";
import { runScript } from "../../src/sandbox/run-script.ts";
import type { ScriptRequest, ScriptResult } from "../../src/sandbox/script-contract.ts";

const LIMITS = {
  memoryBytes: 32 << 20,
  cpuMs: 1_000,
  interrupts: 20_000,
  calls: 20,
  consoleChars: 5_000,
};

/** What a page call would be: says what it was called with, or fails, or never ends. */
async function call(name: string, args: readonly unknown[]): Promise<unknown> {
  if (name === "fail") throw new ToolFailure("not_found", "There is no such thing.", "Look again.");
  if (name === "hang") await new Promise(() => undefined);
  if (name === "slow") await new Promise((done) => setTimeout(done, 50));
  return { name, args };
}

const PRELUDE = `(call) => {
  globalThis.page = { do: (...args) => call("do", ...args), fail: () => call("fail"), hang: () => call("hang"), slow: () => call("slow") };
}`;

function run(script: string, more: Partial<ScriptRequest> = {}): Promise<ScriptResult> {
  const { signal } = new AbortController();
  return runScript({ script, prelude: PRELUDE, call, limits: LIMITS, signal, ...more });
}

/** What a script returned. */
async function returned(script: string): Promise<unknown> {
  const { end } = await run(script);
  if (end.kind !== "returned") throw new Error(JSON.stringify(end));
  return end.json === undefined ? undefined : JSON.parse(end.json);
}

test("what a script returns is told as JSON, of nothing nothing", async () => {
  expect(await returned("return { a: [1, 'two', null, true], b: { c: 3.5 } }")).toEqual({
    a: [1, "two", null, true],
    b: { c: 3.5 },
  });
  expect(await returned("const x = 1;")).toBeUndefined();
  expect(await returned("return await Promise.all([1, Promise.resolve(2)])")).toEqual([1, 2]);
  expect(await returned("return 1 // a comment at the end")).toBe(1);
});

test("calls go out in the order they are made, and their answers come back as values", async () => {
  expect(
    await returned("const one = await page.do(1, { x: 'é' }); return [one, await page.do()]"),
  ).toEqual([
    { name: "do", args: [1, { x: "é" }] },
    { name: "do", args: [] },
  ]);
});

test("a failure of a call can be caught, with its code; one that is not ends the script at its line", async () => {
  expect(
    await returned("try { await page.fail() } catch (e) { return [e.name, e.code, e.message] }"),
  ).toEqual(["PageError", "not_found", "not_found: There is no such thing. Look again."]);
  const { end } = await run("const a = 1;\n\nawait page.fail();\nreturn 2");
  expect(end).toMatchObject({ kind: "threw", line: 3 });
  expect(end.kind === "threw" && end.cause?.failure.code).toBe("not_found");
});

test.each([
  ["return 1;\nnull.x", undefined],
  ["\nnull.x", /TypeError: .*null/],
  ["\nthrow new RangeError('too far')", /^RangeError: too far$/],
  ["\nthrow 'a word'", /^a word$/],
  ["\nthrow { odd: 1 }", /an object that is no error/],
  ["\nconst = 5", /SyntaxError/],
  ["\nundefinedName()", /ReferenceError: .*undefinedName/],
  ["\nawait import('fs')", /could not load module|no module/i],
  ["\nrequire('fs')", /ReferenceError: .*require/],
])("%j ends as it should", async (script, expected) => {
  const { end } = await run(script);
  if (expected === undefined) expect(end).toMatchObject({ kind: "returned", json: "1" });
  else {
    expect(end).toMatchObject({ kind: "threw", message: expect.stringMatching(expected) });
    if (/Error|null/.test(script)) expect(end).toMatchObject({ line: 2 });
  }
});

test("the console is kept as far as there is room, and says what it left out", async () => {
  const { console, consoleDropped } = await run(
    `console.log("plain", 1, { a: 1 }, undefined); console.warn([1]); console.error(new Error("e"));
     const ring = {}; ring.ring = ring; console.log(ring);
     for (let at = 0; at < 1000; at++) console.log("x".repeat(100));`,
  );
  expect(console.slice(0, 4)).toEqual([
    'plain 1 {"a":1} undefined',
    "warn: [1]",
    "error: Error: e",
    "[object Object]",
  ]);
  expect(console.join("").length).toBeLessThanOrEqual(5_000);
  expect(consoleDropped).toBeGreaterThan(900);
});

test("timers come due in their order, and one that was cleared does not", async () => {
  expect(
    await returned(`const seen = [];
      setTimeout(() => seen.push("late"), 40); setTimeout((a) => seen.push(a), 5, "early");
      const gone = setTimeout(() => seen.push("never"), 10); clearTimeout(gone);
      await new Promise((done) => setTimeout(done, 80)); return seen`),
  ).toEqual(["early", "late"]);
});

test("calls nobody waited for are made, and what failed of them is told", async () => {
  const { end, unawaited, lateFailures } = await run("page.slow(); page.fail(); return 1");
  expect(end).toMatchObject({ kind: "returned" });
  expect(unawaited).toBe(2);
  expect(lateFailures.map(({ failure }) => failure.code)).toEqual(["not_found"]);
});

test("more calls than there may be are refused to the script", async () => {
  const value = await returned(
    "let n = 0; try { for (;;) { await page.do(n); n++ } } catch (e) { return [n, e.message] }",
  );
  expect(value).toEqual([20, "a script makes at most 20 page calls"]);
});

test("a script that is ended from outside ends at once, whatever it waits for", async () => {
  for (const script of ["await page.hang()", "await new Promise((d) => setTimeout(d, 30000))"]) {
    const control = new AbortController();
    setTimeout(() => control.abort(), 50);
    const startedAt = Date.now();
    const { end } = await run(script, { signal: control.signal });
    expect(end).toEqual({ kind: "stopped", why: "was ended with its call" });
    expect(Date.now() - startedAt).toBeLessThan(1_000);
  }
});

test("what is no failure of a call's own ends the whole", async () => {
  const broken = () => Promise.reject(new Error("the connection is gone"));
  await expect(run("try { await page.do() } catch {}", { call: broken })).rejects.toThrow(
    "the connection is gone",
  );
});

/** Ways to stay for ever, or to take all there is; each ends, and none takes the server with it. */
test.each([
  ["for (;;);", /busy/],
  ["for (;;) await null", /busy/],
  ["const f = () => Promise.resolve().then(f); await f()", /busy|memory/],
  ["function f() { setTimeout(f) } f(); for (;;) await 0", /busy/],
  [`/(a+)+$/.test("a".repeat(50) + "b")`, /busy/],
  ["try { for (;;); } catch {} for (;;);", /busy/],
  ["try { for (;;); } finally { for (;;); }", /busy/],
  ["class A { get [Symbol.toPrimitive]() { for (;;); } } String(new A())", /busy/],
  ["throw { get name() { for (;;); } }", /busy/],
  ["return { toJSON() { for (;;); } }", /busy/],
  ["console.log({ toJSON() { for (;;); } })", /busy/],
  ["await new Promise(() => undefined)", /waits for something that never comes/],
  ["let o = {}; for (let i = 0; i < 2e5; i++) o = { o }; return o", /nests too deeply|busy/],
  [`eval("(".repeat(200000))`, /nests too deeply/],
  [`return JSON.parse("[".repeat(300000) + "]".repeat(300000)).length`, /nests too deeply/],
])("%s ends", async (script, why) => {
  const startedAt = Date.now();
  const { end } = await run(script);
  expect(end).toMatchObject({ kind: "stopped", why: expect.stringMatching(why) });
  expect(Date.now() - startedAt).toBeLessThan(6_000);
  expect(await returned("return 'another goes on'")).toBe("another goes on");
});

test.each([
  "const a = []; for (;;) a.push(new Array(1000).fill(a.length))",
  "let s = 'x'; for (;;) { s += s; s.charCodeAt(s.length >> 1) }",
  "new ArrayBuffer(1e9)",
  "new Uint8Array(64 << 20)",
  "'x'.repeat(2 ** 30)",
  "const m = new Map(); for (let i = 0; ; i++) m.set(i, {})",
  "function f() { return f() + 1 } f()",
  "return 3n ** 10000000n",
])("%s ends for want of memory", async (script) => {
  const { end } = await run(script);
  const why = end.kind === "threw" ? end.message : end.kind === "stopped" ? end.why : "";
  expect(why).toMatch(/memory|stack|too large|string length|busy/i);
  expect(await returned("return 1")).toBe(1);
});
