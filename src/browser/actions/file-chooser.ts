import { inTime } from "../../domain/deadline.ts";
import type { Protocol } from "../cdp.ts";
import type { Page } from "../page.ts";
import type { Located } from "../target.ts";
import type { World } from "../world.ts";
import { pressOn } from "./press.ts";

/** Milliseconds a page may take to ask for a file after it was clicked. */
const ASKING_MS = 3_000;

/** The file input for which a page has opened a file chooser. */
export interface ChosenInput {
  readonly world: World;
  /** Its node, for that world's session. */
  readonly node: number;
}

/** Clicks the target and gives the file input that the page asks the browser to fill. */
export async function chosenBy(
  page: Page,
  located: Located,
): Promise<ChosenInput | "nothing" | "by a script"> {
  const { session } = located.frame;
  const intercept = (enabled: boolean) =>
    session.send("Page.setInterceptFileChooserDialog", { enabled });
  let hear: (event: Protocol.Page.FileChooserOpenedEvent) => void = () => undefined;
  const asked = new Promise<Protocol.Page.FileChooserOpenedEvent>((resolve) => {
    hear = resolve;
  });
  session.on("Page.fileChooserOpened", hear);
  try {
    await page.step("watching for a file chooser", () => intercept(true));
    await pressOn(page, located);
    const event = await page.step("waiting for a file chooser", () => inTime(asked, ASKING_MS));
    if (event === undefined) return "nothing";
    const world = page.tab.frames.get(event.frameId)?.world;
    const node = event.backendNodeId;
    return world === undefined || node === undefined ? "by a script" : { world, node };
  } finally {
    session.off("Page.fileChooserOpened", hear);
    // Nothing is left to put right in a frame that is gone.
    await intercept(false).catch(() => undefined);
  }
}
