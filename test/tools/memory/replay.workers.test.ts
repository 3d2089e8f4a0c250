import { afterAll, expect, inject, test } from "vitest";
import { Agent, pageUrl } from "../../support/agent.ts";

const agents: Agent[] = [];

afterAll(async () => {
  for (const agent of agents) await agent[Symbol.asyncDispose]();
});

async function open(options: Record<string, unknown> = {}): Promise<Agent> {
  const agent = await Agent.open(options);
  agents.push(agent);
  return agent;
}

interface Recording {
  readonly steps: {
    tool: string;
    args: Record<string, unknown>;
    targets: Record<string, { ways: string[] }>;
  }[];
  readonly params: Record<string, { default?: string }>;
}

async function exportOf(agent: Agent, args: Record<string, unknown> = {}) {
  const { text, isError } = await agent.call("session_export", args);
  if (isError) throw new Error(text);
  const json = /untrusted ---\n([\s\S]*)\n--- end/.exec(text)?.[1] ?? "";
  return { text, recording: JSON.parse(json) as Recording };
}

async function replay(agent: Agent, recording: unknown, more: Record<string, unknown> = {}) {
  return agent.call("session_replay", { recording, ...more });
}

/** A place on the test's server where documents are planted and every request is noted. */
async function place(documents: Record<string, string>): Promise<string> {
  const root = `${inject("pages")}/recorded/replay-${crypto.randomUUID().slice(0, 8)}`;
  for (const [name, body] of Object.entries(documents)) {
    await fetch(`${root}/${name}`, { method: "PUT", body });
  }
  return root;
}

const SHOP = `<title>Shop</title><h1>Shop</h1>
  <form onsubmit="event.preventDefault(); fetch('sent', { method: 'POST', body: new URLSearchParams(new FormData(this)) })">
  <label>E-mail <input name=mail></label><label>Password <input type=password name=pass></label>
  <label>Note <input name=note></label><label><input type=checkbox name=gift> Gift</label>
  <label>Size <select name=size><option>S</option><option>M</option></select></label>
  <button>Send</button></form>
  <button class=x onclick="fetch('plus')">Add</button>
  <script>document.querySelector('.x').id = 'b' + Math.random().toString(16).slice(2, 12)</script>`;

/** What was asked of the server below a place, in its order. */
async function asked(root: string): Promise<string[]> {
  return (await fetch(root)).json();
}

test("what was done by refs is done again in another session, with the same effect on the server", async () => {
  const root = await place({ shop: SHOP });
  const first = await open({ url: `${root}/shop` });
  await first.act("fill", { target: await first.ref("E-mail"), value: "ada@example.com" });
  await first.act("fill", { target: await first.ref("Password"), value: "hunter2hunter2" });
  await first.act("type", { target: await first.ref("Note"), value: "two words" });
  await first.act("check", { target: await first.ref("Gift") });
  const selected = await first.act("select", { target: await first.ref("combobox"), value: "M" });
  expect(selected.isError, selected.text).toBe(false);
  await first.act("click", { target: await first.ref('button "Send"') });
  const add = await first.ref('button "Add"');
  await first.call("batch_actions", {
    actions: [
      { action: "click", target: add },
      { action: "click", target: add, delayAfter: 5 },
      { action: "click", target: add },
    ],
  });
  await first.call("wait_for", { condition: "text", text: "Shop" });
  const { recording, text } = await exportOf(first);
  expect(text).toMatch(/11 steps · 2 params, 1 without a value, which replay has to be given/);
  expect(text).not.toMatch(/hunter2/);
  expect(recording.params.email).toMatchObject({ default: "ada@example.com" });
  const password =
    Object.entries(recording.params).find(([, { default: value }]) => value === undefined)?.[0] ??
    "";
  expect(password).toMatch(/password/);
  expect(recording.steps.map(({ tool, args }) => `${tool} ${args.action ?? ""}`.trim())).toEqual([
    "navigate",
    "act fill",
    "act fill",
    "act type",
    "act check",
    "act select",
    "act click",
    "act click",
    "act click",
    "act click",
    "wait_for",
  ]);
  const before = await asked(root);
  const second = await open();
  const lacking = await replay(second, recording);
  expect(lacking.text).toMatch(new RegExp(`^invalid_arguments: params lacks ${password}`));
  const done = await replay(second, recording, { params: { [password]: "hunter2hunter2" } });
  expect(done.isError, done.text).toBe(false);
  expect(done.text).toMatch(/11 of 11 steps done/);
  expect(done.text).toMatch(/\[2\] target by role=textbox\[name="E-mail"\]/);
  const after = (await asked(root)).slice(before.length);
  expect(after).toEqual(before);
  expect(after.filter((line) => line.includes("plus"))).toHaveLength(3);
  const asText = await replay(await open(), JSON.stringify(recording), {
    params: { [password]: "x", email: "bob@example.com" },
  });
  expect(asText.text).toMatch(/11 of 11 steps done/);
  expect((await asked(root)).join("\n")).toMatch(
    /mail=bob%40example\.com&pass=x&note=two\+words&gift=on&size=M/,
  );
}, 90_000);

