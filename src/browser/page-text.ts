import { adoptFrames, onLiveDocument } from "./documents.ts";
import type { Frame } from "./frame-tree.ts";
import type { Page } from "./page.ts";
import type { Located } from "./target.ts";

const FRAME_MARK = "\u0000";

/** The text a person reads in the page or below one element, frames included in their places. */
export function readText(page: Page, root?: Located): Promise<string> {
  return onLiveDocument(page, async () => {
    await adoptFrames(page);
    const lines = await readFrame(page, root?.frame ?? page.tab.frames.main, root?.ref);
    return lines.join("\n");
  });
}

async function readFrame(page: Page, frame: Frame, ref?: number): Promise<string[]> {
  const world = await page.world(frame);
  const lines = await page.step("reading the text", () => world.call("readText", ref));
  const parts = await Promise.all(lines.map((line) => withFrame(page, line)));
  return parts.flat();
}

async function withFrame(page: Page, line: string): Promise<string[]> {
  if (!line.startsWith(FRAME_MARK)) return [line];
  const frame = page.tab.frames.get(line.slice(1));
  return frame?.world === undefined ? [] : readFrame(page, frame);
}

/** The markup of the document or of what is inside one element. */
export function readHtml(page: Page, root?: Located): Promise<string> {
  return onLiveDocument(page, async () => {
    const world = root?.world ?? (await page.mainWorld());
    return page.step("reading the markup", () => world.call("readHtml", root?.ref));
  });
}
