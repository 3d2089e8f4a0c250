import { afterAll, expect, inject, test } from "vitest";
import { type Agent, callTool, pageUrl } from "../../support/agent.ts";
import { keepSecret, scopedAgent, secretRows } from "../../support/secrets.ts";

const PASSWORD = "Tr0ub4dor&3<\"'é";
const USER = "agent.smith@example.test";

let key = 0;
let agent: Agent;

/** Plants a page of its own, and gives its address and what it was asked since. */
async function plant(html: string, origin = inject("pages")) {
  const place = `${origin}/recorded/secret-${++key}`;
  await fetch(`${place}/page`, { method: "PUT", body: html });
  const noted = async () => (await fetch(place)).json<string[]>();
  return { url: `${place}/page`, noted };
}

async function open(html: string, origin?: string) {
  const planted = await plant(html, origin);
  agent ??= await scopedAgent();
  const opened = await agent.call("navigate", { url: planted.url });
  expect(opened.isError, opened.text).toBe(false);
  return planted;
}

async function refStarting(...parts: string[]): Promise<string> {
  return agent.ref(...parts);
}

test.beforeAll(async () => {
  await keepSecret("USER", USER);
  await keepSecret("PASSWORD", PASSWORD);
  await keepSecret("OTHER", "another-secret-value", [inject("otherPages")]);
  await keepSecret("FAR", "far-away-secret", ["https://far.example"]);
});

afterAll(() => agent?.[Symbol.asyncDispose]());

const FORM = `<!doctype html><title>Login</title><form method=post action="done">
<label>User <input name=user></label><label>Password <input name=pass type=password></label>
<label>Note <textarea name=note></textarea></label><button>Sign in</button></form>`;

test("a form is filled with secrets, and its own server sees them", async () => {
  const { noted } = await open(FORM);
  const user = await agent.act("fill", {
    target: await refStarting('"User"'),
    value: "{{secret:USER}}",
  });
  expect(user.isError, user.text).toBe(false);
  expect(user.text).toContain(`typed at ${inject("pages")}`);
  expect(user.text).not.toContain(USER);
  expect(user.text).toContain('value="••••••••"');
  const pass = await agent.act("type", {
    target: await refStarting('"Password"'),
    value: "{{secret:PASSWORD}}",
  });
  expect(pass.isError, pass.text).toBe(false);
  const note = await agent.act("fill", {
    target: await refStarting('"Note"'),
    value: "I am {{secret:USER}}, not {{secret:PASSWORD}}!",
  });
  expect(note.isError, note.text).toBe(false);
  const snapshot = await agent.snapshot({ detail: "full" });
  expect(snapshot.match(/value="••••••••"/g)).toHaveLength(3);
  await agent.act("click", { target: "role=button" });
  const body = new URLSearchParams({
    user: USER,
    pass: PASSWORD,
    note: `I am ${USER}, not ${PASSWORD}!`,
  });
  expect((await noted()).at(-1)).toBe(`POST done ${body}`);
  const rows = await secretRows();
  const typed = rows.filter((row) => row.includes("secret_typed"));
  expect(typed.length).toBeGreaterThanOrEqual(4);
  expect(typed.join()).toContain(`secret PASSWORD typed at ${inject("pages")}`);
  expect(rows.join()).not.toContain(USER);
  expect(rows.join()).not.toContain("Tr0ub4dor");
});

test("a batch fills and sends in one go, and shows nothing of it", async () => {
  const { noted } = await open(FORM);
  const { text, isError } = await agent.call("batch_actions", {
    actions: [
      { action: "fill", target: "[name=user]", value: "{{secret:USER}}" },
      { action: "fill", target: "[name=pass]", value: "{{secret:PASSWORD}}" },
      { action: "press", target: "[name=pass]", key: "Enter" },
    ],
  });
  expect(isError, text).toBe(false);
  expect(text).toContain("[0] ok fill · typed at");
  expect(text).not.toContain(USER);
  expect((await noted()).at(-1)).toContain(new URLSearchParams({ pass: PASSWORD }).toString());
});

