import { MAX_LIVE_MESSAGE } from "../../domain/live.ts";

/** Each character may become six in JSON; the rest is for the message's own words. */
const MOST_CHARACTERS = Math.floor((MAX_LIVE_MESSAGE - 64) / 6);
const HIGH_HALF = /[\uD800-\uDBFF]$/;

/** A text as messages that are not too long, with the lines of Linux, and no character cut in two. */
export function textParts(text: string, most = MOST_CHARACTERS): string[] {
  const whole = text.replace(/\r\n?/g, "\n");
  const parts: string[] = [];
  for (let at = 0; at < whole.length; at += parts.at(-1)?.length ?? most) {
    const part = whole.slice(at, at + most);
    const isCut = HIGH_HALF.test(part) && part.length > 1 && at + part.length < whole.length;
    parts.push(isCut ? part.slice(0, -1) : part);
  }
  return parts;
}
