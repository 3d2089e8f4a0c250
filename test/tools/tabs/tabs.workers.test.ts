import { expect } from "vitest";
import { Agent, fenced, pageUrl } from "../../support/agent.ts";
import { test } from "../../support/agent-test.ts";

const popup = (html: string, name = "_blank") =>
  `<button onclick="window.w = window.open(${JSON.stringify(pageUrl(html)).replaceAll('"', "&quot;")}, '${name}')">Open</button>`;

/** Leaves one empty tab open. */
async function reset(agent: Agent): Promise<void> {
  while (fenced((await agent.call("tabs_list")).text).includes("\n")) {
    await agent.call("tab_close", { tabIndex: -1 });
  }
  await agent.call("navigate", { url: "about:blank" });
}

const list = async (agent: Agent) => {
  const { text } = await agent.call("tabs_list");
  return { head: text.split("\n")[0], lines: fenced(text).split("\n") };
};

test("popups are tracked and do not take the caller's place", async ({ agent }) => {
  await reset(agent);
  await agent.navigate(
    `<title>Opener</title>${popup("<title>Popup</title><p>In popup</p>")}<p id="frames">0</p>
     <script>const f = () => { document.getElementById("frames").textContent++; requestAnimationFrame(f) }; f()</script>`,
  );
  await agent.act("click", { target: "button" });
  const { head, lines } = await list(agent);
  expect(head).toMatch(/^\[s_\w+\] 2 tabs, active 0$/);
  expect(lines[0]).toMatch(/^0\* Opener — http:\/\/127\.0\.0\.1:\d+\/page\?html=/);
  expect(lines[1]).toMatch(/^1 Popup — http:\/\/127\.0\.0\.1:\d+\/page\?html=/);
  expect(await agent.snapshot()).toContain('button "Open"');
  const before = Number(await agent.evaluate("document.getElementById('frames').textContent"));
  await agent.call("wait_for", {
    condition: "js",
    js: `document.getElementById("frames").textContent > ${before + 3}`,
    timeout: 5_000,
  });
  expect(await agent.evaluate("[document.visibilityState, document.hasFocus()]")).toEqual([
    "visible",
    true,
  ]);
});

test("switching goes to a tab by index, or to the newest", async ({ agent }) => {
  await reset(agent);
  await agent.navigate(
    `<p>Zero</p>${popup("<p>One</p><button onclick=\"this.textContent = 'hit'\">Act</button>", "a")}`,
  );
  await agent.act("click", { target: "button" });
  const there = await agent.call("tab_switch", { tabIndex: -1 });
  expect(there.text).toMatch(/^\[s_\w+\] tab 1 · http/);
  expect(there.text).toContain("text: One");
  await agent.act("click", { target: "button" });
  expect(await agent.snapshot()).toContain('button "hit"');
  const back = await agent.call("tab_switch", { tabIndex: 0 });
  expect(back.text).toContain("text: Zero");
  expect(back.text).toMatch(/ tab 0 · /);
  const none = await agent.call("tab_switch", { tabIndex: 7 });
  expect(none.text).toMatch(/^not_found: There is no tab 7; the session has 2/);
});

test("a ref of another tab is refused with the tab's number", async ({ agent }) => {
  await reset(agent);
  await agent.navigate(popup("<button>Other</button>"));
  await agent.act("click", { target: "button" });
  await agent.call("tab_switch", { tabIndex: 1 });
  const ref = await agent.ref("Other");
  await agent.call("tab_switch", { tabIndex: 0 });
  const { text } = await agent.act("click", { target: ref });
  expect(text).toMatch(/^stale_ref: .*tab 1.*tab_switch with tabIndex 1/);
});

