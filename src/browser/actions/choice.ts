import { ToolFailure } from "../../domain/failure.ts";
import type { SelectResult } from "../in-page-contract.ts";
import type { Page } from "../page.ts";
import { inDocument, reach } from "../reach.ts";
import { settle } from "../settle.ts";
import { type Located, locate } from "../target.ts";
import type { ActInput, ActionReport } from "./act-input.ts";
import { required } from "./act-input.ts";
import { enter, insert } from "./keyboard.ts";
import { pressOn } from "./press.ts";

export function check(page: Page, input: ActInput): Promise<ActionReport> {
  return setChecked(page, input, true);
}

export function uncheck(page: Page, input: ActInput): Promise<ActionReport> {
  return setChecked(page, input, false);
}

async function setChecked(page: Page, input: ActInput, wanted: boolean): Promise<ActionReport> {
  const located = await locate(page, required(input, "target"));
  const before = await readState(page, located);
  const word = wanted ? "checked" : "unchecked";
  if (before === null) throw notCheckable(located);
  if (before === wanted) return { facts: [`it was ${word} already`], target: located.ref };
  let after = await turn(page, located, wanted);
  // What is half on goes one way first, whichever the page has chosen.
  if (before === "mixed" && after === !wanted) after = await turn(page, located, wanted);
  if (after === wanted) return { facts: [], target: located.ref };
  if (after === "gone") {
    const notice = `@e${located.ref} was clicked and is gone since: see below whether it is ${word}`;
    return { facts: [], target: located.ref, notices: [notice] };
  }
  throw stillOtherwise(located, wanted, after);
}

async function turn(
  page: Page,
  located: Located,
  wanted: boolean,
): Promise<boolean | "mixed" | "gone" | null> {
  const mark = page.tab.network.mark;
  await pressOn(page, located);
  return stateAfter(page, located, wanted, mark);
}

/** The state once the page has settled; switches may ask their server before they turn, or after. */
async function stateAfter(page: Page, located: Located, wanted: boolean, mark: number) {
  try {
    const first = await readState(page, located);
    const isAsking = page.tab.network.pendingSince(mark, { withFrames: true }) > 0;
    if (first === wanted && !isAsking) return wanted;
    await settle(page, mark, undefined, { withFrames: true });
    return await readState(page, located);
  } catch (error) {
    if (error instanceof ToolFailure && error.failure.code === "stale_ref") return "gone";
    throw error;
  }
}

function stillOtherwise(
  { ref }: Located,
  wanted: boolean,
  after: boolean | "mixed" | null,
): ToolFailure {
  const state = after === null ? "no checkbox any more" : stateWord(after);
  return new ToolFailure(
    "not_actionable",
    `@e${ref} was clicked but is ${state === stateWord(!wanted) ? "still " : ""}${state}.`,
    wanted ? "Take a snapshot to see why." : "A radio is unchecked by checking another one.",
  );
}

function stateWord(state: boolean | "mixed"): string {
  if (state === "mixed") return "half checked";
  return state ? "checked" : "unchecked";
}

function readState(page: Page, located: Located): Promise<boolean | "mixed" | null> {
  return inDocument(page, located, "reading the state", (world) =>
    world.call("checkedState", located.ref),
  );
}

function notCheckable(located: Located): ToolFailure {
  return new ToolFailure(
    "not_actionable",
    `@e${located.ref} is no checkbox, radio or switch; nothing was touched.`,
    "Use the action click.",
  );
}

/** Chooses in a native list, or opens a custom one and clicks the option. */
export async function select(page: Page, input: ActInput): Promise<ActionReport> {
  const value = required(input, "value");
  const located = await locate(page, required(input, "target"));
  await reach(page, located, { hit: true });
  const result = await inDocument(page, located, "choosing", (world) =>
    world.call("select", located.ref, value),
  );
  if (result.way === "custom") return selectCustom(page, located, value);
  if (result.way === "suggested") await enter(page, located, result.value);
  return nativeReport(result, located);
}

