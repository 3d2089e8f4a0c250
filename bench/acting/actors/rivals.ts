import { readFile } from "node:fs/promises";
import { join } from "node:path";
import {
  type Call,
  connectRival,
  DEVTOOLS,
  PLAYWRIGHT,
  type Rival,
} from "../../reading/contestants/rivals.ts";
import { within } from "../within.ts";
import type { Action, Actor } from "./actor.ts";
import { type RefFinder, refOfDevtools, refOfPlaywright } from "./refs.ts";

/** Milliseconds that closing a server may take that no longer answers. */
const CLOSE_MS = 5_000;

/** How a rival is asked to do something. */
interface Manner {
  readonly name: string;
  readonly withFile?: string;
  readonly rival: Rival;
  readonly refOf: RefFinder;
  /** One call, or two where the rival does it in two. */
  readonly callsOf: (action: Action) => readonly Call[];
  /** Clears a dialog that an earlier page left open. */
  readonly clear: Call;
}

const PLAYWRIGHT_MANNER: Manner = {
  name: "Playwright",
  withFile: "Playwright +file",
  rival: PLAYWRIGHT,
  refOf: refOfPlaywright,
  callsOf: playwrightCalls,
  clear: { name: "browser_handle_dialog", arguments: { accept: false } },
};

const DEVTOOLS_MANNER: Manner = {
  name: "DevTools",
  rival: DEVTOOLS,
  refOf: refOfDevtools,
  callsOf: (action) => devtoolsCalls(action, {}),
  clear: { name: "handle_dialog", arguments: { pageId: 1, action: "dismiss" } },
};

/** The same server asked for more: each answer ends with the page's snapshot. */
const DEVTOOLS_TELLING: Manner = {
  ...DEVTOOLS_MANNER,
  name: "DevTools +snapshot",
  callsOf: (action) => devtoolsCalls(action, { includeSnapshot: true }),
};

/** Starts the rivals, Chrome DevTools MCP once for each way to ask it; files they write go below `folder`. */
export async function startRivals(folder: string, keep: (one: Actor) => Actor): Promise<Actor[]> {
  const manners = [PLAYWRIGHT_MANNER, DEVTOOLS_MANNER, DEVTOOLS_TELLING];
  const started: Actor[] = [];
  for (const manner of manners) started.push(keep(await startRival(manner, folder)));
  return started;
}

async function startRival(manner: Manner, folder: string): Promise<Actor> {
  const { rival, refOf, name, withFile } = manner;
  let server = await connectRival(rival, folder);
  const read = async (call: Call) => {
    const { text, isError } = await server.ask(call);
    if (isError) throw new Error(`${name}, ${call.name}: ${text}`);
    return text;
  };
  const close = () => within(CLOSE_MS, server.close()).then(() => {});
  return {
    name,
    ...(withFile === undefined ? {} : { withFile }),
    refOf,
    async open(url) {
      await server.ask(manner.clear);
      await read(rival.navigate(url));
    },
    snapshot: () => read(rival.snapshot),
    async act(action) {
      const startedAt = performance.now();
      const answers = [];
      for (const call of manner.callsOf(action)) answers.push(await server.ask(call));
      const ms = performance.now() - startedAt;
      const text = answers.map((answer) => answer.text).join("\n");
      const isError = answers.some((answer) => answer.isError);
      return { text, isError, ms, linked: await linkedIn(text, folder) };
    },
    async restart() {
      await close();
      server = await connectRival(rival, folder);
    },
    close,
  };
}

/** Playwright MCP writes the snapshot after an action to a file and names it. */
async function linkedIn(text: string, folder: string): Promise<string> {
  const files = [...text.matchAll(/\[Snapshot\]\((.+?\.yml)\)/g)].map(([, file = ""]) => file);
  const read = (file: string) => readFile(join(folder, file), "utf8").catch(() => "");
  return (await Promise.all(files.map(read))).join("\n");
}

function playwrightCalls(action: Action): Call[] {
  const call = (name: string, args: Record<string, unknown>) => ({ name, arguments: args });
  if (action.kind === "press") return [call("browser_press_key", { key: action.key })];
  const target = action.ref;
  switch (action.kind) {
    case "fill":
      return [call("browser_type", { target, text: action.value })];
    case "select":
      return [call("browser_select_option", { target, values: [action.value] })];
    case "drag":
      return [call("browser_drag", { startTarget: target, endTarget: action.to })];
    case "upload":
      return [
        call("browser_click", { target }),
        call("browser_file_upload", { paths: [action.file] }),
      ];
    default:
      return [call("browser_click", { target })];
  }
}

function devtoolsCalls(action: Action, more: Record<string, unknown>): Call[] {
  const call = (name: string, args: Record<string, unknown>) => [
    { name, arguments: { pageId: 1, ...args, ...more } },
  ];
  if (action.kind === "press") return call("press_key", { key: action.key });
  const uid = action.ref;
  switch (action.kind) {
    case "fill":
    case "select":
      return call("fill", { uid, value: action.value });
    case "check":
      return call("fill", { uid, value: "true" });
    case "drag":
      return call("drag", { from_uid: uid, to_uid: action.to });
    case "upload":
      return call("upload_file", { uid, filePaths: [action.file] });
    default:
      return call("click", { uid });
  }
}
