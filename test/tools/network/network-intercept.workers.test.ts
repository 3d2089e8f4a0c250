import { expect, inject, test } from "vitest";
import { InterceptRules } from "../../../src/browser/intercept/intercept-rules.ts";
import { networkIntercept } from "../../../src/tools/network/network-intercept.ts";
import { Agent, pageUrl } from "../../support/agent.ts";
import { browserOf, endBrowser, resetObject, sessionStub } from "../../support/objects.ts";

const SOON = { timeout: 15_000 };
const TEXT = (path: string) =>
  `fetch(${JSON.stringify(path)}).then((r) => r.text(), (e) => "failed " + e.message)`;

function rule(agent: Agent, args: Record<string, unknown>) {
  return agent.call("network_intercept", args);
}

test("a block holds for this tab, for frames, for workers and for tabs to come, until it is removed", async () => {
  await using agent = await Agent.on("<h1>Block</h1>");
  const added = await rule(agent, { action: "block", ruleId: "no-echo", urlPattern: "*/echo*" });
  expect(added.text).toMatch(/rule no-echo added: block \*\/echo\* · 1 rule/);
  expect(await agent.evaluate(TEXT("/echo?x"))).toMatch(/^failed/);
  const log = await agent.call("network_log", { urlPattern: "/echo" });
  expect(log.text).toMatch(
    /failed \(ERR_BLOCKED_BY_CLIENT\) \S+\/echo\?x .* blocked by rule no-echo · rules no-echo/,
  );
  const inWorker = `new Promise((done) => { const worker = new Worker(URL.createObjectURL(new Blob([
    "fetch('${inject("pages")}/echo?w').then(() => postMessage('reached'), () => postMessage('blocked'))"])));
    worker.onmessage = ({ data }) => done(data); })`;
  expect(await agent.evaluate(inWorker)).toBe("blocked");
  await agent.run(`open(${JSON.stringify(pageUrl("<h1>Popup</h1>"))})`);
  await agent.call("tab_switch", { index: -1 });
  expect(await agent.evaluate(TEXT("/echo?y"))).toMatch(/^failed/);
  expect((await rule(agent, { action: "list" })).text).toMatch(
    /1 rule\nno-echo: block \*\/echo\* · [34] requests/,
  );
  expect((await rule(agent, { action: "remove", ruleId: "no-echo" })).text).toMatch(
    /rule no-echo removed · 0 rules/,
  );
  expect(await agent.evaluate(TEXT("/echo?z"))).toContain('"method":"GET"');
});

test("a mock answers in the server's place: status, headers, JSON, redirects", async () => {
  const key = crypto.randomUUID();
  await using agent = await Agent.on("<h1>Mock</h1>");
  await rule(agent, {
    action: "mock",
    ruleId: "api",
    urlPattern: `*/api/users*`,
    mockBody: '{"name":"Ada"}',
    mockHeaders: { "X-Mock": "yes" },
  });
  await rule(agent, {
    action: "mock",
    ruleId: "down",
    urlPattern: "*/api/down",
    mockStatus: 503,
    mockContentType: "text/plain",
    mockBody: "later",
  });
  await rule(agent, {
    action: "mock",
    ruleId: "moved",
    urlPattern: "*/api/old",
    mockStatus: 302,
    mockHeaders: { Location: `${inject("pages")}/echo?moved` },
  });
  await rule(agent, { action: "mock", ruleId: "gone", urlPattern: "*/api/gone", mockStatus: 204 });
  const told = `(async () => {
    const ask = async (path, options) => { const r = await fetch(path, options); return [r.status, r.headers.get("content-type"), r.headers.get("x-mock"), await r.text()]; };
    return [await ask("/api/users?key=${key}"), await ask("/api/down"), await ask("/api/gone"), (await ask("/api/old"))[0],
      await ask("${inject("otherPages")}/api/users", { method: "PUT", headers: { "X-Own": "1" } })];
  })()`;
  expect(await agent.evaluate(told)).toEqual([
    [200, "application/json", "yes", '{"name":"Ada"}'],
    [503, "text/plain", null, "later"],
    [204, null, null, ""],
    200,
    [200, "application/json", null, '{"name":"Ada"}'],
  ]);
  expect(await (await fetch(`${inject("pages")}/seen?key=${key}`)).json()).toEqual([]);
  const page = await agent.call("navigate", { url: `${inject("pages")}/api/down` });
  expect(page.text).toContain("· 503 ·");
});

test("rules are asked in the order they were made; a log only counts, and one replaced keeps its place", async () => {
  await using agent = await Agent.on("<h1>Order</h1>");
  await rule(agent, { action: "log", ruleId: "count", urlPattern: "*/echo*" });
  await rule(agent, {
    action: "mock",
    ruleId: "first",
    urlPattern: "*/echo?a*",
    mockBody: "1",
    mockContentType: "text/plain",
  });
  await rule(agent, {
    action: "mock",
    ruleId: "second",
    urlPattern: "*/echo*",
    mockBody: "2",
    mockContentType: "text/plain",
  });
  expect(await agent.evaluate(`Promise.all([${TEXT("/echo?a")}, ${TEXT("/echo?b")}])`)).toEqual([
    "1",
    "2",
  ]);
  await rule(agent, { action: "block", ruleId: "first", urlPattern: "*/echo?a*" });
  expect(await agent.evaluate(TEXT("/echo?a"))).toMatch(/^failed/);
  const { text } = await rule(agent, { action: "list" });
  expect(text).toMatch(
    /count: log \*\/echo\* · 3 requests\nfirst: block .* · 1 request\nsecond: mock 200 \(1 character\) .* · 1 request/,
  );
  const log = await agent.call("network_log", { urlPattern: "echo?b" });
  expect(log.text).toContain("rules count, second");
});

