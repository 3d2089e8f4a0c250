import * as z from "zod";
import {
  changesBelow,
  changesBetween,
  isThroughout,
  newFocus,
  takeBaseline,
} from "../../browser/comparison.ts";
import { originOf } from "../../browser/origin.ts";
import type { Baseline } from "../../browser/page.ts";
import { type Snapshot, takeSnapshot } from "../../browser/snapshot.ts";
import { type Located, locate } from "../../browser/target.ts";
import { windowOf } from "../../browser/text-window.ts";
import type { Answer } from "../../domain/answer.ts";
import { counted } from "../../domain/counted.ts";
import { TEXT_LIMIT } from "../../domain/limits.ts";
import { defineTool, READS_PAGE, type SessionContext } from "../define-tool.ts";
import { selectorInput } from "../inputs.ts";
import { headOf, shownAddress, snapshotAnswer } from "../page-answer.ts";

const NO_CHANGE = "no change";

/** The element that was asked about, and how. */
type Root = Located & { readonly selector: string };

export const diff = defineTool({
  name: "diff",
  title: "Diff",
  description:
    "What changed since before your last act, or since your last snapshot, navigate or diff if later: + new, ~ old → new, - gone.",
  annotations: { ...READS_PAGE, idempotentHint: false },
  theme: "reading",
  core: true,
  target: "session",
  isStep: true,
  input: z.strictObject({ selector: selectorInput }),
  async run({ selector }, context) {
    const { page } = context;
    const root =
      selector === undefined ? undefined : { ...(await locate(page, selector)), selector };
    const baseline = page.memory.baselines.get(page.tab.targetId);
    if (root !== undefined && baseline?.worldId === (await page.mainWorld()).uniqueId) {
      return below(root, baseline, context);
    }
    const now = await takeBaseline(page, { withKind: true });
    if (baseline?.worldId === now.worldId) return compared(baseline, now, context);
    return anew(baseline, now, root, context);
  },
});

function compared(before: Baseline, now: Snapshot, context: SessionContext): Answer {
  const changes = changesBetween(before, now);
  if (isThroughout(changes, now)) {
    return whole(now, ["most of the page changed; it now reads:"], context);
  }
  const focus = newFocus(before, now);
  return listed(focus === undefined ? changes : [...changes, `focus: ${focus}`], context, "page");
}

/** Of one element; the baseline of the page stays, so that nothing else is lost. */
async function below(root: Root, before: Baseline, context: SessionContext): Promise<Answer> {
  const found = await changesBelow(context.page, before, root);
  if (found === undefined) {
    return readBelow(root, "its frame was not read at the baseline; it reads:", context);
  }
  if (isThroughout(found.changes, found)) {
    return readBelow(root, "most of the element changed; it now reads:", context);
  }
  return listed(found.changes, context, "element");
}

function listed(changes: readonly string[], context: SessionContext, what: string): Answer {
  if (changes.length === 0) return { facts: [headOf(context, [NO_CHANGE])] };
  const cut = windowOf(changes.join("\n"), 0, TEXT_LIMIT.default);
  const count = counted(changes.length, "change");
  const rest = cut.total - cut.text.length;
  return {
    facts: [headOf(context, [count])],
    notices:
      rest === 0 ? [] : [`${rest} more characters are cut off: read the ${what} by snapshot`],
    page: cut.text,
  };
}

/** There is nothing of this document to compare with: the page itself is the answer. */
async function anew(
  before: Baseline | undefined,
  now: Snapshot,
  root: Root | undefined,
  context: SessionContext,
): Promise<Answer> {
  const why =
    before === undefined
      ? "nothing to compare with: this tab had not been read; it reads:"
      : `another document has taken the place of the one at ${originOf(before.url)}; it reads:`;
  const answer = root === undefined ? whole(now, [why], context) : readBelow(root, why, context);
  return before === undefined ? answer : withFormer(before, await answer);
}

/** The address of the document that is gone is a page's word like every other. */
function withFormer({ url }: Baseline, answer: Answer): Answer {
  return { ...answer, page: `was: ${shownAddress(url)}\n${answer.page ?? ""}` };
}

function whole(now: Snapshot, facts: readonly string[], context: SessionContext): Answer {
  return snapshotAnswer(context, now, { facts });
}

async function readBelow(root: Root, why: string, context: SessionContext): Promise<Answer> {
  const part = await takeSnapshot(context.page, { detail: "standard", root });
  return snapshotAnswer(context, part, { facts: [why], args: { selector: root.selector } });
}
