import * as z from "zod";
import { takeBaseline } from "../../browser/comparison.ts";
import type { Page } from "../../browser/page.ts";
import { type Snapshot, takeSnapshot } from "../../browser/snapshot.ts";
import { locate } from "../../browser/target.ts";
import { defineTool, READS_PAGE, type SessionContext } from "../define-tool.ts";
import { maxCharsInput, offsetInput, selectorInput } from "../inputs.ts";
import { bodyOf, headOf, snapshotAnswer, snapshotPart } from "../page-answer.ts";
import { laterPart } from "../read-in-parts.ts";
import { filterLines } from "./filter-lines.ts";

const input = z.strictObject({
  selector: selectorInput,
  find: z.string().min(1).max(200).optional().describe("Only lines with this text or /regex/"),
  maxChars: maxCharsInput,
  offset: offsetInput,
  detail: z
    .enum(["controls", "standard", "full"])
    .default("standard")
    .describe("controls: refs only; full: all text"),
});

type SnapshotInput = z.output<typeof input>;

export const snapshot = defineTool({
  name: "snapshot",
  title: "Snapshot",
  description:
    "The page as compact text, frames included: every control with a ref (@e5) for act, states and value, headings, alerts, rows, short text.",
  annotations: READS_PAGE,
  theme: "reading",
  core: true,
  target: "session",
  isStep: true,
  input,
  async run(given, context) {
    const { selector, find, maxChars, offset } = given;
    const detail = given.detail === "standard" ? undefined : given.detail;
    const options = { maxChars, offset, args: { selector, find, detail } };
    const later = await laterPart(context, snapshotPart(options), async () =>
      bodyOf((await read(context.page, given)).shown),
    );
    if (later !== undefined) {
      return { facts: [headOf(context)], notices: later.notices, page: later.text };
    }
    const { page } = context;
    const { shown, facts } = offset > 0 ? await read(page, given) : await readAnew(page, given);
    return snapshotAnswer(context, shown, { ...options, facts });
  },
});

/** Reads the page as what later ones are compared with; a reading that fails changes nothing. */
async function readAnew(page: Page, given: SnapshotInput) {
  const { baselines } = page.memory;
  const { targetId } = page.tab;
  const former = baselines.get(targetId);
  try {
    const withKind = given.selector === undefined;
    return await read(page, given, await takeBaseline(page, { withKind }));
  } catch (error) {
    if (former === undefined) baselines.delete(targetId);
    else baselines.set(targetId, former);
    throw error;
  }
}

/** What a snapshot with these arguments shows, without anything counting as seen by the caller. */
export async function shownBy(
  given: Readonly<Record<string, unknown>>,
  { page }: Pick<SessionContext, "page">,
): Promise<string> {
  const request = input.parse(given);
  const text = bodyOf((await read(page, request)).shown);
  return text.slice(request.offset, request.offset + request.maxChars);
}

/** What the call shows, whichever part of it; `whole` is the page in standard detail, if it is known. */
async function read(page: Page, { selector, find, detail }: SnapshotInput, whole?: Snapshot) {
  const root = selector === undefined ? {} : { root: await locate(page, selector) };
  // What is folded can be looked for too.
  const unfolded = find === undefined ? {} : { unfolded: true };
  const isWhole = selector === undefined && detail === "standard" && find === undefined;
  const taken =
    isWhole && whole !== undefined
      ? whole
      : { ...(await takeSnapshot(page, { detail, ...root, ...unfolded })), kind: whole?.kind };
  if (find === undefined) return { shown: taken, facts: [] };
  const found = filterLines(taken.lines, find);
  const facts = [`find: ${found.matches} of ${taken.lines.length} lines match`];
  return { shown: { ...taken, lines: found.lines }, facts };
}