test("a secret is typed after what stands there, and where the focus is", async () => {
  const { noted } = await open(`<form action="done"><input name=a value="id:" autofocus></form>`);
  await agent.act("click", { target: "[name=a]" });
  await agent.act("press", { key: "End" });
  const typed = await agent.act("type", { value: "{{secret:USER}}" });
  expect(typed.isError, typed.text).toBe(false);
  await agent.act("press", { key: "Enter" });
  expect((await noted()).at(-1)).toBe(`GET done?${new URLSearchParams({ a: `id:${USER}` })}`);
});

const refusedWords = async (args: Record<string, unknown>) => {
  const { text, isError } = await agent.call("act", args);
  expect(isError, text).toBe(true);
  return text;
};

const empty = async (noted: () => Promise<string[]>) => {
  await agent.act("click", { target: "role=button" });
  const last = (await noted()).at(-1) ?? "";
  expect(last).toMatch(/^POST done user=&pass=&note=$/);
};

test("where it is not for, nothing is typed", async () => {
  const { noted } = await open(FORM);
  const target = "[name=user]";
  const fill = (value: string) => refusedWords({ action: "fill", target, value });
  expect(await fill("{{secret:OTHER}}")).toMatch(
    new RegExp(`^policy_denied: Secret OTHER is not for ${inject("pages")}.*nothing was typed`),
  );
  expect(await fill("a{{secret:USER}}{{secret:OTHER}}")).toMatch(/^policy_denied: Secret OTHER/);
  expect(await fill("{{secret:FAR}}")).toMatch(/^policy_denied: Secret FAR is for no host/);
  expect(await fill("{{secret:NOBODYS}}")).toMatch(/^not_found: This grant has no secret NOBODYS/);
  for (const value of [
    "{{secret:lower}}",
    "{{ secret:USER }}",
    "{{secret:USER",
    "{{SECRET:USER}}",
    "{{secret}}",
  ]) {
    expect(await fill(value)).toMatch(/^invalid_arguments: value has a reference/);
  }
  const batch = await agent.call("batch_actions", {
    actions: [
      { action: "fill", target, value: "plain" },
      { action: "fill", target, value: "{{secret:NOBODYS}}" },
    ],
  });
  expect(batch.text).toMatch(/^not_found: actions\.1: .*No step was begun/);
  await empty(noted);
});

test("anywhere else a reference is refused by the name of the field", async () => {
  await open(FORM);
  const value = "{{secret:USER}}";
  for (const [tool, args, field] of [
    ["navigate", { url: `https://a.example/?q=${value}` }, "url"],
    ["extract", { type: "js", js: `'${value}'` }, "js"],
    ["snapshot", { find: value }, "find"],
    ["wait_for", { condition: "text", text: value }, "text"],
    ["add_init_script", { script: value }, "script"],
    ["act", { action: "click", target: `text=${value}` }, "target"],
    ["act", { action: "click", target: "a", dialog: { promptText: value } }, "dialog.promptText"],
    [
      "act",
      { action: "upload", target: "a", filePaths: [{ name: value, base64: "YQ==" }] },
      "filePaths.0.name",
    ],
    ["batch_actions", { actions: [{ action: "press", key: value }] }, "actions.0.key"],
    ["screenshot", { savePath: value }, "savePath"],
  ] as const) {
    const { text, isError } = await agent.call(tool, args);
    expect(isError, text).toBe(true);
    expect(text).toMatch(new RegExp(`^invalid_arguments: ${field}: names a secret`));
  }
  const created = await callTool("session_create", { userAgent: value });
  expect(created.text).toMatch(/^invalid_arguments: userAgent: names a secret/);
  expect(await refusedWords({ action: "select", target: "a", value })).toMatch(
    /^invalid_arguments: select takes no secret in value/,
  );
  expect(await refusedWords({ action: "type", value: `${value}\t` })).toMatch(/tab or a line end/);
  expect(await refusedWords({ action: "type", value, typeDelay: 5 })).toMatch(/typeDelay/);
});

test("a frame takes what is for its own origin, whatever the page around it", async () => {
  const inner = await plant(FORM, inject("otherPages"));
  await open(`<h1>Shop</h1><iframe src="${inner.url}" width=600 height=300></iframe>`);
  const user = await refStarting('"User"');
  expect(await refusedWords({ action: "fill", target: user, value: "{{secret:USER}}" })).toMatch(
    new RegExp(`^policy_denied: Secret USER is not for ${inject("otherPages")}`),
  );
  const filled = await agent.act("fill", { target: user, value: "{{secret:OTHER}}" });
  expect(filled.isError, filled.text).toBe(false);
  // The focus is in the frame by now.
  expect(await refusedWords({ action: "type", value: "{{secret:USER}}" })).toMatch(
    /^policy_denied: Secret USER is not for/,
  );
  await agent.act("click", { target: "role=button" });
  expect((await inner.noted()).at(-1)).toBe("POST done user=another-secret-value&pass=&note=");
});