function nativeReport(result: SelectResult, located: Located): ActionReport {
  if (result.way === "missing") throw noSuchOption(located, result.options);
  if (result.way === "several") throw severalOptions(located, result.options.map(optionLine));
  if (result.way === "undone") throw notKept(located);
  if (result.way !== "disabled") return { facts: [], target: located.ref };
  throw new ToolFailure(
    "not_actionable",
    `The option is disabled in @e${located.ref}; nothing was chosen.`,
    "Choose another option.",
    { pageText: result.option },
  );
}

function notKept({ ref }: Located): ToolFailure {
  return new ToolFailure(
    "not_actionable",
    `The option was chosen in @e${ref}, but the page chose otherwise at once.`,
    "Take a snapshot to see why.",
  );
}

function optionLine(option: string): string {
  return `option: ${option}`;
}

function noSuchOption(located: Located, options: readonly string[], search = ""): ToolFailure {
  return new ToolFailure(
    "not_found",
    `@e${located.ref} has no such option${search}; nothing was chosen.`,
    "Choose one of those listed below by its text or value.",
    { pageText: options.map(optionLine).join("\n") },
  );
}

/** Clicks the option where its list shows already, else opens the list first. */
async function selectCustom(page: Page, located: Located, value: string): Promise<ActionReport> {
  const open = await findOptions(page, located, value, false);
  if (open.labels.length === 0) {
    await inDocument(page, located, "opening the list", (world) =>
      world.call("noteOptions", value),
    );
    const mark = page.tab.network.mark;
    await pressOn(page, located);
    await settle(page, mark, 2_000, { withFrames: true });
  }
  const shown = open.labels.length > 0 ? open : await findOptions(page, located, value, true);
  const searched = shown.matches.length > 0 ? undefined : await searchList(page, located, value);
  const found = searched ?? shown;
  const [option, other] = found.matches;
  const isOpened = open.labels.length === 0;
  if (option === undefined)
    throw openedWithout(located, found.labels, { searched: searched !== undefined, isOpened });
  if (other !== undefined)
    throw severalOptions(
      located,
      found.matches.map(({ line }) => line),
    );
  const { frame, world } = located;
  await pressOn(page, { frame, world, ref: option.ref });
  return { facts: [], target: located.ref };
}

/** Types into the field in which the open list is searched, where there is one. */
async function searchList(page: Page, located: Located, value: string) {
  const canSearch = await inDocument(page, located, "searching the list", (world) =>
    world.call("startSearch", located.ref),
  );
  if (!canSearch) return undefined;
  const mark = page.tab.network.mark;
  await insert(page, value);
  await settle(page, mark, 2_000, { withFrames: true });
  return findOptions(page, located, value, true);
}

async function findOptions(page: Page, located: Located, value: string, opened: boolean) {
  const { frame, world, ref } = located;
  const found = await inDocument(page, located, "finding the option", (live) =>
    live.call("awaitOptions", ref, value, opened, page.refs.next),
  );
  page.refs.advance(found.nextRef);
  const home = { targetId: page.tab.targetId, frameId: frame.id, worldId: world.uniqueId };
  page.refs.record(
    found.matches.map((match) => match.ref),
    home,
  );
  return found;
}

function openedWithout(
  located: Located,
  labels: readonly string[],
  { searched, isOpened }: { readonly searched: boolean; readonly isOpened: boolean },
): ToolFailure {
  const click = isOpened ? ", though its list was opened by a click" : "";
  const search = searched ? ", also when searched; its search field holds the words now" : "";
  if (labels.length > 0) return noSuchOption(located, labels, click + search);
  return new ToolFailure(
    "not_actionable",
    `@e${located.ref} was clicked but showed no options${search}.`,
    "Take a snapshot; choose with click what has opened.",
  );
}

function severalOptions({ ref }: Located, options: readonly string[]): ToolFailure {
  return new ToolFailure(
    "invalid_arguments",
    `@e${ref} has ${options.length} options of this name; none was chosen.`,
    "Name the one you mean by its value, or click its ref.",
    { pageText: options.join("\n") },
  );
}
