import { within } from "../../domain/deadline.ts";
import { ToolFailure } from "../../domain/failure.ts";
import type { LiveFile } from "../../domain/live.ts";
import type { CDPSession, Protocol } from "../cdp.ts";
import type { Tab } from "../tab.ts";
import type { World } from "../world.ts";

type Opened = Protocol.Page.FileChooserOpenedEvent;

/** Characters of base64 that are handed to the page at once; a multiple of four. */
const PIECE = 1024 * 1024;
const GIVE_MS = 20_000;

/** Has the pages of a tab ask a person for files, instead of a window nobody sees. */
export class FileChoice {
  readonly tab: Tab;
  readonly #onAsked: (opened: Opened) => void;
  readonly #sessions = new Set<CDPSession>();

  constructor(tab: Tab, onAsked: (opened: Opened) => void) {
    this.tab = tab;
    this.#onAsked = onAsked;
  }

  /** Reaches frames that have come since, too. */
  watch(): void {
    const sessions = this.tab.closed ? [] : this.tab.frames.all().map(({ session }) => session);
    for (const session of new Set(sessions)) {
      if (this.#sessions.has(session)) continue;
      this.#sessions.add(session);
      session.on("Page.fileChooserOpened", this.#onAsked);
      this.#intercept(session, true);
    }
  }

  end(): void {
    for (const session of this.#sessions) {
      session.off("Page.fileChooserOpened", this.#onAsked);
      this.#intercept(session, false);
    }
    this.#sessions.clear();
  }

  #intercept(session: CDPSession, enabled: boolean): void {
    // A frame that is gone asks for nothing.
    session.send("Page.setInterceptFileChooserDialog", { enabled }).catch(() => undefined);
  }
}

/** Gives a person's files to the input that asked for them; says why not, or undefined when it has them. */
export async function giveFiles(
  tab: Tab,
  { frameId, backendNodeId }: Opened,
  files: readonly LiveFile[],
): Promise<string | undefined> {
  const world = tab.frames.get(frameId)?.world;
  if (world === undefined || backendNodeId === undefined) {
    return "The page asks for files in a way that takes none from here.";
  }
  const giving = handOver(world, backendNodeId, files);
  return within(giving, GIVE_MS, late);
}

function late(): ToolFailure {
  const what = "The page did not take the files in time.";
  return new ToolFailure("timed_out", what, "Look at what it shows, and choose again.");
}

async function handOver(
  world: World,
  node: number,
  files: readonly LiveFile[],
): Promise<string | undefined> {
  const abouts = files.map(({ name, type }) => ({ name, type }));
  const place = await world.inputPlace(node, abouts);
  if (place.way === "refused") return `The file input cannot take the files: ${place.why}.`;
  try {
    for (const [index, { data }] of files.entries()) {
      for (let at = 0; at < Math.max(1, data.length); at += PIECE) {
        await world.call("stageFile", index, data.slice(at, at + PIECE));
      }
    }
    const { way } = await world.giveFiles(node, abouts);
    return way === "gone" ? "The page has taken its file input away." : undefined;
  } finally {
    world.call("unstageFiles").catch(() => undefined);
  }
}