test("a sandboxed frame is no origin at all", async () => {
  await open(`<iframe sandbox="allow-scripts" srcdoc="<input aria-label=Name>"></iframe>`);
  const target = await refStarting('"Name"');
  expect(await refusedWords({ action: "fill", target, value: "{{secret:USER}}" })).toMatch(
    /^policy_denied: Secret USER is not for a document without an origin/,
  );
});

test("a page that moves its focus gets it into no other field", async () => {
  const thief = await plant("<input name=stolen id=s>", inject("otherPages"));
  const moves: Record<string, string> = {
    "on focus": "user.onfocus = () => other.focus()",
    "on focus, a moment later": "user.onfocus = () => setTimeout(() => other.focus())",
    "into a frame": "user.onfocus = () => setTimeout(() => frames[0].focus())",
    "all the time": "setInterval(() => other.focus(), 1)",
    "on beforeinput": "user.addEventListener('beforeinput', () => other.focus(), true)",
    "on textInput": "user.addEventListener('textInput', () => other.focus(), true)",
    "on selection": "document.addEventListener('selectionchange', () => other.focus())",
    "on select": "user.onselect = () => other.focus()",
    "on input": "user.oninput = () => other.focus()",
  };
  for (const [how, script] of Object.entries(moves)) {
    const { noted } = await open(`<form method=post action=done><input name=user id=user value=x>
      <input name=other id=other><button>Send</button></form><iframe src="${thief.url}"></iframe>
      <script>${script}</script>`);
    for (const action of ["fill", "type"]) {
      await agent.act(action, { target: "#user", value: "{{secret:USER}}" });
    }
    await agent.act("click", { target: "role=button" });
    const sent = new URLSearchParams(((await noted()).at(-1) ?? "").replace("POST done ", ""));
    expect(sent.get("other"), how).toBe("");
    expect(["x", USER, USER + USER, `x${USER}`], how).toContain(sent.get("user"));
    expect((await thief.noted()).join()).not.toContain("smith");
  }
}, 120_000);

test("after it, code of the caller's is off", async () => {
  await open(FORM);
  for (const [tool, args] of [
    ["extract", { type: "js", js: "1" }],
    ["wait_for", { condition: "js", js: "1" }],
    ["add_init_script", { script: "1" }],
    ["network_intercept", { action: "mock", ruleId: "code", urlPattern: "*" }],
  ] as const) {
    const { text } = await agent.call(tool, args);
    expect(text).toMatch(/^policy_denied: Page code is off in a session that has used a secret/);
  }
  const block = { action: "block", ruleId: "ads", urlPattern: "*/ads/*" };
  expect((await agent.call("network_intercept", block)).isError).toBe(false);
});

test("before it, code of the caller's is what keeps secrets out", async () => {
  await using coded = await scopedAgent({ url: pageUrl("<input>") });
  expect(await coded.evaluate("1 + 1")).toBe(2);
  const { text } = await coded.act("fill", { target: "input", value: "{{secret:USER}}" });
  expect(text).toMatch(/^policy_denied: This session has run page code/);
  expect(await coded.evaluate("document.querySelector('input').value")).toBe("");
});

test("so does an answer of the caller's in a server's place", async () => {
  await using mocked = await scopedAgent({ url: pageUrl("<input>") });
  await mocked.call("network_intercept", { action: "mock", ruleId: "own", urlPattern: "*never*" });
  const { text } = await mocked.act("fill", { target: "input", value: "{{secret:USER}}" });
  expect(text).toMatch(/^policy_denied: This session has run page code/);
});

test("an open session types none", async () => {
  await using free = await (await import("../../support/agent.ts")).Agent.on("<input>");
  const { text } = await free.act("fill", { target: "input", value: "{{secret:USER}}" });
  expect(text).toMatch(/^policy_denied: An open session types no secrets/);
  expect(await free.evaluate("document.querySelector('input').value")).toBe("");
});
