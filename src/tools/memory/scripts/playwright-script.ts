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

const HEAD = `const { chromium } = await import("playwright").catch(() => import("playwright-core"));

const browser = await chromium.launch({
  executablePath: process.env.BROWSER_PATH,
  args: (process.env.BROWSER_ARGS ?? "").split(" ").filter(Boolean),
});
const context = await browser.newContext({ viewport: { width: 1280, height: 720 } });
let page = await context.newPage();
const underWay = new Set();
let lastMoved = Date.now();
const moved = (change) => (request) => {
  change(request);
  lastMoved = Date.now();
};
context.on("request", moved((request) => underWay.add(request)));
for (const end of ["requestfinished", "requestfailed"])
  context.on(end, moved((request) => underWay.delete(request)));

function locator(scope, way) {
  const role = /^role=([a-z]+)(?:\\[name="(.*)"\\])?$/s.exec(way);
  if (role !== null) return scope.getByRole(role[1], role[2] === undefined ? {} : { name: role[2], exact: true });
  return way.startsWith("text=") ? scope.getByText(way.slice(5)) : scope.locator(way);
}

/** The element that the first of these leads to that leads to one alone. */
async function find(ways, frames = []) {
  const until = Date.now() + 5_000;
  for (;;) {
    let scope = page;
    for (const frame of frames) scope = ((await one(scope, frame)) ?? locator(scope, frame[0])).contentFrame();
    const found = await one(scope, ways);
    if (found !== undefined) return found;
    if (Date.now() > until) throw new Error(\`nothing alone is \${ways.join(", or ")}\`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function one(scope, ways) {
  for (const way of ways) {
    const found = locator(scope, way);
    if ((await found.count()) === 1) return found;
    const shown = found.filter({ visible: true });
    if ((await shown.count()) === 1) return shown;
  }
}

async function choose(field, wanted) {
  if (await field.evaluate((element) => element.tagName === "SELECT")) return field.selectOption(wanted);
  await field.click();
  for (const name of wanted) await page.getByRole("option", { name, exact: true }).click();
}

async function tab(index) {
  const until = Date.now() + 5_000;
  const isThere = () => (index < 0 ? context.pages().length > 1 : context.pages().length > index);
  while (!isThere() && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 50));
  page = context.pages().at(index);
  await page.bringToFront();
}

/** Until nothing has been asked for in half a second, at most 5 s. */
async function idle() {
  const from = Date.now();
  const until = from + 5_000;
  const isIdle = () => underWay.size === 0 && Date.now() - Math.max(from, lastMoved) >= 500;
  while (!isIdle() && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 50));
}
`;

const TAIL = `await idle();
await browser.close();`;

/** The recording as a module for Playwright's own library. */
export function playwrightScript(recording: Recording): ScriptText {
  const title = "Run it with node; it needs the package playwright or playwright-core.";
  return scriptOf(recording, { title, head: HEAD, tail: TAIL }, WRITERS);
}

const WRITERS: StepWriters = {
  navigate: ({ args }) => [
    `await page.goto(${textOf(args.url)}, { waitUntil: ${literal(waitUntil(args.waitUntil))} });`,
  ],
  act: acting(dialogLines, actLine),
  wait_for: waiting,
  tab_switch: ({ args }) => [`await tab(${Number(args.tabIndex)});`],
  tab_close: ({ args: { tabIndex } }) => [
    tabIndex === undefined
      ? "await page.close();"
      : `await context.pages().at(${Number(tabIndex)}).close();`,
    "page = context.pages().at(-1);",
  ],
  add_init_script: ({ args }) => [`await context.addInitScript(${literal(args.script)});`],
  network_intercept: intercepting,
  extract: reading('page.locator("body")', ".innerText()", ".innerHTML()"),
};

function waitUntil(given: unknown): string {
  return typeof given === "string" ? given : "domcontentloaded";
}

function dialogLines(dialog: unknown): string[] {
  if (dialog === undefined) return [];
  const text =
    typeof dialog === "object" && dialog !== null && "promptText" in dialog
      ? literal(dialog.promptText)
      : "";
  const answer = dialog === "dismiss" ? "dismiss()" : `accept(${text})`;
  return [`page.once("dialog", (dialog) => dialog.${answer});`];
}

