import { expect, inject } from "vitest";
import { Agent, fenced, pageUrl } from "../../support/agent.ts";
import { test } from "../../support/agent-test.ts";

test("back and forward go over documents and tell the page", async ({ agent }) => {
  await agent.navigate("<h1>One</h1>");
  await agent.navigate("<h1>Two</h1>");
  const back = await agent.act("back");
  expect(back.text).toContain("back done · navigated → ");
  expect(fenced(back.text)).toContain('h1 "One"');
  expect(fenced((await agent.act("forward")).text)).toContain('h1 "Two"');
});

test("a page kept alive behind the history is quick and can be acted on", async ({ agent }) => {
  await agent.navigate(
    "<button onclick='n.textContent=+n.textContent+1'>Add</button><p id=n>0</p><script>kept=false;onpageshow=(e)=>{kept=e.persisted}</script>",
  );
  await agent.act("click", { target: "text=Add" });
  await agent.navigate("<h1>Two</h1>");
  const started = Date.now();
  const back = fenced((await agent.act("back")).text);
  // The headless shell keeps no page alive, and loads it anew.
  const count = (await agent.evaluate("kept")) ? 1 : 0;
  expect(back).toContain(`text: ${count}`);
  const { text } = await agent.act("click", { target: "text=Add" });
  expect(fenced(text)).toBe(`~ text: ${count} → ${count + 1}`);
  expect(Date.now() - started).toBeLessThan(4_500);
});

test("a page that may not be kept is loaded anew on the way back", async ({ agent }) => {
  await agent.navigate("<h1>One</h1><script>addEventListener('unload',()=>0)</script>");
  await agent.navigate("<h1>Two</h1>");
  const { text } = await agent.act("back");
  expect(text).toContain("· 200");
  expect(fenced(text)).toContain('h1 "One"');
});

test("back and forward go over another origin", async ({ agent }) => {
  await agent.navigate("<h1>One</h1>");
  await agent.call("navigate", { url: pageUrl("<h1>Far</h1>", {}, inject("otherPages")) });
  expect(fenced((await agent.act("back")).text)).toContain('h1 "One"');
  expect(fenced((await agent.act("forward")).text)).toContain('h1 "Far"');
});

test("back and forward go over routes within a document", async ({ agent }) => {
  await agent.navigate(`<h1 id=h>Home</h1><button onclick="go('/cart')">Cart</button><script>
    const show=()=>h.textContent=history.state??"Home";const go=p=>{history.pushState(p,"",p);show()};onpopstate=show</script>`);
  const there = await agent.act("click", { target: "text=Cart" });
  expect(there.text).toContain("the address changed within the document");
  expect(fenced(there.text)).toMatch(/^url: \/cart\n/);
  const back = await agent.act("back");
  expect(back.text).toContain("back done · the address changed within the document");
  expect(fenced(back.text)).toContain('"Home"');
  expect(fenced((await agent.act("forward")).text)).toContain('"/cart"');
});

test("back and forward go over anchors", async ({ agent }) => {
  await agent.navigate("<a href='#end'>Down</a><p style='height:3000px'></p><p id=end>End</p>");
  await agent.act("click", { target: "text=Down" });
  const { text } = await agent.act("back");
  expect(text).toContain("the address changed within the document");
  expect(await agent.evaluate("location.hash")).toBe("");
});

test("back without an earlier page is refused", async () => {
  await using fresh = await Agent.open();
  const { text } = await fresh.act("back");
  expect(text).toMatch(/^not_actionable: This tab has no earlier page/);
  expect((await fresh.act("forward")).text).toMatch(/^not_actionable: This tab has no later page/);
});
