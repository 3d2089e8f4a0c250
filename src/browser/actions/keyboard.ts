import { ToolFailure } from "../../domain/failure.ts";
import { namesSecret } from "../../domain/secret-reference.ts";
import type { KeyInput } from "../cdp.ts";
import type { FillStart, Held } from "../in-page-contract.ts";
import type { Page } from "../page.ts";
import { inDocument, isGone, reach } from "../reach.ts";
import type { Tab } from "../tab.ts";
import { type Located, locate } from "../target.ts";
import { WorldGone } from "../world.ts";
import type { ActInput, ActionReport } from "./act-input.ts";
import { required } from "./act-input.ts";
import { chordOf } from "./keys.ts";
import { enterSecrets } from "./secret-typing.ts";

/** Milliseconds after which suggestions for what was typed are on their way. */
const SUGGESTIONS_MS = 350;
/** Characters up to which a value that is not taken at once is tried by keys. */
const MOST_KEYS = 200;

/** Replaces a field's value, typed where the field takes typing, and checks what it holds then. */
export async function fill(page: Page, input: ActInput): Promise<ActionReport> {
  const value = required(input, "value");
  if (namesSecret(value)) return enterSecrets(page, input, true);
  const located = await locate(page, required(input, "target"));
  await reach(page, located, { editable: true, hit: true });
  const already = await inDocument(page, located, "filling", (world) =>
    world.call("holds", located.ref, value),
  );
  const { start, held } = await enter(page, located, value);
  const notice = `@e${located.ref} does not hold exactly what was given; its value is shown below`;
  return {
    facts: already ? ["it held that already"] : [],
    target: located.ref,
    ...patience(start.way === "type" && start.suggests),
    ...(held === "otherwise" ? { notices: [notice] } : {}),
  };
}

interface Entered {
  readonly start: FillStart;
  readonly held: Held | "gone";
}

/**
 * Puts the value in place of what a field holds: at once, or key by key where the page takes nothing
 * of it but by keys. Fails when it is not taken at all.
 */
export async function enter(page: Page, located: Located, value: string): Promise<Entered> {
  const atOnce = await enterBy(page, located, value, insert);
  const isShort = value !== "" && value.length <= MOST_KEYS && !value.includes("\n");
  const byKeys = atOnce.held === "nothing" && isShort;
  const entered = byKeys ? await enterBy(page, located, value, typeKeys) : atOnce;
  const { held } = entered;
  if (held === "nothing" || held === "elsewhere") throw nothingTaken(located, held);
  return entered;
}

async function enterBy(
  page: Page,
  located: Located,
  value: string,
  put: (page: Page, value: string) => Promise<void>,
): Promise<Entered> {
  const start = await inDocument(page, located, "filling", (world) =>
    world.call("startFill", located.ref, value),
  );
  if (start.way === "refused") throw notFillable(located, start.why);
  if (start.way === "type") {
    if (start.selectByKeys) await pressChord(page, ["Control"], "KeyA");
    if (value === "")
      await page.input("emptying the field", () => page.tab.keyboard.press("Delete"));
    else await put(page, value);
  }
  return { start, held: await heldAfter(page, located, value) };
}

/** Puts text where the focus is, without keys. */
export async function insert(page: Page, text: string): Promise<void> {
  await page.input("filling", () => page.tab.session.send("Input.insertText", { text }));
}

async function typeKeys(page: Page, value: string): Promise<void> {
  for (const character of value) {
    await page.input("typing", () => page.tab.keyboard.type(character));
  }
}

/** Masks and formatters may change what was typed; the caller must know what the field holds. */
async function heldAfter(
  page: Page,
  { world, ref }: Located,
  value: string,
): Promise<Held | "gone"> {
  try {
    return await page.step("checking the field", () => world.call("heldAfter", ref, value));
  } catch (error) {
    if (isGone(error)) return "gone";
    throw error;
  }
}

function notFillable(located: Located, why: string): ToolFailure {
  return new ToolFailure(
    "not_actionable",
    `@e${located.ref} cannot be filled with this: ${why}; nothing was changed.`,
    "Take a snapshot to see the field.",
  );
}

function nothingTaken({ ref }: Located, held: "nothing" | "elsewhere"): ToolFailure {
  const focus = " The page put the focus elsewhere meanwhile, and the text may have gone there.";
  return new ToolFailure(
    "not_actionable",
    `@e${ref} took nothing of this: it still holds what it held before.${held === "nothing" ? "" : focus}`,
    "Take a snapshot to see what the field takes.",
  );
}