function actLine(step: RecordingStep, element: string | undefined): string | undefined {
  const { args } = step;
  const point = `${Number(args.x)}, ${Number(args.y)}`;
  const delay = `{ delay: ${Number(args.holdDuration ?? args.typeDelay ?? 0)} }`;
  switch (args.action) {
    case "click":
    case "dblclick":
      return isWay(element)
        ? `${element}.${args.action}(${delay})`
        : `page.mouse.${args.action}(${point}, ${delay})`;
    case "hover":
    case "mousemove":
      return isWay(element) ? `${element}.hover()` : `page.mouse.move(${point})`;
    case "fill":
      return `${element}.fill(${textOf(args.value)})`;
    case "type":
      return isWay(element)
        ? `${element}.pressSequentially(${textOf(args.value)}, ${delay})`
        : `page.keyboard.type(${textOf(args.value)}, ${delay})`;
    case "check":
    case "uncheck":
      return `${element}.${args.action}()`;
    case "select":
      return `choose(${element}, ${textOf(args.value)}.split("\\n"))`;
    case "press":
      return isWay(element)
        ? `${element}.press(${textOf(args.key)})`
        : `page.keyboard.press(${textOf(args.key)})`;
    case "drag":
      return `${element}.dragTo(await find(${waysOf(step, "target2") ?? "[]"}))`;
    default:
      return otherLine(args, element);
  }
}

function otherLine(args: RecordingStep["args"], element: string | undefined): string | undefined {
  switch (args.action) {
    case "scroll": {
      const place = isWay(element) ? `${element}.hover()` : "page.mouse.move(640, 360)";
      return `${place};\nawait page.mouse.wheel(${wheelOf(args).join(", ")})`;
    }
    case "upload":
      return uploading(args, element);
    case "resize":
      return `page.setViewportSize({ width: ${Number(args.width)}, height: ${Number(args.height)} })`;
    case "back":
      return "page.goBack()";
    case "forward":
      return "page.goForward()";
    default:
      return undefined;
  }
}

function uploading(args: RecordingStep["args"], element: string | undefined): string | undefined {
  const files = inlineFiles(args)?.map(({ name, type, base64 }) => {
    const buffer = `Buffer.from(${literal(base64)}, "base64")`;
    return `{ name: ${literal(name)}, mimeType: ${literal(type)}, buffer: ${buffer} }`;
  });
  return files === undefined ? undefined : `${element}.setInputFiles([${files.join(", ")}])`;
}

function waiting(step: RecordingStep): readonly string[] {
  const { args } = step;
  const timeout = `{ timeout: ${Number(args.timeout ?? 10_000)} }`;
  switch (args.condition) {
    case "element":
      return [`await find(${waysOf(step, "target") ?? "[]"});`];
    case "text":
      return [`await page.getByText(${textOf(args.text)}).first().waitFor(${timeout});`];
    case "js":
      return [`await page.waitForFunction(${textOf(args.js)}, undefined, ${timeout});`];
    case "navigation":
      return args.target === undefined
        ? ["await page.waitForLoadState();"]
        : [`await page.waitForURL(${textOf(args.target)}, ${timeout});`];
    default:
      return ["await idle();"];
  }
}

function intercepting({ args }: RecordingStep): readonly string[] | undefined {
  const pattern = `${literal(globExpression(String(args.urlPattern ?? "*")))}`;
  const place = `(url) => new RegExp(${pattern}, "i").test(url.href)`;
  if (args.action === "block") return [`await context.route(${place}, (route) => route.abort());`];
  if (args.action !== "mock") return undefined;
  const headers = {
    "content-type": args.mockContentType ?? "application/json",
    ...Object(args.mockHeaders),
  };
  const answer = literal({ status: args.mockStatus ?? 200, headers, body: args.mockBody ?? "" });
  return [`await context.route(${place}, (route) => route.fulfill(${answer}));`];
}

function globExpression(glob: string): string {
  return `^${glob.replace(/[.+?^${"$"}{}()|[\]\\]/g, "\\$&").replaceAll("*", ".*")}$`;
}
