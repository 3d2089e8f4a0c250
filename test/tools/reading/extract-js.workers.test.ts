import { expect } from "vitest";
import { type Agent, fenced, pageUrl } from "../../support/agent.ts";
import { test } from "../../support/agent-test.ts";

const run = (agent: Agent, js: string) => agent.call("extract", { type: "js", js });

test("values come back as JSON, promises awaited", async ({ agent }) => {
  await agent.navigate("<title>T</title><p>x</p><script>var s = 5, json = 6, value = 7</script>");
  const values: [string, string][] = [
    ["1 + 1", "2"],
    ["document.title", '"T"'],
    ["({ a: [1, null], b: 'ü\\n' })", '{"a":[1,null],"b":"ü\\n"}'],
    ["undefined", "undefined"],
    ["null", "null"],
    ["NaN", "null"],
    ["Promise.resolve([s, json, value])", "[5,6,7]"],
    ["await new Promise((done) => setTimeout(() => done('late'), 50))", '"late"'],
    ["(() => { let sum = 0; for (const n of [1, 2]) sum += n; return sum })()", "3"],
    ["1 // comment", "1"],
    ["new Date(0)", '"1970-01-01T00:00:00.000Z"'],
  ];
  for (const [js, json] of values) {
    const { text, isError } = await run(agent, js);
    expect(isError).toBe(false);
    expect(fenced(text)).toBe(json);
  }
});

test("what fails, or is no value, says why inside the fence", async ({ agent }) => {
  await agent.navigate("<p>x</p>");
  const failing: [string, RegExp][] = [
    ["nothingHere.x", /ReferenceError: nothingHere is not defined/],
    ["(() => { throw new Error('mine') })()", /Error: mine/],
    ["Promise.reject('plain')", /plain/],
    ["const a = 1; a", /SyntaxError/],
    ["1 +", /SyntaxError/],
    ["document.body", /DOM node; return its text or outerHTML/],
    ["(() => { const a = {}; a.a = a; return a })()", /circular/],
    ["() => 1", /function; call it/],
    ["10n", /BigInt/],
    ["'x'.repeat(5_000_000)", /5000002 characters as JSON; return less/],
  ];
  for (const [js, words] of failing) {
    const { text, isError } = await run(agent, js);
    expect(isError).toBe(true);
    expect(text).toMatch(/^script_failed: The script failed; its error stands below/);
    expect(fenced(text)).toMatch(words);
  }
});

test("a page that has replaced JSON.stringify breaks nothing", async ({ agent }) => {
  await agent.navigate("<p>x</p><script>JSON.stringify = () => ({ evil: 1 })</script>");
  const { text } = await run(agent, "1");
  expect(fenced(text)).toBe("undefined");
});

test("an endless loop ends in script_failed, and the session goes on", async ({ agent }) => {
  await agent.navigate("<p>Alive</p>");
  const startedAt = Date.now();
  const { text } = await run(agent, "(() => { while (true); })()");
  expect(text).toMatch(/^script_failed: The script did not end within 10 s/);
  expect(Date.now() - startedAt).toBeLessThan(30_000);
  expect(await agent.snapshot()).toContain("text: Alive");
});

test("a loop that starts after a pause is ended too", async ({ agent }) => {
  await agent.navigate("<p>Alive</p>");
  const { text } = await run(agent, "new Promise(() => setTimeout(() => { while (true); }, 100))");
  expect(text).toMatch(/^script_failed: The script did not end within 10 s/);
  const startedAt = Date.now();
  expect(await agent.snapshot()).toContain("text: Alive");
  expect(Date.now() - startedAt).toBeLessThan(15_000);
});

test("a promise that never resolves ends in script_failed and harms no other script", async ({
  agent,
}) => {
  await agent.navigate(
    "<p id=p>0</p><script>setInterval(() => { p.textContent = +p.textContent + 1 }, 50)</script>",
  );
  const { text } = await run(agent, "new Promise(() => {})");
  expect(text).toMatch(/^script_failed: The script did not end within 10 s/);
  const before = Number(await agent.evaluate("p.textContent"));
  await agent.call("wait_for", {
    condition: "js",
    js: `+p.textContent > ${before + 2}`,
    timeout: 3_000,
  });
  expect(Number(await agent.evaluate("p.textContent"))).toBeGreaterThan(before + 2);
});

test("a script that leaves the page says so", async ({ agent }) => {
  await agent.navigate("<p>First</p>");
  const next = JSON.stringify(pageUrl("<p>Next</p>"));
  const { text } = await run(agent, `new Promise(() => { location.href = ${next} })`);
  expect(text).toMatch(/^script_failed: The page navigated while the script ran/);
  expect(await agent.snapshot()).toContain("text: Next");
});
