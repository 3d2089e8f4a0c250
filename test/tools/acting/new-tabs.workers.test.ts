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
  expect(text).toContain("new tabs 3 to 4 · ");
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

test("a window that closes at once is told, and waited for no longer", async ({ agent }) => {
  const popup = pageUrl("<h1>P</h1>");
  const self = pageUrl("<script>close()</script>");
  await agent.navigate(
    `<button onclick="window.open('${popup}').close()">One</button><button onclick="window.open('${self}')">Two</button>`,
  );
  for (const target of ["text=One", "text=Two"]) {
    const started = Date.now();
    const { text } = await agent.act("click", { target });
    expect(text).toContain("click done · a new tab opened and closed");
    expect(Date.now() - started).toBeLessThan(1_900);
  }
});

test("a window that goes nowhere, or where nothing is, is told for what it is", async ({
  agent,
}) => {
  await agent.navigate(
    `<button onclick="window.open('data:text/html,x')">Data</button><button onclick="window.open('${inject("closedOrigin")}')">Dead</button><button onclick="window.open('/slow')">Slow</button>`,
  );
  const started = Date.now();
  const data = await agent.act("click", { target: "text=Data" });
  expect(data.text).toContain("new tab 1 · about:blank");
  expect(Date.now() - started).toBeLessThan(1_900);
  const dead = await agent.act("click", { target: "text=Dead" });
  expect(dead.text).toContain("new tab 2 · its address could not be opened");
  const slow = await agent.act("click", { target: "text=Slow" });
  expect(slow.text).toContain(`new tab 3 · on its way to ${inject("pages")}`);
  const { text } = await agent.call("tabs_list");
  expect(fenced(text)).toContain(`about:blank (on its way to ${inject("pages")}/slow)`);
});

test("twenty windows are told in one word each way, and all can be used", async ({ agent }) => {
  const popup = pageUrl("<button onclick=\"this.textContent='hit'\">In</button>");
  await agent.navigate(
    `<button onclick="for(let i=0;i<20;i++)window.open('${popup}')">Flood</button>`,
  );
  const { text } = await agent.act("click", { target: "text=Flood" });
  expect(text).toContain("new tabs 1 to 20 · ");
  expect(text).toMatch(/^\[\w+\] tab 0 /);
  expect((await agent.call("tab_switch", { tabIndex: 20 })).text).toContain('button "In"');
  expect((await agent.act("click", { target: "text=In" })).text).toContain('"hit"');
  for (let left = 20; left > 0; left--) await agent.call("tab_close", { tabIndex: -1 });
});

test("a tab that is closed leaves its neighbour active, and an index too high names the range", async ({
  agent,
}) => {
  const popup = (name: string) => pageUrl(`<h1>${name}</h1>`);
  await agent.navigate(
    `<h1>Zero</h1><button onclick="for(const u of ['${popup("One")}','${popup("Two")}'])window.open(u)">Open</button>`,
  );
  await agent.act("click", { target: "text=Open" });
  await agent.call("tab_switch", { tabIndex: 2 });
  expect((await agent.call("tab_close")).text).toContain('h1 "One"');
  const missing = await agent.call("tab_switch", { tabIndex: 2 });
  expect(missing.text).toContain(
    "not_found: There is no tab 2; the session has 2, counted from 0.",
  );
});

test("a tab that opens in a call that does not look for any is told, once", async ({ agent }) => {
  await agent.navigate("<p>Stay</p>");
  const js = `(window.open(${JSON.stringify(pageUrl("<h1>Late</h1>"))}), 1)`;
  const answers = [await agent.call("extract", { type: "js", js }), await agent.call("snapshot")];
  answers.push(await agent.call("snapshot"));
  const told = answers.filter(({ text }) => /^(before this call: )?new tab 1 · /m.test(text));
  expect(told).toHaveLength(1);
});
