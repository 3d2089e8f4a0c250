import { expect, inject } from "vitest";
import { type Agent, fenced, pageUrl } from "../../support/agent.ts";
import { test } from "../../support/agent-test.ts";

/** Leaves one tab alone, so that each test counts from there, whatever the one before has left. */
async function closeOthers(agent: Agent): Promise<void> {
  for (let left = 10; left > 0; left--) {
    await agent.call("tab_switch", { tabIndex: -1 });
    if ((await agent.call("tab_close")).isError) return;
  }
}

test.beforeEach(({ agent }) => closeOthers(agent));

test("a link into a new tab is announced and takes no focus", async ({ agent }) => {
  await agent.navigate(
    `<a href="${pageUrl("<title>Popup</title><h1>New</h1>")}" target=_blank>Open</a><button onclick="this.textContent='hit'">Here</button>`,
  );
  const { text } = await agent.act("click", { target: "text=Open" });
  expect(text).toContain(`click done · new tab 1 · ${inject("pages")} (tab_switch goes there)`);
  expect(text).toMatch(/^\[\w+\] tab 0 /);
  expect((await agent.act("click", { target: "text=Here" })).text).toContain('"hit"');
  expect((await agent.call("tab_switch", { tabIndex: 1 })).text).toContain('h1 "New"');
});

test("window.open and noopener are announced too", async ({ agent }) => {
  const popup = pageUrl("<h1>P</h1>");
  await agent.navigate(
    `<button onclick="window.open('${popup}')">One</button><a href="${popup}" target=_blank rel=noopener>Two</a><button onclick="window.open('${popup}');window.open('${popup}')">Both</button>`,
  );
  expect((await agent.act("click", { target: "text=One" })).text).toContain("new tab 1");
  expect((await agent.act("click", { target: "text=Two" })).text).toContain("new tab 2");
  const { text } = await agent.act("click", { target: "text=Both" });
  expect(text).toContain("new tab 3");
  expect(text).toContain("new tab 4");
});

test("the old tab goes on while a popup stands before it", async ({ agent }) => {
  await agent.navigate(
    `<button onclick="window.open('${pageUrl("<h1>P</h1>")}')">Open</button><button id=b style="transition:margin .3s" onclick="n.textContent=+n.textContent+1">Add</button><p id=n>0</p>`,
  );
  await agent.act("click", { target: "text=Open" });
  const started = Date.now();
  for (const count of ["1", "2", "3"]) {
    expect((await agent.act("click", { target: "#b" })).text).toContain(`→ ${count}`);
  }
  expect(Date.now() - started).toBeLessThan(4_500);
});

test("a popup that closes itself while it is acted on ends in the tab that is left", async ({
  agent,
}) => {
  await agent.navigate(
    `<h1>Opener</h1><button onclick="window.open('${pageUrl("<button onclick='window.close()'>Close me</button>")}')">Open</button>`,
  );
  await agent.act("click", { target: "text=Open" });
  await agent.call("tab_switch", { tabIndex: 1 });
  const { text, isError } = await agent.act("click", { target: "text=Close me" });
  expect(isError).toBe(false);
  expect(text).toContain("click done · the tab closed");
  expect(text).toMatch(/^\[\w+\] tab 0 /);
  expect(await agent.snapshot()).toContain('h1 "Opener"');
});

test.for([
  ["while a key is pressed", "<input id=t onkeydown='window.close()'>", "type"],
  ["a moment later", "<input id=t oninput='setTimeout(()=>window.close(),0)'>", "fill"],
  [
    "when the answer comes",
    "<button id=t onclick='fetch(\"/page?delay=200\").then(()=>window.close())'>x</button>",
    "click",
  ],
] as const)("a tab that closes %s has been acted on", async ([, html, action], { agent }) => {
  await agent.navigate(`<button onclick="window.open('${pageUrl(html)}')">Open</button>`);
  await agent.act("click", { target: "text=Open" });
  await agent.call("tab_switch", { tabIndex: 1 });
  const value = action === "click" ? {} : { value: "abc" };
  const { text, isError } = await agent.act(action, { target: "#t", ...value });
  expect(isError).toBe(false);
  expect(text).toContain(`${action} done · the tab closed`);
});

test("a tab that the page closes from another tab is told", async ({ agent }) => {
  await agent.navigate(
    `<button onclick="w=window.open('${pageUrl("<h1>P</h1>")}')">Open</button><button onclick="w.close()">Shut</button>`,
  );
  await agent.act("click", { target: "text=Open" });
  const { text } = await agent.act("click", { target: "text=Shut" });
  expect(text).toContain("what was tab 1 closed, 1 left");
});

test("a popup with a dialog on load holds up nothing and is told", async ({ agent }) => {
  await agent.navigate(
    `<button onclick="window.open('${pageUrl("<script>alert('from the popup')</script><h1>P</h1>")}')">Open</button>`,
  );
  const started = Date.now();
  const { text } = await agent.act("click", { target: "text=Open" });
  expect(text).toContain("new tab 1");
  const later = await agent.act("press", { key: "Escape" });
  expect(text + later.text).toContain("alert: from the popup");
  expect(Date.now() - started).toBeLessThan(5_000);
});

test("what a popup sends back to its opener is seen there", async ({ agent }) => {
  await agent.navigate(
    `<button onclick="window.open('${pageUrl("<button onclick='opener.done()'>Pick</button>")}')">Open</button><p id=o>waiting</p><script>done=()=>o.textContent='picked'</script>`,
  );
  await agent.act("click", { target: "text=Open" });
  await agent.call("tab_switch", { tabIndex: 1 });
  await agent.act("click", { target: "text=Pick" });
  await closeOthers(agent);
  expect(fenced(await agent.snapshot())).toContain("picked");
});
