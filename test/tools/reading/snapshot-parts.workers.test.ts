import { expect } from "vitest";
import { fenced, pageUrl } from "../../support/agent.ts";
import { test } from "../../support/agent-test.ts";
import { linesIn, linesNow, otherSite } from "./page-lines.ts";

const refsIn = (text: string) => [...text.matchAll(/@e(\d+)/g)].map((match) => Number(match[1]));

test("refs stay with their elements and are never used again", async ({ agent }) => {
  await agent.navigate("<button>A</button><button>B</button><button>C</button>");
  const first = await agent.snapshot();
  expect(refsIn(await agent.snapshot())).toEqual(refsIn(first));
  const [a = 0, b = 0, c = 0] = refsIn(first);
  await agent.evaluate(`(() => {
    const [one, two] = document.querySelectorAll("button");
    two.remove(); one.before(Object.assign(document.createElement("button"), { textContent: "New" }));
    return 1;
  })()`);
  const second = refsIn(await agent.snapshot());
  expect(second).toEqual([expect.any(Number), a, c]);
  expect(second[0]).toBeGreaterThan(c);
  await agent.evaluate("location.reload() ?? 1");
  await agent.call("wait_for", { condition: "text", text: "B" });
  const third = refsIn(await agent.snapshot());
  expect(Math.min(...third)).toBeGreaterThan(second[0] ?? 0);
  for (const old of [a, b, c]) {
    const { text } = await agent.act("click", { target: `@e${old}` });
    expect(text).toMatch(/^stale_ref:/);
  }
});

test("refs stay different over frames, waits and searches", async ({ agent }) => {
  const hit = "<script>onclick = (event) => { event.target.textContent += ' hit'; }</script>";
  const inner = `<button>Inner one</button><button>Inner two</button>${hit}`;
  await agent.navigate(
    `${hit}<iframe src="${pageUrl(inner, {}, otherSite())}"></iframe><button>Late one</button>
     <button>Late two</button>`,
  );
  await agent.evaluate(
    "document.body.insertAdjacentHTML('afterbegin', '<button id=n>New</button>') ?? 1",
  );
  await agent.call("wait_for", { condition: "element", target: "#n" });
  await agent.call("wait_for", { condition: "element", target: "text=Inner two" });
  const text = await agent.snapshot();
  const refs = refsIn(text);
  expect(new Set(refs).size).toBe(5);
  for (const name of ["Inner one", "Late two", "New"]) {
    const ref = new RegExp(`@e\\d+(?= button "${name}")`).exec(text)?.[0];
    await agent.act("click", { target: ref });
    expect(await agent.snapshot()).toContain(`${ref} button "${name} hit"`);
  }
});

test("selector reads below one element, by CSS or ref, in frames too", async ({ agent }) => {
  const inner = pageUrl(
    "<form id=f aria-label=Pay><button>Pay</button></form><i>out</i>",
    {},
    otherSite(),
  );
  await agent.navigate(
    `<nav><a href="/a">A</a></nav><main id="m"><h1>Main</h1><button>B</button></main>
     <p id="h" hidden>Hidden <button>no</button></p><iframe src="${inner}"></iframe>`,
  );
  expect(await linesNow(agent, { selector: "#m" })).toEqual([
    "main",
    '  h1 "Main"',
    '  @e1 button "B"',
  ]);
  const form = ['form "Pay"', '  @e1 button "Pay"'];
  expect(await linesNow(agent, { selector: "#f" })).toEqual(form);
  const ref = await agent.ref('button "Pay"');
  expect(await linesNow(agent, { selector: ref })).toEqual(['@e1 button "Pay"']);
  expect(await linesNow(agent, { selector: "iframe" })).toEqual([
    `iframe ${otherSite()}`,
    '  form "Pay"',
    '    @e1 button "Pay"',
    "  text: out",
  ]);
  expect(await linesNow(agent, { selector: "#h" })).toEqual([]);
  expect(await agent.snapshot({ selector: "#none" })).toMatch(/^not_found:/);
  expect(await agent.snapshot({ selector: "a[" })).toMatch(/^invalid_arguments:/);
  expect(await agent.snapshot({ selector: "button" })).toMatch(/^invalid_arguments:.*2 elements/);
  expect(await agent.snapshot({ selector: "@e99999" })).toMatch(/^stale_ref:/);
});

