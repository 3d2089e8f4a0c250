import { diffLines, focusedLine } from "./line-diff.ts";
import type { Baseline, Page } from "./page.ts";
import { type Snapshot, type SnapshotRequest, takeSnapshot } from "./snapshot.ts";
import type { Located } from "./target.ts";
import { cut } from "./visible-text.ts";

/** Characters of a new address that are worth showing. */
const ADDRESS_LENGTH = 500;
/** Changes up to which a list of them is always told, however short the page is. */
const FEW = 20;

/** Elements whose own comparisons are remembered; an older one starts from the page's baseline again. */
const MOST_SEEN_BELOW = 8;

type Picture = Pick<Snapshot, "worldId" | "url" | "title" | "parts">;

/** Reads the whole page in standard detail; what is compared later is compared with this. */
export async function takeBaseline(
  page: Page,
  request: Pick<SnapshotRequest, "patienceMs" | "withKind"> = {},
): Promise<Snapshot> {
  const snapshot = await takeSnapshot(page, { ...request, detail: "standard", keep: true });
  const { worldId, url, title, parts, places, kept } = snapshot;
  const { baselines } = page.memory;
  const open = new Set(page.browser.tabs.map(({ targetId }) => targetId));
  for (const targetId of baselines.keys()) if (!open.has(targetId)) baselines.delete(targetId);
  const seenBelow = new Map();
  const baseline = { worldId, url, title, parts, places, kept, seenBelow, seen: parts };
  baselines.set(page.tab.targetId, baseline);
  return snapshot;
}

/** Lines that changed on a document, its address and title included; empty for another document. */
export function changesBetween(before: Picture, after: Picture): string[] {
  if (after.worldId !== before.worldId) return [];
  return [
    ...(after.url === before.url
      ? []
      : [`url: ${cut(newPart(before.url, after.url), ADDRESS_LENGTH)}`]),
    ...(after.title === before.title ? [] : [`title: ${after.title}`]),
    ...diffLines(before.parts, after.parts),
  ];
}

/** Of an address what is new: the fragment, or what follows the origin. */
function newPart(before: string, after: string): string {
  const [from, to] = [URL.parse(before), URL.parse(after)];
  if (from === null || to === null || from.origin !== to.origin || to.origin === "null")
    return after;
  const path = to.pathname + to.search;
  return path === from.pathname + from.search ? to.hash || path : path + to.hash;
}

/** The line that has the focus now, if another had it before. */
export function newFocus(before: Picture, after: Picture): string | undefined {
  const line = focusedLine(after.parts);
  return line === focusedLine(before.parts) ? undefined : line;
}

/** A page that changed throughout is shorter to read than the list of its changes. */
export function isThroughout(changes: readonly string[], after: Pick<Snapshot, "lines">): boolean {
  return changes.length > FEW && changes.join("\n").length > after.lines.join("\n").length;
}

/**
 * What changed below one element since the baseline, or since this was asked of it before, and the lines
 * it has now; undefined when the baseline tells nothing of the element's document.
 */
export async function changesBelow(
  page: Page,
  baseline: Baseline,
  { ref, world }: Located,
): Promise<{ changes: string[]; lines: string[] } | undefined> {
  const since = baseline.kept ?? "";
  const after = await takeSnapshot(page, { detail: "standard", below: { world, ref, since } });
  const now = linesAt(after, world.uniqueId, after.below?.now ?? []);
  const seen = baseline.seenBelow.get(ref) ?? linesThen(baseline, world.uniqueId, after);
  baseline.seenBelow.delete(ref);
  baseline.seenBelow.set(ref, now);
  for (const other of [...baseline.seenBelow.keys()].slice(0, -MOST_SEEN_BELOW)) {
    baseline.seenBelow.delete(other);
  }
  return seen === undefined ? undefined : { changes: diffLines(seen, now), lines: now };
}

function linesThen(baseline: Baseline, worldId: string, { below }: Snapshot) {
  return below?.before === undefined ? undefined : linesAt(baseline, worldId, below.before);
}

/** The lines of a frame at these places, with those of the frames inside. */
function linesAt(
  { parts, places }: Pick<Snapshot, "parts" | "places">,
  worldId: string,
  indexes: readonly number[],
): string[] {
  const starts = places.get(worldId) ?? [];
  return indexes.flatMap((at) => parts.slice(starts[at] ?? 0, starts[at + 1] ?? 0));
}
