import { spawn } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { browserPlace } from "../../scripts/browser-place.ts";
import { installPinned, pinnedFolder } from "../../scripts/pinned-packages.ts";
import { CACHE_FOLDER } from "../../scripts/project-folders.ts";
import { freePorts } from "../support/free-ports.ts";
import { type LiveServer, startLive } from "../support/live-server.ts";
import { type PageOrigin, startPageOrigin } from "../support/page-origin.ts";
import { callOver, openOver } from "../support/wire-client.ts";

const LIBRARIES = {
  pins: fileURLToPath(new URL("../support/libraries/", import.meta.url)),
  name: "test-libraries",
};
const PAGE = `<title>Traced</title><body style="background:#cfe8cf"><h1>Traced</h1><label>Name <input id=name></label>
  <label>Password <input type=password id=pass></label>
  <button onclick="out.textContent = 'It is done'; console.warn('pressed once'); fetch('/echo?tok' + 'en=t0p' + 'secret0123456789abcdef')">Go</button><p id=out></p>`;

let server: LiveServer;
let pages: PageOrigin;

beforeAll(async () => {
  await installPinned(LIBRARIES, () => undefined);
  pages = await startPageOrigin();
  server = await startLive({ ALLOW_PRIVATE_HOSTS: pages.host });
});

afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
  await pages?.[Symbol.asyncDispose]();
});

/** What the viewer of Playwright's own package shows of a trace; its picture goes into the cache folder. */
async function viewed(file: string): Promise<string> {
  const [port = 0] = await freePorts(1);
  const folder = pinnedFolder(LIBRARIES);
  const cli = join(folder, "node_modules", "playwright-core", "cli.js");
  const viewer = spawn(
    process.execPath,
    [cli, "show-trace", "--host", "127.0.0.1", "--port", String(port), file],
    {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, PWTEST_UNDER_TEST: "1" },
    },
  );
  const { chromium } = await import(join(folder, "node_modules", "playwright-core", "index.mjs"));
  const browser = await chromium.launch({
    executablePath: browserPlace(CACHE_FOLDER).executable,
    args: ["--no-sandbox", "--disable-gpu"],
  });
  try {
    const url = await said(viewer, /Listening on (http:\S+)/);
    const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    await page.goto(url);
    await page.getByText("click button", { exact: false }).first().click();
    const after = page.frameLocator("iframe.snapshot-visible").locator("img");
    await after.waitFor({ timeout: 20_000 });
    await expect
      .poll(() => after.evaluate((image: { naturalWidth: number }) => image.naturalWidth))
      .toBeGreaterThan(100);
    await page.getByRole("tab", { name: /Console/ }).click();
    await page.getByText("pressed once").first().waitFor();
    const text = await page.locator("body").textContent();
    await page.getByRole("tab", { name: /Network/ }).click();
    const network = await page.locator("body").textContent();
    await page.screenshot({ path: join(folder, "trace-viewer.png") });
    return `${text}\n${network}`;
  } finally {
    await browser.close();
    viewer.kill();
  }
}

function said(child: ReturnType<typeof spawn>, wanted: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    let all = "";
    const hear = (chunk: Buffer) => {
      all += String(chunk);
      const found = wanted.exec(all)?.[1];
      if (found !== undefined) resolve(found);
    };
    child.stdout?.on("data", hear);
    child.stderr?.on("data", hear);
    child.once("exit", () => reject(new Error(`the viewer ended: ${all}`)));
    setTimeout(
      () => reject(new Error(`the viewer does not say where it is: ${all}`)),
      20_000,
    ).unref();
  });
}

test("a trace is a zip that Playwright's own viewer shows: acts, pictures, console, requests", async () => {
  const sessionId = await openOver(server, { url: pages.page(PAGE), record: true });
  const use = async (tool: string, args: Record<string, unknown> = {}) => {
    const { text, isError } = await callOver(server, tool, { sessionId, ...args });
    if (isError) throw new Error(text);
    return text;
  };
  await use("act", { action: "fill", target: "#name", value: "Ada" });
  await use("act", { action: "fill", target: "#pass", value: "hunter2hunter2" });
  await use("act", { action: "click", target: "text=Go" });
  const answer = await use("session_export_trace");
  expect(answer).toMatch(/4 steps · [6-9] pictures/);
  const url = /https?:\/\/\S+\/artifacts\/\S+/.exec(answer)?.[0] ?? "";
  const bytes = Buffer.from(await (await fetch(url)).arrayBuffer());
  expect(bytes.includes("hunter2")).toBe(false);
  expect(bytes.includes("t0psecret")).toBe(false);
  const file = join(pinnedFolder(LIBRARIES), "trace.zip");
  await writeFile(file, bytes);
  const shown = await viewed(file);
  expect(shown).toMatch(/fill textbox "Name"/);
  expect(shown).toMatch(/click button "Go"/);
  expect(shown).toMatch(/pressed once/);
  expect(shown).toMatch(/echo/);
});

test("a session that keeps no trace says so", async () => {
  const sessionId = await openOver(server, {});
  const { text } = await callOver(server, "session_export_trace", { sessionId });
  expect(text).toMatch(/^unsupported: This session keeps no trace; nothing was exported/);
});
