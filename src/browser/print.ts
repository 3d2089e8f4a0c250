import { decodeBase64 } from "../domain/base64.ts";
import { within } from "../domain/deadline.ts";
import { ToolFailure } from "../domain/failure.ts";
import type { CDPSession } from "./cdp.ts";
import { onLiveDocument } from "./documents.ts";
import type { Page } from "./page.ts";
import { PageCount } from "./page-count.ts";
import { type Covered, withSecretsCovered } from "./secret-fields.ts";

/** The whole page on paper, as `save` took it. */
export interface Print<T> {
  readonly saved: T;
  readonly pages: number;
  readonly covered: Covered;
}

const CHUNK_BYTES = 512 * 1024;
/** Milliseconds the printing of a page may take. */
const PRINT_MS = 30_000;
/** Milliseconds kept back of a call's time to report what happened. */
const REPORT_MS = 3_000;

/**
 * Prints the page with its backgrounds, secrets covered, and hands the file to `save` part by part;
 * it is never held whole, and no message is too small for it.
 */
export async function printPage<T>(
  page: Page,
  save: (file: AsyncIterable<Uint8Array>) => Promise<T>,
): Promise<Print<T>> {
  const { session } = page.tab;
  const handles: string[] = [];
  const printOnce = async () => {
    const handle = await print(page, session);
    handles.push(handle);
    return { handle };
  };
  try {
    const printing = () => withSecretsCovered(page, printOnce);
    const { handle, covered } = await onLiveDocument(page, printing);
    const count = new PageCount();
    const saved = await save(readStream(page, session, handle, count));
    return { saved, pages: count.pages, covered };
  } finally {
    for (const handle of handles) session.send("IO.close", { handle }).catch(() => undefined);
  }
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

async function* readStream(
  page: Page,
  session: CDPSession,
  handle: string,
  count: PageCount,
): AsyncGenerator<Uint8Array, void, undefined> {
  for (;;) {
    const { data, eof } = await page.step("reading the file", () =>
      session.send("IO.read", { handle, size: CHUNK_BYTES }),
    );
    const bytes = decodeBase64(data);
    count.add(bytes, eof);
    yield bytes;
    if (eof) return;
  }
}

function notPrinted(): ToolFailure {
  return new ToolFailure(
    "timed_out",
    "The page could not be printed in time.",
    "Use format jpeg, or clip to one element with selector.",
  );
}
