import * as z from "zod";
import {
  type LiveAsk,
  MAX_HUMAN_NOTE,
  MAX_LIVE_FILES_BYTES,
  MAX_LIVE_MESSAGE,
} from "../../domain/live.ts";

/** Characters of a message with files: base64, and a little around it. */
const MAX_FILES_MESSAGE = Math.ceil(MAX_LIVE_FILES_BYTES / 3) * 4 + MAX_LIVE_MESSAGE;
const MAX_FILES = 50;
const MAX_FINGERS = 10;

const place = z.number().min(-100_000).max(100_000);
const modifiers = z.int().min(0).max(15);
const id = z.string().min(1).max(64);
const word = z.string().max(64);
const type = <T extends string>(name: T) => ({ type: z.literal(name) });

const asks = z.discriminatedUnion("type", [
  z.strictObject({ ...type("shown"), seq: z.int() }),
  z.strictObject({ ...type("pause"), on: z.boolean() }),
  z.strictObject(type("take")),
  z.strictObject(type("give")),
  z.strictObject({
    ...type("pointer"),
    kind: z.enum(["move", "down", "up"]),
    x: place,
    y: place,
    button: z.enum(["none", "left", "middle", "right"]),
    buttons: z.int().min(0).max(31),
    clicks: z.int().min(0).max(3),
    modifiers,
  }),
  z.strictObject({ ...type("wheel"), x: place, y: place, dx: place, dy: place, modifiers }),
  z.strictObject({
    ...type("touch"),
    kind: z.enum(["start", "move", "end", "cancel"]),
    points: z.array(z.strictObject({ id: z.int().min(0), x: place, y: place })).max(MAX_FINGERS),
    modifiers,
  }),
  z.strictObject({
    ...type("key"),
    kind: z.enum(["down", "up"]),
    key: word,
    code: word,
    location: z.int().min(0).max(3),
    keyCode: z.int().min(0).max(255),
    isRepeated: z.boolean(),
    modifiers,
  }),
  z.strictObject({ ...type("text"), text: z.string().max(MAX_LIVE_MESSAGE) }),
  z.strictObject({ ...type("compose"), text: z.string().max(1_000) }),
  z.strictObject({ ...type("tab"), id }),
  z.strictObject({ ...type("closeTab"), id }),
  z.strictObject(type("newTab")),
  z.strictObject({ ...type("go"), url: z.string().min(1).max(8_192) }),
  z.strictObject(type("back")),
  z.strictObject(type("forward")),
  z.strictObject(type("reload")),
  z.strictObject({
    ...type("dialog"),
    id,
    isAccepted: z.boolean(),
    text: z.string().max(10_000).optional(),
  }),
  z.strictObject({
    ...type("files"),
    id,
    files: z
      .array(
        z.strictObject({ name: z.string().max(255), type: z.string().max(255), data: z.base64() }),
      )
      .max(MAX_FILES),
  }),
  z.strictObject({
    ...type("answer"),
    requestId: id,
    isDone: z.boolean(),
    note: z.string().max(MAX_HUMAN_NOTE),
  }),
]);

/**
 * Reads what a viewer's page has sent; undefined for what it never sends. Nothing large is taken apart
 * but files that were asked for.
 */
export function readAsk(data: unknown, mayGiveFiles: boolean): LiveAsk | undefined {
  if (typeof data !== "string") return undefined;
  const hasFiles = mayGiveFiles && data.startsWith('{"type":"files"');
  const most = hasFiles ? MAX_FILES_MESSAGE : MAX_LIVE_MESSAGE;
  if (data.length > most) return undefined;
  try {
    const { success, data: ask } = asks.safeParse(JSON.parse(data));
    if (!success) return undefined;
    const { text, ...rest } = { text: undefined, ...ask };
    return (text === undefined ? rest : { ...rest, text }) as LiveAsk;
  } catch {
    return undefined;
  }
}
