import { onLiveDocument } from "./documents.ts";
import type { Page } from "./page.ts";
import { parseTarget } from "./target.ts";

/** What leads on from the page that is shown. */
export type NextControl =
  | { readonly kind: "none" }
  /** It is there and turned off. */
  | { readonly kind: "off" }
  /** A ref as `act` takes it. */
  | { readonly kind: "control"; readonly target: string }
  /** Only named by the document; a page may name any address. */
  | { readonly kind: "link"; readonly url: string };

/** Looks for it in the page's own document, by itself or by a caller's target. */
export function findNextControl(page: Page, sought?: string): Promise<NextControl> {
  const parsed = sought === undefined ? undefined : parseTarget(sought);
  return onLiveDocument(page, async () => {
    const world = await page.mainWorld();
    const found = await page.step("looking for the next page", () =>
      world.call("findNext", page.refs.next, parsed),
    );
    page.refs.advance(found.nextRef);
    if (found.isOff === true) return { kind: "off" };
    if (found.url !== undefined) return { kind: "link", url: found.url };
    if (found.ref === undefined) return { kind: "none" };
    const { targetId, frames } = page.tab;
    page.refs.record([found.ref], { targetId, frameId: frames.main.id, worldId: world.uniqueId });
    return { kind: "control", target: `@e${found.ref}` };
  });
}