test("find answers matching lines under their ancestors", async ({ agent }) => {
  await agent.navigate(
    `<nav aria-label="Top"><a href="/1">Home</a><a href="/2">Cart (2)</a></nav>
     <main><section aria-label="List"><p>Price: $5</p><button>Buy $5</button></section>
     <section aria-label="Other"><p>Nothing</p></section></main>`,
  );
  const find = async (pattern: string) => linesIn(await agent.snapshot({ find: pattern }));
  expect(await find("$5")).toEqual([
    "main",
    '  region "List"',
    "    text: Price: $5",
    '    @e1 button "Buy $5"',
  ]);
  expect(await find("/cart \\(\\d\\)/")).toEqual(['navigation "Top"', '  @e1 link "Cart (2)"']);
  expect(await find("/CART/i")).toEqual(['navigation "Top"', '  @e1 link "Cart (2)"']);
  expect(await agent.snapshot({ find: "nowhere" })).toContain("find: 0 of ");
  const selected = linesIn(await agent.snapshot({ selector: "main", find: "Nothing" }));
  expect(selected).toEqual(["main", '  region "Other"', "    text: Nothing"]);
  expect(await agent.snapshot({ find: "/(unclosed/" })).toMatch(/^invalid_arguments: find /);
});

test("find looks through what the snapshot folds and shortens", async ({ agent }) => {
  const prose = (at: number) => `<p>${"Words without end. ".repeat(8)}Fact ${at}.</p>`;
  await agent.navigate(
    `${[1, 2, 3, 4, 5].map(prose).join("")}<ul>${["Home", "Cart", "Help"]
      .map((name) => `<li><a href="/x">${name}</a>`)
      .join("")}</ul><table><tr><td>Widget<td><a href="/w">Open</a></table>`,
  );
  const find = async (pattern: string) => linesIn(await agent.snapshot({ find: pattern }));
  expect(await linesNow(agent)).not.toContainEqual(expect.stringContaining("Fact"));
  expect(await find("fact 4")).toEqual([expect.stringMatching(/^text: Words .* Fact 4\.$/)]);
  expect(await find("Cart")).toEqual(['@e1 link "Cart"']);
  expect(await find("Widget")).toEqual(['row: Widget | @e1 "Open"']);
});

test("a pattern that would run for ever elsewhere ends at once", async ({ agent }) => {
  await agent.navigate(`<p>${"a".repeat(5_000)}!</p>`);
  for (const find of ["/(a+)+$/", "/(a|aa)*b/", "/((a{1,50}){1,50}){1,50}/", "/(.*){1,999}x/"]) {
    const startedAt = Date.now();
    await agent.snapshot({ find, detail: "full" });
    expect(Date.now() - startedAt).toBeLessThan(20_000);
  }
});

test("windows of a long page put together are the whole page", async ({ agent }) => {
  const { text: opened } = await agent.navigate(`<ul id="u"></ul><script>
    const items = Array.from({ length: 150 }, (_, at) =>
      "<li>Item " + at + ' <a href="/' + at + '">Open ' + at + " 😀</a>");
    u.innerHTML = items.join("") + "<p>" + "no line end ".repeat(130) + "</p>";
  </script>`);
  expect(opened).toContain("150 refs");
  const whole = fenced(await agent.snapshot({ maxChars: 100_000, detail: "full" }));
  expect(whole.length).toBeGreaterThan(5_000);
  let read = "";
  let next: string | undefined = "0";
  for (let turn = 0; next !== undefined && turn < 60; turn++) {
    const text = await agent.snapshot({ maxChars: 500, offset: Number(next), detail: "full" });
    expect(fenced(text).length).toBeLessThanOrEqual(500);
    read += fenced(text);
    next = /follow: snapshot with offset (\d+)/.exec(text)?.[1];
  }
  expect(read).toBe(whole);
  const beyond = await agent.snapshot({ offset: 1_000_000 });
  expect(beyond).toContain("offset 1000000 is past the end");
});

