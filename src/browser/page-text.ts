import { ToolFailure } from "../domain/failure.ts";
import type { CDPSession } from "./cdp.ts";
import { adoptFrames, onLiveDocument, silentSessions } from "./documents.ts";
import type { Frame } from "./frame-tree.ts";
import type { Page } from "./page.ts";
import type { Located } from "./target.ts";

/** Marks the place of a frame in the text of its parent; alone it says that the text was cut. */
const FRAME_MARK = "\u0000";

/** The text a person reads in the page or below one element, frames included in their places. */
export function readText(page: Page, root?: Located): Promise<string> {
  return onLiveDocument(page, async () => {
    const silent = await silentSessions(page);
    const lines = await readFrame(page, silent, root?.frame ?? page.tab.frames.main, root?.ref);
    return lines.join("\n");
  });
}

type Silent = ReadonlySet<CDPSession>;

async function readFrame(
  page: Page,
  silent: Silent,
  frame: Frame,
  ref?: number,
): Promise<string[]> {
  const world = await page.world(frame);
  await adoptFrames(page, silent);
  const lines = await page.step("reading the text", () => world.call("readText", ref));
  const parts = await Promise.all(lines.map((line) => withFrame(page, silent, line)));
  return parts.flat();
}

async function withFrame(page: Page, silent: Silent, line: string): Promise<string[]> {
  if (!line.startsWith(FRAME_MARK)) return [line];
  if (line === FRAME_MARK) return ["(the text goes on; name a target to read the rest)"];
  const frame = page.tab.frames.get(line.slice(1));
  if (frame?.world === undefined) return [];
  if (silent.has(frame.session)) return ["(a frame here does not answer)"];
  return readFrame(page, silent, frame);
}

/** The markup of the document or of what is inside one element. */
export function readHtml(page: Page, root?: Located): Promise<string> {
  return onLiveDocument(page, async () => {
    const world = root?.world ?? (await page.mainWorld());
    const { html, length } = await page.step("reading the markup", () =>
      world.call("readHtml", root?.ref),
    );
    if (html === "" && length > 0) throw tooLong(length);
    return html;
  });
}

function tooLong(length: number): ToolFailure {
  return new ToolFailure(
    "too_large",
    `The markup has ${length} characters, more than one answer can be cut from.`,
    "Name a target inside the page, or read its text.",
  );
}
