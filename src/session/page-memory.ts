import { ConsentMemory } from "../browser/consent/consent-memory.ts";
import { KeptTexts } from "../browser/kept-texts.ts";
import { ListWalks } from "../browser/list-walks.ts";
import type { PageMemory } from "../browser/page.ts";
import { RefTable } from "../browser/refs.ts";
import type { SecretDesk } from "../browser/secret-desk.ts";
import { TargetMarks } from "../browser/target-marks.ts";
import type { SessionRecord } from "./session-record.ts";

/** What the session remembers of its pages from now on; refs go on where they had come to. */
export function newPageMemory(
  { nextRef, consent = "off" }: Pick<SessionRecord, "nextRef" | "consent">,
  secrets: SecretDesk,
): PageMemory {
  return {
    refs: new RefTable(nextRef),
    baselines: new Map(),
    texts: new KeptTexts(),
    consent: new ConsentMemory(consent),
    secrets,
    walks: new ListWalks(),
    marks: new TargetMarks(),
  };
}
