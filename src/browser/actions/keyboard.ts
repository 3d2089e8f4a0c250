import { ToolFailure } from "../../domain/failure.ts";
import type { KeyInput } from "../cdp.ts";
import type { Page } from "../page.ts";
import { inDocument, isGone, reach } from "../reach.ts";
import { type Located, locate } from "../target.ts";
import type { ActInput, ActionReport } from "./act-input.ts";
import { required } from "./act-input.ts";
import { chordOf } from "./keys.ts";

/** Milliseconds after which suggestions for what was typed are on their way. */
const SUGGESTIONS_MS = 350;

/** Replaces a field's value, typed where the field takes typing, and checks what it holds then. */
export async function fill(page: Page, input: ActInput): Promise<ActionReport> {
  const value = required(input, "value");
  const located = await locate(page, required(input, "target"));
  await reach(page, located, { editable: true });
  const { start, already } = await inDocument(page, located, "filling", async (world) => ({
    already: await world.call("holds", located.ref, value),
    start: await world.call("startFill", located.ref, value),
  }));
  if (start.way === "refused") throw notFillable(located, start.why);
  if (start.way === "type") await enterText(page, value);
  return {
    facts: already ? ["it held that already"] : [],
    target: located.ref,
    ...patience(start.way === "type" && start.suggests),
    notices: await valueNotices(page, located, value),
  };
}

async function enterText(page: Page, value: string): Promise<void> {
  const { session, keyboard } = page.tab;
  if (value === "") await page.step("emptying the field", () => keyboard.press("Delete"));
  else await page.step("filling", () => session.send("Input.insertText", { text: value }));
}

function notFillable(located: Located, why: string): ToolFailure {
  return new ToolFailure(
    "not_actionable",
    `@e${located.ref} cannot be filled with this: ${why}; nothing was changed.`,
    "Take a snapshot to see the field.",
  );
}

/** Masks and formatters may change what was typed; the caller must know what the field holds. */
async function valueNotices(page: Page, { world, ref }: Located, value: string): Promise<string[]> {
  try {
    const same = await page.step("checking the field", () => world.call("holds", ref, value));
    return same ? [] : [`@e${ref} does not hold exactly what was given; its value is shown below`];
  } catch (error) {
    if (isGone(error)) return [];
    throw error;
  }
}

/** Types key by key after what the field holds; each character makes its own key events. */
export async function type(page: Page, input: ActInput): Promise<ActionReport> {
  const value = required(input, "value");
  const target = await focusTarget(page, input, true);
  const { keyboard } = page.tab;
  for (const character of value) {
    await page.step("typing", () => keyboard.type(character === "\n" ? "\r" : character));
    if (input.typeDelay !== undefined) await pause(page, input.typeDelay);
  }
  return { facts: [], ...target };
}

/** The delay between keys that the caller asked for. */
function pause(page: Page, ms: number): Promise<void> {
  return page.step("typing", () => new Promise((resolve) => setTimeout(resolve, ms)));
}

async function focusTarget(
  page: Page,
  { target }: ActInput,
  typing: boolean,
): Promise<Partial<ActionReport>> {
  if (target === undefined) return {};
  const located = await locate(page, target);
  await reach(page, located);
  const focused = await inDocument(page, located, "focusing", (world) =>
    world.call("focusForKeys", located.ref, typing),
  );
  if (focused === null) throw takesNoFocus(located);
  return { target: located.ref, ...patience(typing && focused.suggests) };
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
  const target = await focusTarget(page, input, false);
  await page.step("pressing a key", () => pressChord(page, modifiers, key));
  return { facts: [], ...target };
}

async function pressChord(page: Page, modifiers: readonly KeyInput[], key: KeyInput) {
  const { keyboard } = page.tab;
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
