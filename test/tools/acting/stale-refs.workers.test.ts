import { expect } from "vitest";
import { type Agent, pageUrl } from "../../support/agent.ts";
import { test } from "../../support/agent-test.ts";
import { otherSite } from "../reading/page-lines.ts";

const MAIL = `<button onclick="did.textContent='archived'">Archive</button>
  <button onclick="did.textContent='deleted'">Delete</button><p id=did>nothing</p>`;

/** A click on the ref is refused as stale, and the page says that nothing was done. */
async function expectStale(agent: Agent, ref: string): Promise<void> {
  const { text, isError } = await agent.act("click", { target: ref });
  expect(isError).toBe(true);
  expect(text).toMatch(/^stale_ref: /);
  expect(await agent.evaluate("did.textContent")).toBe("nothing");
}

test("a ref of an element that was removed is stale", async ({ agent }) => {
  await agent.navigate(MAIL);
  const ref = await agent.ref("Archive");
  await agent.evaluate("(document.querySelector('button').remove(), 1)");
  await expectStale(agent, ref);
});

test("a ref is stale after the page was rendered anew with the same words", async ({ agent }) => {
  await agent.navigate(MAIL);
  const ref = await agent.ref("Archive");
  await agent.evaluate("(document.body.innerHTML = document.body.innerHTML, 1)");
  await expectStale(agent, ref);
});

test("a ref is stale after the same address was loaded anew", async ({ agent }) => {
  await agent.navigate(MAIL);
  const ref = await agent.ref("Archive");
  await agent.evaluate("(location.reload(), 1)");
  await agent.call("wait_for", { condition: "network_idle" });
  await expectStale(agent, ref);
  const again = await agent.ref("Archive");
  expect(again).not.toBe(ref);
  expect((await agent.act("click", { target: again })).text).toContain("archived");
});

test("a ref is stale after a navigation, and after the way back", async ({ agent }) => {
  await agent.navigate(MAIL);
  const ref = await agent.ref("Archive");
  await agent.navigate(`${MAIL}<h1>Second</h1>`);
  await expectStale(agent, ref);
  await agent.act("back");
  const now = await agent.ref("Archive");
  const { text } = await agent.act("click", { target: now });
  expect(text).toContain("archived");
});

test("a ref in a frame is stale after the frame was loaded anew", async ({ agent }) => {
  await agent.navigate(`<iframe srcdoc="<button>In</button>" id=f></iframe><p id=did>nothing</p>`);
  const ref = await agent.ref("In");
  await agent.evaluate(
    "new Promise((done) => { f.onload = () => done(1); f.srcdoc = '<button onclick=\"parent.did.textContent=1\">In</button>' })",
  );
  await expectStale(agent, ref);
});

test("a ref in a frame is stale after the frame was taken out", async ({ agent }) => {
  await agent.navigate(`<iframe srcdoc="<button>In</button>" id=f></iframe><p id=did>nothing</p>`);
  const ref = await agent.ref("In");
  await agent.evaluate("(f.remove(), 1)");
  await expectStale(agent, ref);
});

test("a ref of a frame of another site is stale after that frame navigated", async ({ agent }) => {
  const inner = (text: string) =>
    pageUrl(`<button onclick="document.title='hit'">${text}</button>`, {}, otherSite());
  await agent.navigate(`<iframe src="${inner("One")}" id=f></iframe><p id=did>nothing</p>`);
  const ref = await agent.ref("One");
  await agent.evaluate(
    `new Promise((done) => { f.onload = () => done(1); f.src = ${JSON.stringify(inner("One"))} })`,
  );
  await expectStale(agent, ref);
});

test("a ref of another tab names that tab and touches neither", async ({ agent }) => {
  await agent.navigate(`${MAIL}<a href="${pageUrl(MAIL)}" target=_blank>Open</a>`);
  const ref = await agent.ref("Archive");
  await agent.act("click", { target: "text=Open" });
  await agent.call("tab_switch", { tabIndex: -1 });
  const { text } = await agent.act("click", { target: ref });
  expect(text).toMatch(/^stale_ref: @e\d+ stands in tab 0/);
  expect(await agent.evaluate("did.textContent")).toBe("nothing");
  await agent.call("tab_close");
  expect(await agent.evaluate("did.textContent")).toBe("nothing");
  expect((await agent.act("click", { target: ref })).text).toContain("archived");
});

test("a ref of a tab that was closed is stale", async ({ agent }) => {
  await agent.navigate(`<p id=did>nothing</p><a href="${pageUrl(MAIL)}" target=_blank>Open</a>`);
  await agent.act("click", { target: "text=Open" });
  await agent.call("tab_switch", { tabIndex: -1 });
  const ref = await agent.ref("Archive");
  await agent.call("tab_close");
  await expectStale(agent, ref);
});

test("a ref that was never given says so", async ({ agent }) => {
  await agent.navigate(MAIL);
  const { text } = await agent.act("click", { target: "@e999999" });
  expect(text).toMatch(/^stale_ref: @e999999 was never handed out/);
});

test("a ref keeps meaning its element when others come and go around it", async ({ agent }) => {
  await agent.navigate(MAIL);
  const ref = await agent.ref("Delete");
  await agent.evaluate(
    "(document.body.prepend(document.createElement('button')), document.querySelectorAll('button')[1].remove(), 1)",
  );
  expect((await agent.act("click", { target: ref })).text).toContain("deleted");
  expect(await agent.ref("Delete")).toBe(ref);
});

test("a ref follows its element when it is moved and reworded", async ({ agent }) => {
  await agent.navigate(MAIL);
  const ref = await agent.ref("Archive");
  await agent.evaluate(
    "(document.body.append(document.querySelector('button')), document.body.lastElementChild.textContent = 'Put away', 1)",
  );
  expect(await agent.ref("Put away")).toBe(ref);
  expect((await agent.act("click", { target: ref })).text).toContain("archived");
});

test("numbers are not given twice over frames, waits and reloads", async ({ agent }) => {
  await agent.navigate(`${MAIL}<iframe srcdoc="<button>In</button>" id=f></iframe>`);
  await agent.evaluate(
    "(f.contentDocument.body.insertAdjacentHTML('beforeend', '<button>Late</button>'), 1)",
  );
  await agent.call("wait_for", { condition: "element", target: "text=Late" });
  await agent.evaluate(
    "(document.body.insertAdjacentHTML('afterbegin', '<button>New</button>'), 1)",
  );
  const refs = (await agent.snapshot()).match(/@e\d+/g) ?? [];
  expect(refs).toHaveLength(5);
  expect(new Set(refs).size).toBe(5);
});
