import type { Recording, RecordingStep } from "../recording.ts";
import {
  acting,
  inlineFiles,
  isWay,
  literal,
  reading,
  type ScriptText,
  type StepWriters,
  scriptOf,
  textOf,
  waysOf,
  wheelOf,
} from "./script-text.ts";

const HEAD = `import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const { default: puppeteer } = await import("puppeteer").catch(() => import("puppeteer-core"));

const browser = await puppeteer.launch({
  executablePath: process.env.BROWSER_PATH,
  args: (process.env.BROWSER_ARGS ?? "").split(" ").filter(Boolean),
  defaultViewport: { width: 1280, height: 720 },
});
let page = await browser.newPage();
let answer;
const answering = (opened) => opened.on("dialog", async (dialog) => {
  const given = answer;
  answer = undefined;
  if (given === undefined) await dialog.dismiss();
  else await dialog.accept(given.text);
});
answering(page);
browser.on("targetcreated", async (target) => {
  const opened = target.type() === "page" ? await target.page() : null;
  if (opened !== null && opened !== page) answering(opened);
});
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

function selector(way) {
  const role = /^role=([a-z]+)(?:\\[name="(.*)"\\])?$/s.exec(way);
  const quoted = (text) => '"' + text.replaceAll("\\\\", "\\\\\\\\").replaceAll('"', '\\\\"') + '"';
  if (role !== null) return "::-p-aria(" + (role[2] === undefined ? "" : "[name=" + quoted(role[2]) + "]") + "[role=" + quoted(role[1]) + "])";
  return way.startsWith("text=") ? "::-p-text(" + way.slice(5) + ")" : way;
}

/** The element that the first of these leads to that leads to one alone. */
async function find(ways, frames = []) {
  const until = Date.now() + 5_000;
  for (;;) {
    let scope = page;
    for (const frame of frames) scope = scope && (await (await one(scope, frame))?.contentFrame());
    const found = scope ? await one(scope, ways) : undefined;
    if (found !== undefined) return found;
    if (Date.now() > until) throw new Error("nothing alone is " + ways.join(", or "));
    await sleep(100);
  }
}

async function one(scope, ways) {
  for (const way of ways) {
    const all = await scope.$$(selector(way)).catch(() => []);
    if (all.length === 1) return all[0];
    const shown = [];
    for (const element of all) if (await element.isVisible()) shown.push(element);
    if (shown.length === 1) return shown[0];
  }
}

async function check(field, wanted) {
  const isChecked = await field.evaluate((element) => {
    const box = element.control ?? element;
    return box.checked ?? box.getAttribute("aria-checked") === "true";
  });
  if (isChecked !== wanted) await field.click();
}

async function choose(field, wanted) {
  const values = await field.evaluate((element, names) => element.tagName !== "SELECT" ? null
    : names.map((name) => [...element.options].find((one) => one.label.trim() === name || one.value === name)?.value ?? name), wanted);
  if (values !== null) return field.select(...values);
  await field.click();
  for (const name of wanted) await (await find(['role=option[name="' + name + '"]'])).click();
}

async function press(chord, field) {
  if (field !== undefined) await field.focus();
  const keys = chord === "+" ? ["+"] : chord.split(/\\+(?!$)/);
  for (const key of keys.slice(0, -1)) await page.keyboard.down(key);
  await page.keyboard.press(keys.at(-1));
  for (const key of keys.slice(0, -1).reverse()) await page.keyboard.up(key);
}

async function upload(field, files) {
  const folder = await mkdtemp(join(tmpdir(), "recording-"));
  const paths = [];
  for (const { name, base64 } of files) {
    paths.push(join(folder, name));
    await writeFile(paths.at(-1), Buffer.from(base64, "base64"));
  }
  const isInput = await field.evaluate((element) => element.matches("input[type=file]"));
  if (isInput) return field.uploadFile(...paths);
  const [chooser] = await Promise.all([page.waitForFileChooser(), field.click()]);
  await chooser.accept(paths);
}

async function tab(index) {
  const pages = async () => (await browser.pages()).filter((one) => one === page || one.url() !== "about:blank");
  const until = Date.now() + 5_000;
  while ((await pages()).length <= Math.max(index, 1 - Math.sign(index + 1)) && Date.now() < until) await sleep(50);
  page = (await pages()).at(index);
  await page.bringToFront();
}

async function waitForText(text, timeout) {
  await page.waitForFunction((wanted) => document.body?.innerText.includes(wanted), { timeout }, text);
}

async function idle() {
  await page.waitForNetworkIdle({ idleTime: 500, timeout: 5_000 }).catch(() => undefined);
}
`;

