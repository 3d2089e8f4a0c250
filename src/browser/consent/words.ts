import type { FailureCode } from "../../domain/failure.ts";
import type { ConsentMisfit } from "./banner.ts";
import type { ConsentReply } from "./framework.ts";

/** The notices about consent banners; all words of ours. */

const DONE: Readonly<Record<ConsentReply, string>> = {
  reject: "rejected all",
  accept: "accepted all",
};

const MISFIT: Readonly<Record<ConsentMisfit, string>> = {
  link: "a link that leads elsewhere stands in the place of its",
  submit: "a button that sends a form stands in the place of its",
  "no button": "something that is no button stands in the place of its",
  nested: "another control stands in or around its",
  private: "it asks for personal data, which no consent banner does, beside its",
  several: "more than one thing on the page looks like it or its",
};

export function answered(name: string, reply: ConsentReply): string {
  return `consent: ${DONE[reply]} (${name})`;
}

export function notOffered(name: string, reply: ConsentReply): string {
  return `${shown(name)}; it offers no ${reply} on its first layer, left as it is`;
}

export function refused(name: string, reply: ConsentReply, why: ConsentMisfit): string {
  return `${shown(name)}; ${MISFIT[why]} ${reply}, left as it is`;
}

export function strangeFrame(name: string): string {
  return `${shown(name)}; its frame is not one of its known hosts or does not answer, left as it is`;
}

/** `step` counts what was pressed before. */
export function notPressed(
  name: string,
  reply: ConsentReply,
  code: FailureCode,
  step: number,
): string {
  const before = step > 0 ? "its settings were opened, but " : "";
  const after = step > 0 ? "left open" : "left as it is";
  return `${shown(name)}; ${before}its ${reply} could not be pressed (${code}), ${after}`;
}

export function stillShown(name: string, reply: ConsentReply): string {
  return `consent: ${reply} was pressed (${name}), but the banner is still shown`;
}

export function unseen(name: string, reply: ConsentReply): string {
  return `consent: ${reply} was pressed (${name}); the page cannot be read since`;
}

function shown(name: string): string {
  return `consent: a banner of ${name} is shown`;
}