test("no rule opens what is closed, and none leads there", async () => {
  await using agent = await Agent.on("<h1>Closed</h1>");
  await rule(agent, { action: "log", ruleId: "all", urlPattern: "*" });
  await rule(agent, {
    action: "mock",
    ruleId: "inner",
    urlPattern: "http://10.*",
    mockBody: "inner",
    mockContentType: "text/plain",
  });
  await rule(agent, {
    action: "mock",
    ruleId: "astray",
    urlPattern: "*/astray",
    mockStatus: 302,
    mockHeaders: { Location: "http://10.1.2.3/x" },
  });
  expect(await agent.evaluate(TEXT("http://10.1.2.3/x"))).toMatch(/^failed/);
  expect(await agent.evaluate(TEXT("/astray"))).toMatch(/^failed/);
  expect((await agent.call("navigate", { url: "http://10.1.2.3/" })).text).toMatch(/^blocked_url/);
  const astray = await agent.call("navigate", { url: `${inject("pages")}/astray` });
  expect(astray.isError).toBe(true);
});

test("rules outlast the browser and the object", async () => {
  await using agent = await Agent.on("<h1>Lasting</h1>");
  await rule(agent, {
    action: "mock",
    ruleId: "kept",
    urlPattern: "*/echo*",
    mockBody: "kept",
    mockContentType: "text/plain",
  });
  await endBrowser(await browserOf(agent.sessionId));
  await expect
    .poll(async () => (await agent.call("session_health")).text, SOON)
    .toContain("its next call starts one");
  await agent.snapshot();
  expect(await agent.evaluate(TEXT("/echo"))).toBe("kept");
  await resetObject(sessionStub(agent.sessionId));
  await agent.snapshot();
  expect(await agent.evaluate(TEXT("/echo"))).toBe("kept");
  await rule(agent, { action: "remove", ruleId: "kept" });
  await resetObject(sessionStub(agent.sessionId));
  await agent.snapshot();
  expect((await rule(agent, { action: "list" })).text).toContain("0 rules");
});

const REFUSED: readonly [string, Record<string, unknown>, RegExp][] = [
  [
    "no id",
    { action: "block", urlPattern: "*x*" },
    /^invalid_arguments: block needs ruleId; no rule was changed/,
  ],
  [
    "a pattern with a line of its own",
    { action: "log", ruleId: "a", urlPattern: "*x\n[leapfrog] forged" },
    /^invalid_arguments: urlPattern has white space/,
  ],
  ["no pattern", { action: "mock", ruleId: "a" }, /^invalid_arguments: mock needs urlPattern/],
  [
    "a pattern that matches nothing",
    { action: "log", ruleId: "a", urlPattern: "api/users" },
    /whole addresses .*\*api\/users/s,
  ],
  [
    "a mock's parts of a block",
    { action: "block", ruleId: "a", urlPattern: "*", mockBody: "x" },
    /block takes no mockBody/,
  ],
  [
    "a pattern to remove by",
    { action: "remove", ruleId: "a", urlPattern: "*" },
    /remove takes no urlPattern/,
  ],
  [
    "an unknown rule",
    { action: "remove", ruleId: "nobody" },
    /^not_found: There is no rule nobody; nothing was removed/,
  ],
  ["an id to list", { action: "list", ruleId: "a" }, /list takes no ruleId/],
  [
    "a redirect to nowhere",
    { action: "mock", ruleId: "a", urlPattern: "*", mockStatus: 301 },
    /needs Location in mockHeaders/,
  ],
  [
    "a body where there is none",
    { action: "mock", ruleId: "a", urlPattern: "*", mockStatus: 204, mockBody: "x" },
    /mockStatus 204 has no body/,
  ],
  [
    "a header with a line end",
    { action: "mock", ruleId: "a", urlPattern: "*", mockHeaders: { A: "b\r\nC: d" } },
    /mockHeaders holds a name or value/,
  ],
  [
    "a length of its own",
    { action: "mock", ruleId: "a", urlPattern: "*", mockHeaders: { "Content-Length": "1" } },
    /must not hold Content-Length/,
  ],
  [
    "two types",
    {
      action: "mock",
      ruleId: "a",
      urlPattern: "*",
      mockContentType: "text/plain",
      mockHeaders: { "content-type": "text/css" },
    },
    /both name the type/,
  ],
];

test("what is not a rule is refused by name, and nothing is changed", async () => {
  await using agent = await Agent.on("<h1>Refused</h1>");
  for (const [name, args, expected] of REFUSED)
    expect((await rule(agent, args)).text, name).toMatch(expected);
  for (let at = 0; at < 50; at++)
    await rule(agent, { action: "log", ruleId: `r${at}`, urlPattern: "*never*" });
  expect((await rule(agent, { action: "log", ruleId: "more", urlPattern: "*" })).text).toMatch(
    /^too_large: A session takes 50 rules at most/,
  );
  expect((await rule(agent, { action: "list" })).text).toContain("50 rules");
});

test("a rule that the browser does not take is not kept", async () => {
  const given = [{ id: "old", action: "block", urlPattern: "*old*" }] as const;
  const rules = new InterceptRules(given);
  const guard = { renew: () => Promise.reject(new Error("refused")) };
  const page = {
    browser: { guard, log: { rules } },
    step: (_: string, work: () => unknown) => work(),
  };
  const adding = { action: "block", ruleId: "new", urlPattern: "*new*" } as const;
  const context = { page } as never;
  await expect(networkIntercept.run(adding as never, context)).rejects.toThrow("refused");
  await expect(
    networkIntercept.run({ action: "remove", ruleId: "old" } as never, context),
  ).rejects.toThrow("refused");
  expect(rules.all).toEqual(given);
});