test("detail controls gives refs only, full gives all text", async ({ agent }) => {
  await agent.navigate(
    `<main aria-label="M"><h1>Head</h1><p>${"word ".repeat(100)}</p><div role="alert">Note</div>
     <table><tr><td>Cell<td><button>Go</button></table><h2><a href="/s">Story</a></h2>
     <div style="cursor:pointer">Tap</div><p>→</p><img alt="Photo" width="9" height="9" src="x">
     <iframe srcdoc="<p>text</p><button>In</button>"></iframe></main>`,
  );
  expect(await linesNow(agent, { detail: "controls" })).toEqual([
    '@e1 button "Go"',
    '@e2 link "Story"',
    '@e3 clickable "Tap"',
    "iframe srcdoc",
    '  @e4 button "In"',
  ]);
  const full = await linesNow(agent, { detail: "full" });
  expect(full).toContain(`  text: ${"word ".repeat(100).trim()}`);
  expect(full).toContain("  text: →");
  expect(full).toContain('  image "Photo"');
  const standard = await linesNow(agent);
  expect(standard).toContain(`  text: ${"word ".repeat(12).trim()}… (+${499 - 59})`);
});

test("a page of 5,000 links is read in bounded time and answer", async ({ agent }) => {
  const script = `<div id="d"></div><script>
    d.innerHTML = Array.from({ length: 5000 }, (_, at) =>
      '<p><a href="/' + at + '"><b>Link</b> number ' + at + '</a> text ' + at + '</p>').join("");
  </script>`;
  const startedAt = Date.now();
  const { text } = await agent.navigate(script);
  expect(text.length).toBeLessThan(10_500);
  expect(text).toContain("5000 refs");
  expect(text).toMatch(/notice: \d+ of \d+ characters follow/);
  expect(Date.now() - startedAt).toBeLessThan(20_000);
  const again = Date.now();
  expect(await agent.snapshot({ find: "number 4999" })).toMatch(/link "Link number 4999"/);
  expect(Date.now() - again).toBeLessThan(20_000);
});

test("more than one reading holds is said, not dropped", async ({ agent }) => {
  const text = (
    await agent.navigate(
      `<div id="d"></div><script>d.innerHTML = "<a href=/x>x</a>".repeat(30000)</script>`,
    )
  ).text;
  expect(text).toContain("20000 refs");
  const end = await agent.snapshot({ offset: 200_000, maxChars: 100_000 });
  expect(end).toContain("(the page goes on; name a selector)");
});

test("a page that navigates while it is read is read whole, in one of its documents", async ({
  agent,
}) => {
  const next = pageUrl("<h1>Second</h1><button>Two</button>");
  for (const delay of [0, 5, 20, 60]) {
    await agent.navigate(`<h1>First</h1><button>One</button>`);
    await agent.evaluate(
      `setTimeout(() => location.assign(${JSON.stringify(next)}), ${delay}) && 1`,
    );
    const lines = await linesNow(agent);
    expect([
      ['h1 "First"', '@e1 button "One"'],
      ['h1 "Second"', '@e1 button "Two"'],
    ]).toContainEqual(lines);
    await agent.call("wait_for", { condition: "text", text: "Second" });
  }
});

test("going back and forward reads the document that is shown, frames included", async ({
  agent,
}) => {
  const inner = pageUrl("<button>In frame</button>", {}, otherSite());
  await agent.navigate(`<button>First</button><iframe src="${inner}"></iframe>`);
  const first = await linesNow(agent);
  expect(first.at(-1)).toContain("In frame");
  await agent.navigate("<button>Second</button>");
  for (let turn = 0; turn < 2; turn++) {
    await agent.act("back");
    const lines = await linesNow(agent);
    expect(lines.map((line) => line.replace(" [focused]", ""))).toEqual(first);
    const ref = await agent.ref("First");
    expect((await agent.act("click", { target: ref })).isError).toBe(false);
    await agent.act("forward");
    expect(await linesNow(agent)).toEqual(['@e1 button "Second"']);
    expect((await agent.act("click", { target: ref })).text).toMatch(/^stale_ref:/);
  }
});

test("a page that reloads itself all the time ends in a truthful answer", async ({ agent }) => {
  await agent.call("navigate", {
    url: pageUrl("<p>Restless</p><script>setTimeout(() => location.reload(), 30)</script>"),
    autoRetry: false,
  });
  const text = await agent.snapshot();
  expect(text).toMatch(/^timed_out: The page was replaced again|text: Restless/);
  expect((await agent.call("navigate", { url: "about:blank" })).isError).toBe(false);
});
