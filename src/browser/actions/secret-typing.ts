import { ToolFailure } from "../../domain/failure.ts";
import { namesSecret, secretNames, strayReference } from "../../domain/secret-reference.ts";
import { silentSessions } from "../documents.ts";
import type { Page } from "../page.ts";
import { inDocument, isGone, reach } from "../reach.ts";
import { locate } from "../target.ts";
import type { World } from "../world.ts";
import { type ActInput, type ActionReport, required } from "./act-input.ts";

/** Milliseconds after which suggestions for what was entered are on their way. */
const SUGGESTIONS_MS = 350;

/** The field a secret goes into: of a ref, or what has the focus in this document. */
interface Place {
  readonly world: World;
  readonly ref?: number;
}

/** Refuses references that nothing is to be made of, before anything is touched. */
export function refuseBadSecrets(input: ActInput): void {
  const { action, value = "", typeDelay } = input;
  const takes = action === "fill" || action === "type";
  const stray = strayReference(input, (path) => path === "value" && takes);
  if (stray === "value") {
    throw invalid(`${action} takes no secret in value`, "Secrets go into fields, by fill or type.");
  }
  if (stray !== undefined) {
    throw invalid(`${stray} names a secret`, "Secrets go into value of fill and type alone.");
  }
  if (!namesSecret(value)) return;
  if (secretNames(value) === undefined) {
    throw invalid(
      "value has a reference that is not of the form {{secret:NAME}}",
      "A NAME is 1 to 64 of A-Z, 0-9 and _, beginning with a letter.",
    );
  }
  if (action !== "type") return;
  if (/[\t\r\n]/.test(value)) {
    throw invalid(
      "value of type holds a secret and a tab or a line end, which are keys",
      "Type the secret by itself, then press the key.",
    );
  }
  if (typeDelay !== undefined) {
    throw invalid("typeDelay means nothing for a secret, which goes in at once", "Leave it out.");
  }
}

/** The names in an action's value, once they are known to be usable in this session. */
export async function checkSecrets(page: Page, { value = "" }: ActInput): Promise<void> {
  const names = namesSecret(value) ? (secretNames(value) ?? []) : [];
  if (names.length === 0) return;
  await page.step("looking for the secret", () => page.memory.secrets.check(names));
}

/**
 * Puts a value with secrets into a field, whole and without keys. Which document takes it is decided
 * before the values are asked for, and it can come into no other.
 */
export async function enterSecrets(
  page: Page,
  input: ActInput,
  replaces: boolean,
): Promise<ActionReport> {
  await checkSecrets(page, input);
  const place = await placeOf(page, input, replaces);
  const { origin } = await inPlace(page, place, "finding the field", (world) =>
    world.call("secretPlace"),
  );
  const text = required(input, "value");
  const value = await page.step("asking for the secret", () =>
    page.memory.secrets.resolve(text, origin),
  );
  const entry = await inPlace(page, place, "typing the secret", (world) =>
    world.call("enterSecret", place.ref, value, replaces),
  );
  if (entry.way === "refused") throw notEntered(place, entry.why);
  const held = await heldAfter(page, place, value, replaces);
  if (held === "nothing") throw notEntered(place, "it holds what it held before");
  return {
    facts: [`typed at ${origin}`],
    ...(place.ref === undefined ? {} : { target: place.ref }),
    ...(entry.suggests ? { quietMs: SUGGESTIONS_MS } : {}),
    ...(held === "otherwise" ? { notices: [NOT_EXACT] } : {}),
  };
}

const NOT_EXACT = "the field does not hold exactly what was given";

async function placeOf(page: Page, { target }: ActInput, replaces: boolean): Promise<Place> {
  if (target === undefined) return focusedPlace(page);
  const located = await locate(page, target);
  await reach(page, located, { editable: true, hit: replaces });
  // Searching it anew while it was waited for may have given it another ref.
  return { world: located.world, ref: located.ref };
}

async function focusedPlace(page: Page): Promise<Place> {
  const silent = await silentSessions(page);
  for (const { session, world } of page.tab.frames.all()) {
    if (world === undefined || silent.has(session)) continue;
    const look = () => world.call("secretPlace").catch(() => undefined);
    const found = await page.step("finding the focus", look);
    if (found?.hasFocus === true) return { world };
  }
  throw new ToolFailure(
    "not_actionable",
    "Nothing on the page has the focus; nothing was typed.",
    "Call again with the ref of the field as target.",
  );
}

function inPlace<T>(
  page: Page,
  { world, ref = 0 }: Place,
  doing: string,
  work: (world: World) => Promise<T>,
): Promise<T> {
  const { main } = page.tab.frames;
  return inDocument(page, { frame: main, world, ref }, doing, work);
}

/** What goes with its document has been typed. */
async function heldAfter(page: Page, { world, ref }: Place, value: string, replaces: boolean) {
  try {
    return await page.step("checking the field", async () => {
      if (replaces && ref !== undefined) {
        const held = await world.call("heldAfter", ref, value);
        return held === "elsewhere" ? "nothing" : held;
      }
      return (await world.call("secretHeld")) ? "all of it" : "nothing";
    });
  } catch (error) {
    if (isGone(error)) return "gone";
    throw error;
  }
}

function notEntered({ ref }: Place, why: string): ToolFailure {
  const field = ref === undefined ? "What has the focus" : `@e${ref}`;
  return new ToolFailure(
    "not_actionable",
    `${field} did not take the secret: ${why}; nothing was typed elsewhere.`,
    "Take a snapshot to see the field, or leave it to a person.",
  );
}

function invalid(what: string, next: string): ToolFailure {
  return new ToolFailure("invalid_arguments", `${what}; nothing was touched.`, next);
}
