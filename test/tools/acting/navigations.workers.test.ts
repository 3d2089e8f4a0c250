import { expect, inject } from "vitest";
import { fenced, pageUrl } from "../../support/agent.ts";
import { test } from "../../support/agent-test.ts";

const link = (href: string, more = "") => `<a href="${href}" ${more}>Go</a>`;

test("a click that navigates tells origin, status and the new page with its refs", async ({
  agent,
}) => {
  await agent.navigate(link(pageUrl("<title>New</title><button>There</button>")));
  const { text } = await agent.act("click", { target: "text=Go" });
  expect(text).toContain(`click done · navigated → ${inject("pages")} · 200`);
  expect(text.split("\n")[0]).toMatch(/· 1 refs?$/);
  expect(fenced(text)).toMatch(/^title: New\nurl: http.*\n@e\d+ button "There"$/);
});

test("a click that leads to another origin tells it", async ({ agent }) => {
  await agent.navigate(link(pageUrl("<h1>Far</h1>", {}, inject("otherPages"))));
  const { text } = await agent.act("click", { target: "text=Go" });
  expect(text).toContain(`navigated → ${inject("otherPages")} · 200`);
});

test("a click to a page that is missing tells the status", async ({ agent }) => {
  await agent.navigate(link(pageUrl("<h1>Gone</h1>", { status: "404" })));
  const { text } = await agent.act("click", { target: "text=Go" });
  expect(text).toMatch(/navigated → \S+ · 404/);
  expect(fenced(text)).toContain('h1 "Gone"');
});

test("a slow page is waited for", async ({ agent }) => {
  await agent.navigate(link(pageUrl("<h1>Slow</h1>", { delay: "1500" })));
  const { text } = await agent.act("click", { target: "text=Go" });
  expect(fenced(text)).toContain('h1 "Slow"');
});

test("a very slow page is waited for beyond what is waited for requests", async ({ agent }) => {
  await agent.navigate(link(pageUrl("<h1>Slower</h1>", { delay: "7000" })));
  const { text } = await agent.act("click", { target: "text=Go" });
  expect(fenced(text)).toContain('h1 "Slower"');
});

test("a redirect and a script that goes on are followed to the end", async ({ agent }) => {
  const end = pageUrl("<h1>End</h1>");
  const script = pageUrl(
    `<h1>Middle</h1><script>location.replace(${JSON.stringify(end)})</script>`,
  );
  await agent.navigate(link(`/redirect?to=${encodeURIComponent(script)}`));
  const { text } = await agent.act("click", { target: "text=Go" });
  expect(fenced(text)).toContain('h1 "End"');
});

test("a navigation by script a moment after the click is followed", async ({ agent }) => {
  const next = JSON.stringify(pageUrl("<h1>Next</h1>"));
  await agent.navigate(
    `<button id=b>Go</button><script>b.onclick=()=>fetch("/page?delay=300").then(()=>location.href=${next})</script>`,
  );
  const { text } = await agent.act("click", { target: "text=Go" });
  expect(fenced(text)).toContain('h1 "Next"');
});

test("an answer without content leaves the page and says so", async ({ agent }) => {
  await agent.navigate(`<h1>Stay</h1>${link("/page?status=204")}`);
  const started = Date.now();
  const { text, isError } = await agent.act("click", { target: "text=Go" });
  expect(isError).toBe(false);
  expect(text).not.toContain("navigated");
  expect(text).toContain("the server answered 204 without a new page");
  expect(Date.now() - started).toBeLessThan(4_500);
  expect(await agent.snapshot()).toContain('h1 "Stay"');
});

test("a download leaves the page and is said", async ({ agent }) => {
  await agent.navigate(`<h1>Stay</h1>${link("/download")}`);
  const started = Date.now();
  const { text } = await agent.act("click", { target: "text=Go" });
  expect(text).toContain("click done · a download began\ndownload kept");
  expect(text).not.toContain("navigated");
  expect(fenced(text)).toMatch(/^artifact art_\w{16}: report.csv$/);
  expect(Date.now() - started).toBeLessThan(4_500);
  expect((await agent.act("click", { target: "text=Go" })).text).toContain("download kept");
});

test("a link to a host that refuses is told as a failed navigation", async ({ agent }) => {
  await agent.navigate(link("http://127.0.0.1:9/"));
  const { text } = await agent.act("click", { target: "text=Go" });
  expect(text).toMatch(/the navigation failed|was refused|blocked/);
  expect(text).not.toContain("navigated →");
});

test("a form that posts tells the answer", async ({ agent }) => {
  await agent.navigate(
    "<form action=/echo method=post><input name=q value=frog><button>Send</button></form>",
  );
  const { text } = await agent.act("click", { target: "text=Send" });
  expect(text).toContain("· 200");
  expect(fenced(text)).toContain("q=frog");
});

test("a reload of the same address is told as a new document", async ({ agent }) => {
  await agent.navigate("<button onclick='location.reload()'>Again</button>");
  const { text } = await agent.act("click", { target: "text=Again" });
  expect(text).toMatch(/navigated → \S+ · 200/);
  expect(fenced(text)).toContain('button "Again"');
});

test("a frame that navigates is told as a change of the page", async ({ agent }) => {
  await agent.navigate(
    `<iframe name=f src="${pageUrl("<p>First inside</p>")}"></iframe>${link(pageUrl("<p>Second inside</p>"), "target=f")}`,
  );
  const { text } = await agent.act("click", { target: "text=Go" });
  expect(text).not.toContain("navigated →");
  expect(fenced(text)).toContain("First inside → Second inside");
});
