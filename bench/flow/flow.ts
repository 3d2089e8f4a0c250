/** Measures a flow of 20 steps done by single calls, by one batch and by one script; see `../README.md`. */
import { writeFile } from "node:fs/promises";
import { loadavg } from "node:os";
import { parseArgs } from "node:util";
import { chooseBrowser } from "../../scripts/browser-choice.ts";
import { buildBrowserCode } from "../../scripts/build-browser-code.ts";
import { CACHE_FOLDER } from "../../scripts/project-folders.ts";
import { watchSignals } from "../../scripts/signal-watch.ts";
import { runCommand } from "../../scripts/start-problem.ts";
import { startPageOrigin } from "../../test/support/page-origin.ts";
import { callOver, type Endpoint, openOver } from "../../test/support/wire-client.ts";
import { fromCommandLine, roundsIn } from "../command-line.ts";
import { installForBench } from "../installed.ts";
import { machine } from "../machine.ts";
import { startProduct } from "../reading/contestants/ours.ts";
import { tokenCounter } from "../reading/tokens.ts";
import { summaryOf } from "../statistics.ts";
import { FLOW_PAGE, type FlowStep, STEPS, scriptOf } from "./steps.ts";

const USAGE = "Usage: npm run bench:flow -- [--rounds N] [--json FILE]";
const MAX_ROUNDS = 50;

/** One way to do the flow, and what it took. */
interface Taken {
  readonly calls: number;
  /** Of the arguments the model writes, and of the answers it reads. */
  readonly written: number;
  readonly read: number;
  readonly ms: number;
}

type Way = (session: Session) => Promise<void>;

/** Calls of one session, counted. */
class Session {
  readonly #endpoint: Endpoint;
  readonly #sessionId: string;
  readonly #count: (text: string) => number;
  calls = 0;
  written = 0;
  read = 0;

  constructor(endpoint: Endpoint, sessionId: string, count: (text: string) => number) {
    this.#endpoint = endpoint;
    this.#sessionId = sessionId;
    this.#count = count;
  }

  async use(tool: string, args: Record<string, unknown>): Promise<string> {
    const whole = { sessionId: this.#sessionId, ...args };
    const { text, isError } = await callOver(this.#endpoint, tool, whole);
    if (isError) throw new Error(`${tool}: ${text}`);
    this.calls++;
    this.written += this.#count(JSON.stringify({ name: tool, arguments: whole }));
    this.read += this.#count(text);
    return text;
  }
}

/** A snapshot for the refs, then each step by itself. */
const single: Way = async (session) => {
  const seen = await session.use("snapshot", {});
  for (const step of STEPS) await session.use("act", actionOf(step, seen));
  expectDone(await session.use("extract", { target: "#done" }));
};

const batch: Way = async (session) => {
  const seen = await session.use("snapshot", {});
  await session.use("batch_actions", { actions: STEPS.map((step) => actionOf(step, seen)) });
  expectDone(await session.use("extract", { target: "#done" }));
};

/** The names of fields are known, from a snapshot before or from the page's own words. */
const script: Way = async (session) => {
  expectDone(await session.use("execute", { script: scriptOf(STEPS) }));
};

const WAYS: Readonly<Record<string, Way>> = {
  "single calls": single,
  batch_actions: batch,
  execute: script,
};

function actionOf({ action, label, value }: FlowStep, seen: string): Record<string, unknown> {
  const ref = seen.split(/(?=@e\d+ )/).find((part) => part.includes(`"${label}"`));
  const target = /^@e\d+/.exec(ref ?? "")?.[0];
  if (target === undefined) throw new Error(`no ${label} in the snapshot`);
  return { action, target, ...(value === undefined ? {} : { value }) };
}

function expectDone(text: string): void {
  if (!text.includes(`done with ${STEPS.length - 1}`))
    throw new Error(`the flow was not done: ${text}`);
}

async function benchFlow(): Promise<number> {
  const { rounds, json } = options();
  const signals = watchSignals();
  await Promise.all([buildBrowserCode(), installForBench(console.log)]);
  const say = console.log;
  const browser = await chooseBrowser({ environment: process.env, cacheFolder: CACHE_FOLDER, say });
  const pages = await startPageOrigin();
  const product = await startProduct(pages.host);
  try {
    const measuring = measure(product.endpoint, pages.page(FLOW_PAGE), rounds);
    const end = await Promise.race([measuring, signals.received]);
    if (typeof end === "number") return end;
    const { summary } = machine(browser);
    say(`\n${summary}, load ${loadavg()[0]?.toFixed(1)}, ${rounds} rounds\n\n${tableOf(end)}`);
    if (json !== undefined)
      await writeFile(json, `${JSON.stringify(Object.fromEntries(end), undefined, 2)}\n`);
    return 0;
  } finally {
    await product.close();
    await pages[Symbol.asyncDispose]();
  }
}

function options() {
  const text = { type: "string" } as const;
  return fromCommandLine(USAGE, () => {
    const { values } = parseArgs({ options: { rounds: text, json: text } });
    return { rounds: roundsIn(values.rounds ?? "9", MAX_ROUNDS), json: values.json };
  });
}

/** Ways take turns, each in a new session, on the page anew. */
async function measure(
  endpoint: Endpoint,
  url: string,
  rounds: number,
): Promise<Map<string, Taken[]>> {
  const count = await tokenCounter();
  const taken = new Map<string, Taken[]>(Object.keys(WAYS).map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, way] of Object.entries(WAYS)) {
      const sessionId = await openOver(endpoint, { url });
      const session = new Session(endpoint, sessionId, count);
      const startedAt = performance.now();
      await way(session);
      const { calls, written, read } = session;
      taken.get(name)?.push({ calls, written, read, ms: performance.now() - startedAt });
      await callOver(endpoint, "session_destroy", { sessionId });
    }
  }
  return taken;
}

function tableOf(taken: ReadonlyMap<string, readonly Taken[]>): string {
  const rows = [...taken].map(([name, all]) => {
    const middle = (of: (one: Taken) => number) => summaryOf(all.map(of)).p50;
    const { p50, spread } = summaryOf(all.map(({ ms }) => ms / 1_000));
    const tokens = [middle(({ written }) => written), middle(({ read }) => read)];
    const time = `${p50.toFixed(2)} ±${Math.round(spread * 100)} %`;
    return `| ${[name, middle(({ calls }) => calls), ...tokens.map(Math.round), time].join(" | ")} |`;
  });
  const head = ["way", "calls", "tokens written", "tokens read", "seconds"];
  return [`| ${head.join(" | ")} |`, "|---|---|---|---|---|", ...rows].join("\n");
}

await runCommand(benchFlow);