test("an element whose first locator leads nowhere is found by another, and it is said", async () => {
  const root = await place({
    one: `<button data-testid=go onclick="fetch('went')">Go</button>`,
    two: `<button data-testid=go onclick="fetch('went')">Start</button><button>Go now</button><button>Go later</button>`,
  });
  const agent = await open({ url: `${root}/one` });
  await agent.act("click", { target: await agent.ref('"Go"') });
  const { recording } = await exportOf(agent);
  expect(recording.steps[1]?.targets.target?.ways[0]).toBe('role=button[name="Go"]');
  const changed = JSON.parse(JSON.stringify(recording).replaceAll("/one", "/two"));
  const { text } = await replay(await open(), changed);
  expect(text).toMatch(/2 of 2 steps done/);
  expect(text).toMatch(
    /\[2\] target by \[data-testid="go"\], healed: not by role=button\[name="Go"\]/,
  );
});

test("a step that fails ends it or is skipped, and it can be gone on with", async () => {
  const root = await place({
    page: `<button onclick="fetch('a')">First</button><button onclick="fetch('b')">Second</button>`,
  });
  const steps = [
    { tool: "navigate", args: { url: `${root}/page` } },
    { tool: "act", args: { action: "click", target: "text=First" } },
    { tool: "act", args: { action: "click", target: "#nothing" } },
    { tool: "act", args: { action: "click", target: "text=Second" } },
  ];
  const agent = await open();
  const stopped = await replay(agent, { version: 1, steps });
  expect(stopped.isError).toBe(true);
  expect(stopped.text).toMatch(/^not_found: 1 step failed/);
  expect(stopped.text).toMatch(
    /2 of 4 steps done, 1 failed, 1 not run: session_replay with from 3 goes on/,
  );
  expect(stopped.text).toMatch(/\[3\] failed act · not_found: /);
  const skipped = await replay(agent, { version: 1, steps }, { onError: "skip" });
  expect(skipped.text).toMatch(/3 of 4 steps done, 1 failed/);
  const rest = await replay(agent, { version: 1, steps }, { from: 4 });
  expect(rest.text).toMatch(/1 of 4 steps done, the first 3 left out/);
  const seen = await asked(root);
  expect(seen.filter((line) => / a$/.test(line))).toHaveLength(2);
  expect(seen.filter((line) => / b$/.test(line))).toHaveLength(2);
});

