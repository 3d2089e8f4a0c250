import { expect, inject } from "vitest";
import { pageUrl } from "../../support/agent.ts";
import { test } from "../../support/agent-test.ts";
import { linesNow, openLines, otherSite } from "./page-lines.ts";

const frame = (src: string, rest = "") =>
  `<iframe src="${src.replaceAll('"', "&quot;")}" ${rest}></iframe>`;
const hundred = (html: string) => pageUrl(html, { delay: "100" }, otherSite());

test("frames of every kind are read in their places", async ({ agent }) => {
  const lines = await openLines(
    agent,
    `<p>Before</p>
     ${frame(pageUrl("<button>Same</button>"), 'title="Same origin"')}
     ${frame(pageUrl("<button>Port</button>", {}, inject("otherPages")))}
     ${frame(pageUrl("<button>Site</button>", {}, otherSite()), 'name="site"')}
     ${frame(pageUrl("<button>Sandboxed</button><script>document.write('ran')</script><noscript>Scriptless</noscript>"), "sandbox")}
     <iframe srcdoc="<button>Srcdoc</button>"></iframe>
     ${frame(pageUrl("<button>Unseen</button>"), 'style="display:none"')}
     ${frame(pageUrl("<button>Tiny</button>"), 'width="0" height="0" style="border:0"')}
     <iframe></iframe><p>After</p>`,
  );
  const [own, other] = [inject("pages"), inject("otherPages")];
  expect(lines).toEqual([
    "text: Before",
    `iframe ${own} "Same origin"`,
    '  @e1 button "Same"',
    `iframe ${other}`,
    '  @e2 button "Port"',
    `iframe ${otherSite()} "site"`,
    '  @e3 button "Site"',
    `iframe ${own}`,
    '  @e4 button "Sandboxed" Scriptless',
    "iframe srcdoc",
    '  @e5 button "Srcdoc"',
    "iframe about:blank",
    "text: After",
  ]);
});

test("frames inside frames are read three deep, across sites", async ({ agent }) => {
  const third = pageUrl("<button>Third</button>");
  const second = pageUrl(`<button>Second</button>${frame(third)}`, {}, otherSite());
  const first = pageUrl(`<button>First</button>${frame(second)}`, {}, inject("otherPages"));
  await openLines(agent, frame(first));
  await agent.call("wait_for", { condition: "text", text: "Third" });
  expect(await linesNow(agent)).toEqual([
    `iframe ${inject("otherPages")}`,
    '  @e1 button "First"',
    `  iframe ${otherSite()}`,
    '    @e2 button "Second"',
    `    iframe ${inject("pages")}`,
    '      @e3 button "Third"',
  ]);
});

test("a frame that is added, navigated and removed later is followed", async ({ agent }) => {
  await openLines(agent, "<p>Page</p>");
  const show = (src: string) =>
    agent.evaluate(`new Promise((done) => {
      let frame = document.querySelector("iframe");
      if (!frame) document.body.append((frame = document.createElement("iframe")));
      frame.onload = () => done(1); frame.src = ${JSON.stringify(src)};
    })`);
  await show(pageUrl("<button>One</button>"));
  expect(await linesNow(agent)).toContain('  @e1 button "One"');
  for (const origin of [otherSite(), inject("pages"), otherSite(), inject("otherPages")]) {
    await show(pageUrl(`<button>At ${origin}</button>`, {}, origin));
    expect(await linesNow(agent)).toEqual([
      "text: Page",
      `iframe ${origin}`,
      `  @e1 button "At ${origin}"`,
    ]);
  }
  await agent.evaluate("document.querySelector('iframe').remove() ?? 1");
  expect(await linesNow(agent)).toEqual(["text: Page"]);
});

test("frames of the last page are gone with it", async ({ agent }) => {
  await openLines(agent, frame(pageUrl("<button>Old</button>", {}, otherSite())));
  expect(await openLines(agent, "<button>New</button>")).toEqual(['@e1 button "New"']);
  const { text } = await agent.act("click", { target: "button" });
  expect(text).not.toMatch(/^\w+:/);
});

test("a frame that is still loading is said to be, and does not hold the others up", async ({
  agent,
}) => {
  const startedAt = Date.now();
  const lines = await openLines(
    agent,
    `<button>Main</button>${frame(`${otherSite()}/slow?1`)}${frame(`${inject("pages")}/slow?2`)}
     ${frame(pageUrl("<button>Quick</button>", {}, otherSite()))}`,
  );
  expect(Date.now() - startedAt).toBeLessThan(30_000);
  expect(lines).toEqual([
    '@e1 button "Main"',
    `iframe ${otherSite()}`,
    "  (this frame is still loading)",
    `iframe ${inject("pages")}`,
    "  (this frame is still loading)",
    `iframe ${otherSite()}`,
    '  @e2 button "Quick"',
  ]);
});

test("text and elements in frames are found by the other reading tools too", async ({ agent }) => {
  await openLines(
    agent,
    `<p>Outer</p>${frame(hundred("<p id=in>Inner <b>bold</b></p>"))}<p>End</p>`,
  );
  const waited = await agent.call("wait_for", { condition: "text", text: "inner bold" });
  expect(waited.text).toContain("text after");
  const { text } = await agent.call("extract", { type: "text" });
  expect(text).toContain("Outer\nInner bold\nEnd");
  expect(await linesNow(agent, { selector: "#in" })).toEqual(["text: Inner bold"]);
});

test("a frame whose script never ends hides nothing else, also in later calls", async ({
  agent,
}) => {
  const stuck =
    "<p>Stuck</p><script>onload = () => setTimeout(() => { const t = Date.now(); while (Date.now() - t < 30000); }, 300)</script>";
  await openLines(
    agent,
    `<p>Top</p>${frame(pageUrl(stuck, {}, otherSite()))}
     ${frame(pageUrl("<button>Fine</button>", {}, otherSite().replace("frames", "more")))}`,
  );
  await agent.evaluate("new Promise((done) => setTimeout(() => done(1), 800))");
  const rest = ["text: Top", `iframe ${otherSite()}`, "  (this frame does not answer)"];
  for (let turn = 0; turn < 2; turn++) {
    const startedAt = Date.now();
    const lines = await linesNow(agent);
    expect(lines.slice(0, 3)).toEqual(rest);
    expect(lines[4]).toBe('  @e1 button "Fine"');
    expect(Date.now() - startedAt).toBeLessThan(20_000);
  }
  const { text } = await agent.call("extract", { type: "text" });
  expect(text).toContain("Top\n(a frame here does not answer)");
});