test("tabs close by index, the indices after them shift, and the last one stays", async ({
  agent,
}) => {
  await reset(agent);
  await agent.navigate(`<p>Zero</p>${popup("<p>One</p>")}`);
  await agent.act("click", { target: "button" });
  await agent.evaluate(`window.open(${JSON.stringify(pageUrl("<p>Two</p>"))}) && 1`);
  await agent.call("wait_for", { condition: "network_idle" });
  expect((await list(agent)).head).toContain("3 tabs, active 0");
  const closed = await agent.call("tab_close", { tabIndex: 1 });
  expect(closed.text).toContain("closed tab 1; 2 left");
  expect(closed.text).toContain("text: Zero");
  expect((await agent.call("tab_switch", { tabIndex: 1 })).text).toContain("text: Two");
  const active = await agent.call("tab_close");
  expect(active.text).toContain("closed tab 1; 1 left");
  expect(active.text).toContain("text: Zero");
  for (const args of [{}, { tabIndex: 0 }, { tabIndex: -1 }]) {
    const last = await agent.call("tab_close", args);
    expect(last.text).toMatch(/^not_actionable: The last tab cannot be closed/);
  }
  expect((await agent.call("tab_close", { tabIndex: 3 })).text).toMatch(
    /^not_found: There is no tab 3/,
  );
});

test("a tab that asks not to be left is closed all the same", async ({ agent }) => {
  await reset(agent);
  await agent.navigate(
    popup(
      "<button>x</button><script>onbeforeunload = (e) => { e.preventDefault(); return 'no' }</script>",
    ),
  );
  await agent.act("click", { target: "button" });
  await agent.call("tab_switch", { tabIndex: 1 });
  await agent.act("click", { target: "button" });
  const { text } = await agent.call("tab_close");
  expect(text).toContain("closed tab 1; 1 left");
});

test("a tab that closes by itself leaves the session on the one before it", async ({ agent }) => {
  await reset(agent);
  await agent.navigate(
    `<p>Zero</p>${popup("<p>One</p><button onclick='window.close()'>Bye</button>")}`,
  );
  await agent.act("click", { target: "button" });
  await agent.call("tab_switch", { tabIndex: -1 });
  await agent.act("click", { target: "button" });
  expect((await list(agent)).head).toContain("1 tab, active 0");
  expect(await agent.snapshot()).toContain("text: Zero");
});

test("a tab whose page never comes is listed, switched to and closed", async ({ agent }) => {
  await reset(agent);
  await agent.navigate("<p>Zero</p>");
  await agent.evaluate("open('/slow') && 1");
  await agent.evaluate("open('about:blank') && 1");
  const { head } = await list(agent);
  expect(head).toContain("3 tabs, active 0");
  for (const tabIndex of [1, 2]) {
    const startedAt = Date.now();
    const { text, isError } = await agent.call("tab_switch", { tabIndex });
    expect(isError).toBe(false);
    expect(text.split("\n")[0]).toContain(`tab ${tabIndex} · about:blank`);
    expect(text.includes("notice: The tab is on its way to an address")).toBe(tabIndex === 1);
    expect(Date.now() - startedAt).toBeLessThan(15_000);
  }
  expect((await agent.call("tab_close", { tabIndex: 1 })).text).toContain("closed tab 1; 2 left");
});

test("titles and addresses of tabs stay on their own lines", async ({ agent }) => {
  await reset(agent);
  await agent.navigate("<p>x</p>");
  await agent.evaluate("document.title = 'A\\u20281* Fake — http://x\\u202E'");
  const { lines } = await list(agent);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/^0\* A 1\* Fake — http:\/\/x — http:/);
});

// Chrome may quit with its last window before the new tab is there; then the session says so.
test("a session whose last tab closes by itself goes on empty, or says that it is lost", async () => {
  await using agent = await Agent.open();
  await agent.navigate(popup("<button onclick='window.close()'>Bye</button>"));
  await agent.act("click", { target: "button" });
  await agent.call("tab_close", { tabIndex: 0 });
  await agent.act("click", { target: "button" });
  const startedAt = Date.now();
  let answer = await agent.call("tabs_list");
  while (/^not_actionable: The last tab has just closed.*Call again/.test(answer.text)) {
    expect(Date.now() - startedAt).toBeLessThan(20_000);
    await new Promise((done) => setTimeout(done, 100));
    answer = await agent.call("tabs_list");
  }
  expect(answer.text).toMatch(/1 tab, active 0|^session_lost: /);
  if (answer.isError) return;
  expect((await agent.navigate("<p>Goes on</p>")).text).toContain("text: Goes on");
});
