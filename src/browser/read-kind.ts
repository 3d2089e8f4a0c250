import type { Page } from "./page.ts";
import { MARKS } from "./page-kind/marks.ts";
import type { Classified } from "./page-kind/page-kind.ts";
import { classify } from "./page-kind/score.ts";
import type { World } from "./world.ts";

/** What kind of page the tab shows; undefined when that cannot be told, which is no reason to fail. */
export async function readKind(page: Page, world: World): Promise<Classified | undefined> {
  try {
    const facts = await page.step("telling what kind of page it is", () =>
      world.call("pageFacts", MARKS),
    );
    return classify(facts, page.tab.status);
  } catch {
    return undefined;
  }
}
