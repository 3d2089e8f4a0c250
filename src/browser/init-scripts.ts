import { within } from "../domain/deadline.ts";
import { ToolFailure } from "../domain/failure.ts";
import type { CDPSession, Connection } from "./cdp.ts";
import type { Page } from "./page.ts";
import { clean } from "./visible-text.ts";
import { PageScriptError } from "./world.ts";

/** Milliseconds a target may take to take note of a script. */
const SEND_MS = 1_000;

/** Scripts of the caller's that run in every document of a session before the page's own do. */
export class InitScripts {
  #sources: readonly string[];
  /** Every page, and every frame in a process of its own. */
  readonly #targets = new Set<CDPSession>();

  constructor(connection: Connection, sources: readonly string[]) {
    this.#sources = sources;
    connection.on("sessiondetached", (session) => this.#targets.delete(session));
  }

  /** In the order they run; another list each time one is added. */
  get sources(): readonly string[] {
    return this.#sources;
  }

  /** Readies a target that has not run anything yet. */
  async prepare(session: CDPSession): Promise<void> {
    this.#targets.add(session);
    await Promise.all(this.#sources.map((source) => send(session, source)));
  }

  /** Adds a script for all documents that come from now on; those shown stay as they are. */
  async add(source: string): Promise<void> {
    this.#sources = [...this.#sources, source];
    const sent = [...this.#targets].map((session) =>
      within(send(session, source), SEND_MS, () => new Error("silent")),
    );
    // One whose script never yields has it before its next document; one that ends shows none.
    await Promise.allSettled(sent);
  }
}

async function send(session: CDPSession, source: string): Promise<void> {
  await session.send("Page.addScriptToEvaluateOnNewDocument", { source });
}

/** Has the browser read a script without running it; Chrome would keep one it cannot read in silence. */
export async function checkSyntax(page: Page, source: string): Promise<void> {
  const { exceptionDetails } = await page.step("reading the script", () =>
    page.tab.session.send("Runtime.compileScript", {
      expression: source,
      sourceURL: "",
      persistScript: false,
    }),
  );
  if (exceptionDetails === undefined) return;
  const { message } = new PageScriptError(exceptionDetails);
  const { lineNumber, columnNumber } = exceptionDetails;
  throw new ToolFailure(
    "script_failed",
    "The script cannot be read, and was not added; the error stands below.",
    "Mend it; a script is statements, such as window.x = 1.",
    { pageText: `${clean(message)} (line ${lineNumber + 1}, column ${columnNumber + 1})` },
  );
}