/** Types key by key after what the field holds; each character makes its own key events. */
export async function type(page: Page, input: ActInput): Promise<ActionReport> {
  const value = required(input, "value").replaceAll("\r\n", "\n");
  if (namesSecret(value)) return enterSecrets(page, input, false);
  refuseEndless(page, input, value.length);
  const { located, report } = await focusTarget(page, input, true);
  for (const character of value) {
    if (character === "\t") await pressChord(page, [], "Tab");
    else await typeKeys(page, character === "\n" ? "\r" : character);
    if (input.typeDelay !== undefined) await pause(page, input.typeDelay);
  }
  if (located === undefined) return report;
  const strays = await strayKeys(page, located);
  if (strays > 0) throw lostFocus(located, strays, value.length);
  return report;
}

/** Refuses typing that cannot end within its call, before the first key. */
export function refuseEndless(page: Page, { typeDelay = 0 }: ActInput, count: number): void {
  const neededMs = typeDelay * count;
  if (neededMs <= page.scope.remainingMs) return;
  throw new ToolFailure(
    "invalid_arguments",
    `typeDelay of ${typeDelay} ms for ${count} characters takes longer than a call may; nothing was typed.`,
    "Leave out typeDelay, or type less at a time.",
  );
}

async function strayKeys(page: Page, { world }: Located): Promise<number> {
  try {
    return await page.step("checking the keys", () => world.call("strayKeys"));
  } catch (error) {
    if (error instanceof WorldGone) return 0;
    throw error;
  }
}

function lostFocus({ ref }: Located, strays: number, count: number): ToolFailure {
  return new ToolFailure(
    "not_actionable",
    `@e${ref} lost the focus after ${count - strays} of ${count} characters; the rest went nowhere.`,
    "Take a snapshot to see what stands there now.",
  );
}

/** The delay between keys that the caller asked for. */
function pause(page: Page, ms: number): Promise<void> {
  return page.step("typing", () => new Promise((resolve) => setTimeout(resolve, ms)));
}

async function focusTarget(
  page: Page,
  { target }: ActInput,
  typing: boolean,
): Promise<{ readonly located?: Located; readonly report: ActionReport }> {
  if (target === undefined) {
    page.memory.marks.noteFocus(page);
    return { report: { facts: [] } };
  }
  const located = await locate(page, target);
  await reach(page, located, { editable: typing });
  const focused = await inDocument(page, located, "focusing", (world) =>
    world.call("focusForKeys", located.ref, typing),
  );
  if (focused === null) throw takesNoFocus(located);
  const waits = patience(typing && focused.suggests);
  return { located, report: { facts: [], target: located.ref, ...waits } };
}

/** Suggestions wait for a pause in the typing before they ask their server. */
function patience(suggests: boolean): { quietMs?: number } {
  return suggests ? { quietMs: SUGGESTIONS_MS } : {};
}

function takesNoFocus(located: Located): ToolFailure {
  return new ToolFailure(
    "not_actionable",
    `@e${located.ref} does not take the focus; no key was pressed.`,
    "Click it first, or name the field inside it.",
  );
}

/** Presses one key or a chord such as `Control+Shift+K`, at the target or where the focus is. */
export async function press(page: Page, input: ActInput): Promise<ActionReport> {
  const { modifiers, key } = chordOf(required(input, "key"));
  const { report } = await focusTarget(page, input, false);
  await pressChord(page, modifiers, key);
  return report;
}

function pressChord(page: Page, modifiers: readonly KeyInput[], key: KeyInput): Promise<void> {
  return page.input("pressing a key", () => chord(page.tab, modifiers, key));
}

async function chord({ keyboard }: Tab, modifiers: readonly KeyInput[], key: KeyInput) {
  const held: KeyInput[] = [];
  try {
    for (const modifier of modifiers) {
      await keyboard.down(modifier);
      held.push(modifier);
    }
    await keyboard.press(key, { commands: editingCommands(modifiers, key) });
  } finally {
    for (const modifier of held.reverse()) await keyboard.up(modifier);
  }
}

/** Headless Chrome maps no shortcuts to editing commands, so the common ones are named. */
function editingCommands(modifiers: readonly KeyInput[], key: KeyInput): string[] {
  const control = modifiers.includes("Control") || modifiers.includes("Meta");
  if (!control) return [];
  const commands: Readonly<Record<string, string>> = {
    KeyA: "selectAll",
    KeyC: "copy",
    KeyX: "cut",
    KeyV: "paste",
    KeyZ: modifiers.includes("Shift") ? "redo" : "undo",
    KeyY: "redo",
  };
  const command = commands[key];
  return command === undefined ? [] : [command];
}