test("frames, popups, dialogs, drags, keys and uploads are done again", async () => {
  const other = JSON.stringify(
    pageUrl(`<button onclick="opener.fetch('from-popup')">In popup</button>`),
  );
  const root = await place({
    inner: `<button onclick="fetch('inside')">Inside</button>`,
    page: `<iframe src=inner title=Inner></iframe>
      <button onclick='window.open(${other})'>Open</button>
      <button onclick="if (confirm('Sure?')) fetch('sure')">Ask</button>
      <label>Search <input id=s onkeydown="if (event.key === 'Enter') fetch('enter?' + this.value)"></label>
      <label>File <input type=file onchange="this.files[0].text().then((t) => fetch('file', { method: 'POST', body: t }))"></label>
      <ul id=l style="width:200px"><li draggable=true>One</li><li>Two</li></ul>
      <script>l.ondragover = (e) => e.preventDefault(); l.ondrop = () => fetch("dropped")</script>`,
  });
  const agent = await open({ url: `${root}/page` });
  await agent.act("click", { target: await agent.ref("Inside") });
  await agent.act("click", { target: await agent.ref('"Ask"'), dialog: "accept" });
  await agent.act("fill", { target: await agent.ref("Search"), value: "tea" });
  await agent.act("press", { target: await agent.ref("Search"), key: "Enter" });
  await agent.act("upload", {
    target: await agent.ref("File"),
    filePaths: [{ name: "a.txt", type: "text/plain", base64: btoa("hello") }],
  });
  await agent.act("drag", { target: "text=One", target2: "text=Two" });
  await agent.act("click", { target: await agent.ref('"Open"') });
  await agent.call("tab_switch", { tabIndex: -1 });
  await agent.act("click", { target: await agent.ref("In popup") });
  const { recording } = await exportOf(agent);
  const before = await asked(root);
  const { text, isError } = await replay(await open(), recording);
  expect(isError, text).toBe(false);
  await expect
    .poll(async () => (await asked(root)).slice(before.length).sort())
    .toEqual([...before].sort());
  expect(before.join("\n")).toMatch(
    /inside[\s\S]*sure[\s\S]*enter\?tea[\s\S]*file hello[\s\S]*dropped/,
  );
}, 60_000);

test("what is no recording is refused by its place, and nothing is done", async () => {
  const root = await place({ page: "<h1>x</h1>" });
  const agent = await open();
  const go = { tool: "navigate", args: { url: `${root}/page` } };
  for (const [recording, more, expected] of [
    ["{", {}, /^invalid_arguments: recording is no JSON/],
    [{ version: 2, steps: [go] }, {}, /^invalid_arguments: recording: version/],
    [{ version: 1, steps: [] }, {}, /^invalid_arguments: recording: steps/],
    [
      { version: 1, steps: [go, { tool: "session_destroy", args: {} }] },
      {},
      /^invalid_arguments: recording: steps\.1\.tool/,
    ],
    [
      { version: 1, steps: [go, { tool: "act", args: { action: "jump" } }] },
      {},
      /^invalid_arguments: recording\.steps\.1: act action/,
    ],
    [
      {
        version: 1,
        steps: [go, { tool: "act", args: { action: "fill", target: "#a", value: "{{x}}" } }],
      },
      {},
      /^invalid_arguments: recording\.steps\.1 names the param x/,
    ],
    [
      { version: 1, steps: [go] },
      { params: { y: "1" } },
      /^invalid_arguments: params: the recording has no y/,
    ],
    [{ version: 1, steps: [go] }, { from: 5 }, /^invalid_arguments: from is past the last step/],
    [
      { version: 1, steps: [{ tool: "navigate", args: { url: "file:///etc/passwd" } }] },
      {},
      /^blocked_url: 1 step failed/,
    ],
  ] as const) {
    expect((await replay(agent, recording, more)).text).toMatch(expected);
  }
  expect((await asked(root)).filter((line) => line.startsWith("GET page"))).toEqual([]);
});

test("nothing is exported of a session in which nothing was done", async () => {
  const agent = await open();
  expect((await agent.call("session_export")).text).toMatch(
    /^not_found: Nothing that could be done again/,
  );
});
