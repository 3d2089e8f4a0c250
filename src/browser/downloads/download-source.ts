import { within } from "../../domain/deadline.ts";
import { randomHex } from "../../domain/ids.ts";
import type { Connection } from "../cdp.ts";
import type { HiddenTargets } from "../hidden-targets.ts";
import { ENDS, type NotKept } from "./download.ts";
import type { DownloadSource } from "./downloads.ts";
import { SavedFiles } from "./saved-files.ts";

const FOLDER = "leapfrog-downloads";
/** Milliseconds a browser has for a question that may have it look at its hardware first. */
const ASKING_MS = 500;

interface Context {
  readonly browserContextId?: string;
}

/** Has one browser save its downloads on its own disk, or refuse them, and reads them from there. */
export class BrowserDownloads implements DownloadSource {
  readonly #connection: Connection;
  readonly #inContext: Context;
  readonly #files: SavedFiles;
  readonly #gone: AbortSignal;
  #folder = "";
  #refusal: NotKept | undefined;

  constructor(
    connection: Connection,
    inContext: Context,
    targets: HiddenTargets,
    gone: AbortSignal,
  ) {
    this.#connection = connection;
    this.#inContext = inContext;
    this.#files = new SavedFiles(targets);
    this.#gone = gone;
  }

  get refusal(): NotKept | undefined {
    return this.#refusal;
  }

  get isLost(): boolean {
    return this.#gone.aborted;
  }

  /** Never rejects: a browser that keeps no downloads is none the worse for anything else. */
  async prepare(refusal: NotKept | undefined, orphans: readonly string[]): Promise<void> {
    for (const guid of orphans) this.cancel(guid);
    if (refusal !== undefined) return this.refuse(refusal);
    try {
      this.#folder = await this.#ownFolder();
      await this.#set("allowAndName", this.#folder);
    } catch {
      await this.refuse(ENDS.notPossible);
    }
  }

  /** The first refusal stays. */
  async refuse(why: NotKept): Promise<void> {
    if (this.#refusal !== undefined) return;
    this.#refusal = why;
    await this.#set("deny").catch(() => undefined);
  }

  cancel(guid: string): void {
    // One that is over already has nothing left to be cancelled.
    this.#connection
      .send("Browser.cancelDownload", { guid, ...this.#inContext })
      .catch(() => undefined);
  }

  read(guid: string, filePath: string | undefined, bytes: number): AsyncIterable<Uint8Array> {
    return this.#files.read(filePath ?? `${this.#folder}/${guid}`, bytes);
  }

  async #set(behavior: "deny" | "allowAndName", downloadPath?: string): Promise<void> {
    await this.#connection.send("Browser.setDownloadBehavior", {
      behavior,
      eventsEnabled: true,
      ...(downloadPath === undefined ? {} : { downloadPath }),
      ...this.#inContext,
    });
  }

  /** Inside the browser's own folder, which is mostly deleted with it. */
  async #ownFolder(): Promise<string> {
    const said = await this.#commandLine();
    // The other way of asking gives one line, whose paths may hold spaces.
    const profile = /(?:^|[\n ])--user-data-dir=(.+?)(?=[\n]| --|$)/.exec(said)?.[1];
    return `${profile ?? "/tmp"}/${FOLDER}-${randomHex(4)}`;
  }

  /** Only browsers that say that they are automated answer the first question. */
  async #commandLine(): Promise<string> {
    try {
      return (await this.#connection.send("Browser.getBrowserCommandLine")).arguments.join("\n");
    } catch {
      const asking = this.#connection.send("SystemInfo.getInfo");
      const late = () => new Error("late");
      return within(asking, ASKING_MS, late).then(
        ({ commandLine }) => commandLine,
        () => "",
      );
    }
  }
}
