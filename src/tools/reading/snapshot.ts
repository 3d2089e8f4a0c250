import * as z from "zod";
import { takeSnapshot } from "../../browser/snapshot.ts";
import { locate } from "../../browser/target.ts";
import { defineTool, READS_PAGE } from "../define-tool.ts";
import { maxCharsInput, offsetInput, selectorInput } from "../inputs.ts";
import { rememberBaseline, snapshotAnswer } from "../page-answer.ts";
import { filterLines } from "./filter-lines.ts";

export const snapshot = defineTool({
  name: "snapshot",
  title: "Snapshot",
  description:
    "The page as compact text: every control with a ref (@e5) for act, its states and value, headings, alerts, rows and short text, frames included.",
  annotations: READS_PAGE,
  theme: "reading",
  core: true,
  target: "session",
  input: z.strictObject({
    selector: selectorInput,
    find: z.string().min(1).max(200).optional().describe("Only lines with this text or /regex/"),
    maxChars: maxCharsInput,
    offset: offsetInput,
    detail: z
      .enum(["controls", "standard", "full"])
      .default("standard")
      .describe("controls: refs only; full: all text"),
  }),
  async run({ selector, find, maxChars, offset, detail }, context) {
    const { page } = context;
    const root = selector === undefined ? undefined : await locate(page, selector);
    const taken = await takeSnapshot(page, {
      detail,
      ...(root === undefined ? {} : { root }),
      // What is folded can be looked for too.
      ...(find === undefined ? {} : { unfolded: true }),
    });
    if (root === undefined && detail === "standard") rememberBaseline(context, taken);
    if (find === undefined) return snapshotAnswer(context, taken, { maxChars, offset });
    const found = filterLines(taken.lines, find);
    const facts = [`find: ${found.matches} of ${taken.lines.length} lines match`];
    return snapshotAnswer(context, { ...taken, lines: found.lines }, { maxChars, offset, facts });
  },
});
