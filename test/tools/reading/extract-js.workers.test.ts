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
    ["[undefined, { a: undefined, b: 1 }]", '[null,{"b":1}]'],
    ["Promise.resolve([s, json, value])", "[5,6,7]"],
    ["await new Promise((done) => setTimeout(() => done('late'), 50))", '"late"'],
    ["(() => { let sum = 0; for (const n of [1, 2]) sum += n; return sum })()", "3"],
    ["1 // comment", "1"],
    ["new Date(0)", '"1970-01-01T00:00:00.000Z"'],
    ["({ toJSON: () => [1] })", "[1]"],
    ["'\\uD800'", '"\\ud800"'],
  ];
  for (const [js, json] of values) {
    const { text, isError } = await run(agent, js);
    expect(isError).toBe(false);
    expect(fenced(text)).toBe(json);
  }
});

test("what JSON has no word for is told all the same", async ({ agent }) => {
  await agent.navigate('<a id="l" href="/x">Link</a><a>Two</a>text<iframe></iframe>');
  const values: [string, string][] = [
    ["NaN", "NaN"],
    ["[-0, 1 / 0, -1 / 0]", "[-0,Infinity,-Infinity]"],
    ["10n", "10n"],
    ["Symbol('s')", "Symbol(s)"],
    ["[Symbol('s'), function name() {}, /a+/g]", '["[Symbol(s)]","[function name]","/a+/g"]'],
    ["new Map([['a', { b: 1 }]])", '[["a",{"b":1}]]'],
    ["new Set([1, new Set([2])])", "[1,[2]]"],
    ["new Uint8Array([1, 2, 255])", "[1,2,255]"],
    ["new ArrayBuffer(8)", '"[ArrayBuffer of 8 bytes]"'],
    ["[new TypeError('mine')]", '["TypeError: mine"]'],
    ["new Date(NaN)", '"[Invalid Date]"'],
    ["(() => { const a = { b: 1 }; a.a = a; return a })()", '{"b":1,"a":"[circular]"}'],
    ["(() => { const a = {}; return [a, a] })()", "[{},{}]"],
    ["({ get a() { throw new Error('no') }, b: 1 })", '{"a":"[threw Error: no]","b":1}'],
    ["[new Proxy({}, { ownKeys() { throw 1 } })]", '["[threw something]"]'],
    ["new Proxy([1, 2], {})", "[1,2]"],
    ["document.links", '["<a id=\\"l\\" href=\\"/x\\">"]'],
    [
      "({ node: l.firstChild, win: self, wait: [new Promise(() => {})] })",
      '{"node":"[#text Link]","win":"[Window]","wait":["[Promise]"]}',
    ],
    ["l.attributes", '["id=\\"l\\"","href=\\"/x\\""]'],
    ["new URLSearchParams('a=1&b=2')", '[["a","1"],["b","2"]]'],
    ["new frames[0].Map([[1, 2]])", "[[1,2]]"],
    ["Object.create(null)", "{}"],
    ["({ w: screen }).w.width > 0 && JSON.parse('[' + 1 + ']')", "[1]"],
  ];
  for (const [js, json] of values) {
    const { text, isError } = await run(agent, js);
    expect([js, isError, fenced(text)]).toEqual([js, false, json]);
  }
  expect(fenced((await run(agent, "screen")).text)).toContain('"width":800');
  const deep = "(() => { let a = 1; for (let n = 0; n < 1e5; n++) a = [a]; return a })()";
  expect(fenced((await run(agent, deep)).text)).toContain("[deeper than 100]");
});

test("what fails, or is no value, says why inside the fence", async ({ agent }) => {
  await agent.navigate("<p>x</p>");
  const failing: [string, RegExp][] = [
    ["nothingHere.x", /^ReferenceError: nothingHere is not defined$/],
    [
      "(() => {\n\n throw new Error('mine\\nof two lines') })()",
      /^Error: mine\nof two lines \(line 3, column 8\)$/,
    ],
    ["Promise.reject('plain')", /^Error: threw "plain"/],
    ["(() => { throw { code: 5, why: ['a'] } })()", /^Error: threw \{"code":5,"why":\["a"\]\}/],
    ["Promise.reject(undefined)", /^Error: threw undefined/],
    ["document.querySelector('a[')", /SyntaxError: .*not a valid selector/],
    ["document.body", /DOM node; return its text or outerHTML/],
    ["() => 1", /function; call it/],
    ["(function again() { return again() + 1 })()", /RangeError: Maximum call stack/],
    ["({ toJSON() { throw new Error('mine') } }).x.y", /TypeError/],
  ];
  for (const [js, words] of failing) {
    const { text, isError } = await run(agent, js);
    expect(isError).toBe(true);
    expect(text).toMatch(/^script_failed: The script failed; its error stands below/);
    expect(fenced(text)).toMatch(words);
  }
});

test("statements and slips are said to be none of an expression, with their place", async ({
  agent,
}) => {
  await agent.navigate("<p>x</p>");
  const failing: [string, RegExp][] = [
    ["const a = 1; a", /SyntaxError: Unexpected token 'const' \(line 1, column 1\)/],
    ["return 1", /SyntaxError: Unexpected token 'return' \(line 1, column 1\)/],
    ["[1,\n 2,\n )", /SyntaxError: Unexpected token '\)' \(line 3, column 2\)/],
    ["1 +", /SyntaxError/],
    ["1; 2", /SyntaxError: .*\(line 1, column 2\)/],
  ];
  for (const [js, words] of failing) {
    const { text } = await run(agent, js);
    expect(text).toMatch(
      /^script_failed: The script is no expression that can be read, and was not run.*\(\(\) => \{ …; return … \}\)\(\)/,
    );
    expect(fenced(text)).toMatch(words);
  }
});

test("a value too large to carry is refused, and the connection holds", async ({ agent }) => {
  await agent.navigate("<p>x</p>");
  const large: [string, RegExp][] = [
    ["'x'.repeat(50_000_000)", /has 50000000 characters or more/],
    ["Array.from({ length: 10_000_000 }, (_, at) => at)", /has 4000000 characters or more/],
    ["({ a: 'ü'.repeat(5_000_000) })", /has 4000000 characters or more/],
  ];
  for (const [js, words] of large) {
    const { text, isError } = await run(agent, js);
    expect(isError).toBe(true);
    expect(text).toMatch(/^too_large: The script ended, and its value .*Return less/);
    expect(text).toMatch(words);
  }
  const { text } = await run(agent, "'ü'.repeat(3_900_000)");
  expect(text).toMatch(
    /^notice: \d+ of 3900002 characters follow: extract with offset \d+, which runs the script again$/m,
  );
});

test("a page that has replaced what values are written with breaks nothing", async ({ agent }) => {
  await agent.navigate(
    "<p>x</p><script>JSON.stringify = () => ({ evil: 1 }); Object.keys = () => { throw 1 }</script>",
  );
  for (const js of ["1", "'a'", "({ a: 1 })"]) {
    const { text, isError } = await run(agent, js);
    expect(isError).toBe(false);
    expect(fenced(text)).not.toBe("");
  }
});

test("a page that forbids scripts does not forbid ours", async ({ agent }) => {
  const policy = "default-src 'none'; require-trusted-types-for 'script'; trusted-types";
  await agent.navigate(
    `<meta http-equiv="Content-Security-Policy" content="${policy}"><p>Strict</p>`,
  );
  expect(await agent.evaluate("Promise.resolve(document.body.innerText)")).toBe("Strict");
  expect((await agent.call("wait_for", { condition: "js", js: "1" })).isError).toBe(false);
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
