import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { browserPlace } from "../../scripts/browser-place.ts";
import { installPinned, pinnedFolder } from "../../scripts/pinned-packages.ts";
import { CACHE_FOLDER } from "../../scripts/project-folders.ts";
import { type LiveServer, startLive } from "../support/live-server.ts";
import { type PageOrigin, startPageOrigin } from "../support/page-origin.ts";
import { callOver, openOver } from "../support/wire-client.ts";

const LIBRARIES = {
  pins: fileURLToPath(new URL("../support/libraries/", import.meta.url)),
  name: "test-libraries",
};

const PAGE = `<!doctype html><title>Mixed</title><h1>Mixed</h1>
  <iframe src=inner title=Inner></iframe>
  <label>Search <input id=search onkeydown="if (event.key === 'Enter') fetch('searched?' + this.value)"></label>
  <label>Password <input type=password onchange="fetch('password?' + this.value)"></label>
  <button data-testid=plus onclick="fetch('plus')">+</button>
  <label>Size <select onchange="fetch('size?' + this.value)"><option value=s>Small<option value=m>Middle</select></label>
  <label>File <input type=file onchange="this.files[0].text().then((text) => fetch('file', { method: 'POST', body: text }))"></label>
  <ul id=list style="width:200px"><li draggable=true style="height:30px">One</li><li style="height:30px">Two</li></ul>
  <button onclick="if (confirm('Sure?')) fetch('sure')">Ask</button>
  <label><input type=checkbox onchange="fetch('gift?' + this.checked)"> Gift</label>
  <button onclick="window.open('popup')">Open</button>
  <button onclick="setTimeout(() => document.body.append('It is done'), 300)">Finish</button>
  <script>list.ondragover = (event) => event.preventDefault(); list.ondrop = () => fetch('dropped');</script>`;
const INNER = `<button onclick="fetch('inside')">Inside</button>`;
const POPUP = `<title>Popup</title><button onclick="fetch('in-popup')">In popup</button>`;

let server: LiveServer;
let pages: PageOrigin;
let root: string;
let recorded: readonly string[];
let recorder: string;

beforeAll(async () => {
  pages = await startPageOrigin();
  root = `http://${pages.host}/recorded/mixed`;
  for (const [name, body] of Object.entries({ page: PAGE, inner: INNER, popup: POPUP })) {
    await fetch(`${root}/${name}`, { method: "PUT", body });
  }
  server = await startLive({ ALLOW_PRIVATE_HOSTS: pages.host });
  recorder = await openOver(server, { url: `${root}/page` });
  await doMixedThings();
  recorded = await asked();
});

afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
  await pages?.[Symbol.asyncDispose]();
});

async function use(
  tool: string,
  args: Record<string, unknown>,
  sessionId = recorder,
): Promise<string> {
  const { text, isError } = await callOver(server, tool, { sessionId, ...args });
  if (isError) throw new Error(text);
  return text;
}

async function refOf(words: string): Promise<string> {
  const text = await use("snapshot", {});
  const line = text.split(/(?=@e\d+)/).find((part) => part.includes(words));
  const ref = /^@e\d+/.exec(line ?? "")?.[0];
  if (ref === undefined) throw new Error(`no ${words} in\n${text}`);
  return ref;
}

/** One of each: a frame, keys, a password, repeated clicks, a list, a file, a drag, a dialog, a batch, a popup, a wait. */
async function doMixedThings(): Promise<void> {
  const act = (action: string, more: Record<string, unknown>) => use("act", { action, ...more });
  await act("click", { target: await refOf('button "Inside"') });
  await act("fill", { target: await refOf("Search"), value: "tea" });
  await act("press", { target: await refOf("Search"), key: "Enter" });
  await act("fill", { target: await refOf("Password"), value: "hunter2hunter2" });
  const plus = await refOf('button "+"');
  for (let count = 0; count < 3; count++) await act("click", { target: plus });
  await act("select", { target: await refOf("combobox"), value: "Middle" });
  const file = { name: "a.txt", type: "text/plain", base64: btoa("hello") };
  await act("upload", { target: await refOf("File"), filePaths: [file] });
  await act("drag", { target: "text=One", target2: "text=Two" });
  await act("click", { target: await refOf('button "Ask"'), dialog: "accept" });
  await use("batch_actions", {
    actions: [
      { action: "check", target: await refOf("Gift") },
      { action: "click", target: await refOf('button "Finish"') },
    ],
  });
  await use("wait_for", { condition: "text", text: "It is done" });
  await act("click", { target: await refOf('button "Open"') });
  await use("tab_switch", { tabIndex: -1 });
  await act("click", { target: await refOf("In popup") });
}

/** What was asked of the server in all, and only since then. */
async function asked(since = 0): Promise<string[]> {
  const all = (await (await fetch(root)).json()) as string[];
  return all.slice(since);
}

async function exported(format: string): Promise<string> {
  const text = await use("session_export", { format, name: "mixed" });
  return /untrusted ---\n([\s\S]*)\n--- end/.exec(text)?.[1] ?? "";
}

const sorted = (lines: readonly string[]) => [...lines].sort();

test("what was recorded holds each kind of step, and no password", async () => {
  expect(recorded.join("\n")).toMatch(
    /inside[\s\S]*searched\?tea[\s\S]*password\?hunter2[\s\S]*plus[\s\S]*plus[\s\S]*plus[\s\S]*size\?m[\s\S]*file hello[\s\S]*dropped[\s\S]*sure[\s\S]*gift\?true[\s\S]*in-popup/,
  );
  const text = await exported("json");
  expect(JSON.parse(text).steps).toHaveLength(18);
  expect(text).not.toContain("hunter2");
});

test("replayed in a fresh session it asks the server for the same", async () => {
  const before = (await asked()).length;
  const recording = JSON.parse(await exported("json"));
  const sessionId = await openOver(server, {});
  const params = { textbox_password: "hunter2hunter2", password: "hunter2hunter2" };
  const needed = Object.fromEntries(
    Object.entries(params).filter(([name]) => name in recording.params),
  );
  const text = await use("session_replay", { recording, params: needed }, sessionId);
  expect(text).toMatch(/18 of 18 steps done/);
  expect(sorted(await asked(before))).toEqual(sorted(recorded));
});

test.each(["playwright", "puppeteer"])(
  "the script for %s runs with that library and asks the server for the same",
  async (format) => {
    await installPinned(LIBRARIES, () => undefined);
    const file = join(pinnedFolder(LIBRARIES), `mixed.${format}.mjs`);
    const script = await exported(format);
    await writeFile(file, script);
    const before = (await asked()).length;
    const env = {
      ...process.env,
      BROWSER_PATH: browserPlace(CACHE_FOLDER).executable,
      BROWSER_ARGS: "--no-sandbox --disable-gpu",
      PASSWORD: "hunter2hunter2",
      TEXTBOX_PASSWORD: "hunter2hunter2",
    };
    await promisify(execFile)(process.execPath, [file], { env, timeout: 90_000 });
    expect(sorted(await asked(before))).toEqual(sorted(recorded));
    expect(script).not.toContain("hunter2");
  },
);
