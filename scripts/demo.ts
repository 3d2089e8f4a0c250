/** `npm run demo [-- URL]`: uses the server as an agent would, against the demo shop or a page of the web. */
import { mkdir, writeFile } from "node:fs/promises";
import { DemoFailure, type Image } from "../demo/agent.ts";
import { connect } from "../demo/client.ts";
import { runReadingFlow, runShopFlow } from "../demo/flow.ts";
import { SHOP_HOSTS } from "../demo/shop/server.ts";
import { HOSTS_HINT, prepare, type Surroundings } from "../demo/surroundings.ts";
import { printed } from "../demo/transcript.ts";

const ROOT = new URL("../", import.meta.url);
const SCREENSHOTS = new URL("demo/screenshots/", ROOT);
const USAGE = "Usage: npm run demo [-- https://example.com]";

const SUFFIX: Record<string, string> = { "image/jpeg": "jpg", "image/webp": "webp" };

async function saveImage(name: string, image: Image): Promise<void> {
  await mkdir(SCREENSHOTS, { recursive: true });
  const file = new URL(`${name}.${SUFFIX[image.mimeType] ?? "png"}`, SCREENSHOTS);
  await writeFile(file, image.data, "base64");
}

function readUrl(argument: string | undefined): string | undefined {
  if (argument === undefined) return undefined;
  const url = URL.canParse(argument) ? new URL(argument) : undefined;
  if (url?.protocol === "http:" || url?.protocol === "https:") return url.href;
  throw new DemoFailure(USAGE);
}

/** Loaded only when needed: it brings wrangler along. */
async function startServer(options: { demo: boolean; quiet: boolean }) {
  console.log("No server is running, starting one.");
  const start = await import("./start.ts");
  return start.startServer(options);
}

async function runFlow(around: Surroundings, url: string | undefined, signal: AbortSignal) {
  const client = await connect(around.mcpUrl, around.token, signal);
  const call = printed(client.call, console.log);
  try {
    if (url !== undefined) return await runReadingFlow(call, url, { saveImage });
    return await runShopFlow(call, around.shopUrl, { saveImage });
  } finally {
    await client.close();
  }
}

async function demo(url: string | undefined, signal: AbortSignal): Promise<string> {
  const needsShop = url === undefined || SHOP_HOSTS.includes(new URL(url).host);
  const around = await prepare(ROOT, needsShop, startServer);
  try {
    signal.throwIfAborted();
    const report = await runFlow(around, url, signal);
    const order = "orderNumber" in report ? `, order ${report.orderNumber}` : "";
    const { calls, seconds, screenshots } = report;
    const pictures = screenshots === 1 ? "1 screenshot" : `${screenshots} screenshots`;
    return `Done: ${calls} calls, ${seconds.toFixed(1)} s, 1 session, ${pictures}${order}.`;
  } finally {
    await around.close();
  }
}

function explain(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const blocked = error instanceof DemoFailure && error.code === "blocked_url";
  return blocked && process.argv[2] === undefined ? `${message}\n${HOSTS_HINT}` : message;
}

const interrupt = new AbortController();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => {
    // The first one ends the session and closes what was started; the second does not wait for that.
    if (interrupt.signal.aborted) process.exit(130);
    interrupt.abort(new DemoFailure("Interrupted."));
  });
}

try {
  console.log(await demo(readUrl(process.argv[2]), interrupt.signal));
} catch (error) {
  const interrupted = interrupt.signal.aborted;
  console.error(interrupted ? "Interrupted." : `Demo failed: ${explain(error)}`);
  process.exitCode = interrupted ? 130 : 1;
}