const TAIL = `await idle();
await browser.close();`;

/** The recording as a module for Puppeteer. */
export function puppeteerScript(recording: Recording): ScriptText {
  const title = "Run it with node; it needs the package puppeteer or puppeteer-core.";
  return scriptOf(recording, { title, head: HEAD, tail: TAIL }, WRITERS);
}

const WRITERS: StepWriters = {
  navigate: ({ args }) => [
    `await page.goto(${textOf(args.url)}, { waitUntil: ${literal(lifeOf(args.waitUntil))} });`,
  ],
  act: acting(dialogLines, actLine),
  wait_for: (step) => [waiting(step)],
  tab_switch: ({ args }) => [`await tab(${Number(args.tabIndex)});`],
  tab_close: ({ args: { tabIndex } }) =>
    tabIndex === undefined
      ? ["await page.close();", "await tab(-1);"]
      : [`await (await browser.pages()).at(${Number(tabIndex)}).close();`],
  add_init_script: ({ args }) => [`await page.evaluateOnNewDocument(${literal(args.script)});`],
  extract: reading(
    '(await page.$("body"))',
    ".evaluate((element) => element.innerText)",
    ".evaluate((element) => element.innerHTML)",
  ),
};

function lifeOf(given: unknown): string {
  return given === "networkidle" ? "networkidle0" : given === "load" ? "load" : "domcontentloaded";
}

function dialogLines(dialog: unknown): string[] {
  if (dialog === undefined || dialog === "dismiss") return [];
  const isPrompt = typeof dialog === "object" && dialog !== null && "promptText" in dialog;
  return [`answer = { text: ${isPrompt ? literal(dialog.promptText) : "undefined"} };`];
}

function actLine(step: RecordingStep, element: string | undefined): string | undefined {
  const { args } = step;
  const point = `${Number(args.x)}, ${Number(args.y)}`;
  switch (args.action) {
    case "click":
    case "dblclick": {
      const count = args.action === "dblclick" ? "count: 2, " : "";
      const options = `{ ${count}delay: ${Number(args.holdDuration ?? 0)} }`;
      return isWay(element)
        ? `${element}.click(${options})`
        : `page.mouse.click(${point}, ${options})`;
    }
    case "hover":
    case "mousemove":
      return isWay(element) ? `${element}.hover()` : `page.mouse.move(${point})`;
    case "fill":
      return `${element}.asLocator().fill(${textOf(args.value)})`;
    case "type": {
      const rest = `${textOf(args.value)}, { delay: ${Number(args.typeDelay ?? 0)} }`;
      return isWay(element) ? `${element}.type(${rest})` : `page.keyboard.type(${rest})`;
    }
    case "check":
    case "uncheck":
      return `check(${element}, ${args.action === "check"})`;
    case "select":
      return `choose(${element}, ${textOf(args.value)}.split("\\n"))`;
    case "press":
      return `press(${textOf(args.key)}${isWay(element) ? `, ${element}` : ""})`;
    case "drag":
      return `(await find(${waysOf(step, "target2") ?? "[]"})).drop(await ${element})`;
    default:
      return otherLine(args, element);
  }
}

function otherLine(args: RecordingStep["args"], element: string | undefined): string | undefined {
  switch (args.action) {
    case "scroll": {
      const [deltaX, deltaY] = wheelOf(args);
      const place = isWay(element) ? `${element}.hover()` : "page.mouse.move(640, 360)";
      return `${place};\nawait page.mouse.wheel({ deltaX: ${deltaX}, deltaY: ${deltaY} })`;
    }
    case "upload": {
      const files = inlineFiles(args);
      return files === undefined ? undefined : `upload(${element}, ${literal(files)})`;
    }
    case "resize":
      return `page.setViewport({ width: ${Number(args.width)}, height: ${Number(args.height)} })`;
    case "back":
      return "page.goBack()";
    case "forward":
      return "page.goForward()";
    default:
      return undefined;
  }
}

function waiting(step: RecordingStep): string {
  const { args } = step;
  const timeout = Number(args.timeout ?? 10_000);
  switch (args.condition) {
    case "element":
      return `await find(${waysOf(step, "target") ?? "[]"});`;
    case "text":
      return `await waitForText(${textOf(args.text)}, ${timeout});`;
    case "js":
      return `await page.waitForFunction(${textOf(args.js)}, { timeout: ${timeout} });`;
    default:
      return "await idle();";
  }
}
