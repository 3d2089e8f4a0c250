import { within } from "../domain/deadline.ts";
import { ToolFailure } from "../domain/failure.ts";
import type { CDPSession } from "./cdp.ts";
import { onLiveDocument } from "./documents.ts";
import type { Page } from "./page.ts";
import { type Covered, withSecretsCovered } from "./secret-fields.ts";

/** The whole page on paper. */
export interface Print {
  /** Base64. */
  readonly data: string;
  readonly bytes: number;
  readonly pages: number;
  readonly covered: Covered;
}

/** Bytes of one file; its base64 has to fit into an answer. */
const MAX_BYTES = 3_750_000;
const CHUNK_BYTES = 512 * 1024;
/** Milliseconds the printing of a page may take. */
const PRINT_MS = 30_000;
/** Milliseconds kept back of a call's time to report what happened. */
const REPORT_MS = 3_000;

/** Prints the page with its backgrounds, secrets covered; comes in parts that no message is too small for. */
export function printPage(page: Page): Promise<Print> {
  return onLiveDocument(page, () =>
    withSecretsCovered(page, async () => {
      const { session } = page.tab;
      const file = await readStream(page, session, await print(page, session));
      return { data: btoa(file), bytes: file.length, pages: pagesIn(file) };
    }),
  );
}

/** The handle of the stream that holds the file. */
async function print(page: Page, session: CDPSession): Promise<string> {
  const patience = Math.min(PRINT_MS, Math.max(0, page.scope.remainingMs - REPORT_MS));
  const printing = session.send("Page.printToPDF", {
    printBackground: true,
    preferCSSPageSize: true,
    // Its tags would repeat what the fields hold.
    generateTaggedPDF: false,
    transferMode: "ReturnAsStream",
  });
  const { stream = "" } = await page.step("printing the page", () =>
    within(printing, patience, notPrinted),
  );
  return stream;
}

/** The file as a string of bytes. */
async function readStream(page: Page, session: CDPSession, handle: string): Promise<string> {
  let file = "";
  try {
    for (;;) {
      const { data, eof, base64Encoded } = await page.step("reading the file", () =>
        session.send("IO.read", { handle, size: CHUNK_BYTES }),
      );
      file += base64Encoded === true ? atob(data) : data;
      if (file.length > MAX_BYTES) throw tooLarge();
      if (eof) return file;
    }
  } finally {
    session.send("IO.close", { handle }).catch(() => undefined);
  }
}

/** Chrome writes the list of its pages in plain words. */
function pagesIn(file: string): number {
  return file.match(/\/Type\s*\/Page\b/g)?.length ?? 0;
}

function notPrinted(): ToolFailure {
  return new ToolFailure(
    "timed_out",
    "The page could not be printed in time.",
    "Use format jpeg, or clip to one element with selector.",
  );
}

function tooLarge(): ToolFailure {
  return new ToolFailure(
    "too_large",
    `The pdf has more than ${MAX_BYTES / 1_000} kB, which is what an answer carries.`,
    "Use format jpeg, or clip to one element with selector.",
  );
}
