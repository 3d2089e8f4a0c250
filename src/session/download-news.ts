import { forgotten, newsOf } from "../browser/downloads/download-words.ts";
import type { Downloads } from "../browser/downloads/downloads.ts";
import type { Answer } from "../domain/answer.ts";
import { counted } from "../domain/counted.ts";
import type { CallScope } from "../domain/deadline.ts";
import { ToolFailure } from "../domain/failure.ts";
import { LostUnderWay } from "./call-failures.ts";

/**
 * Runs a call and tells with its answer what was downloaded: `ended` waits for the files, `told` does
 * not, and `none` leaves them to the next call, as a creation does, which waits for no file.
 */
export async function tellingDownloads(
  downloads: Downloads,
  what: "ended" | "told" | "none",
  scope: CallScope,
  run: () => Promise<Answer>,
): Promise<Answer> {
  downloads.onCall();
  const { mark } = downloads;
  const answer = await run().catch((error: unknown) => {
    throw failedWithDownloads(error, downloads, mark);
  });
  if (what === "none") return answer;
  if (what === "ended") await downloads.settle(mark, scope);
  // An answer that nobody waits for any more tells nothing.
  return scope.signal.aborted ? answer : withDownloads(answer, downloads, mark);
}

/** The answer, and what became of downloads: those before `mark` that are over, and all since. */
function withDownloads(answer: Answer, downloads: Downloads, mark: number): Answer {
  const lost = downloads.takeForgotten();
  const early = downloads.takeOver(mark);
  const late = downloads.since(mark);
  downloads.takeOver();
  const several = early.length + late.length > 1;
  const before = newsOf(early, { prefix: "before this call: ", several });
  const news = [before, newsOf(late, { several })];
  const facts = [...(lost > 0 ? [forgotten(lost)] : []), ...news.flatMap((one) => one.facts)];
  if (facts.length === 0) return answer;
  const page = [answer.page ?? "", ...news.flatMap(({ details }) => details)].filter(Boolean);
  return {
    ...answer,
    facts: [...answer.facts, ...facts],
    ...(page.length === 0 ? {} : { page: page.join("\n") }),
    artifacts: [...(answer.artifacts ?? []), ...news.flatMap(({ artifacts }) => artifacts)],
  };
}

/** A failure of a call in which downloads began; what becomes of them a later one tells. */
function failedWithDownloads(error: unknown, downloads: Downloads, mark: number): unknown {
  const count = downloads.mark - mark;
  if (count <= 0 || !(error instanceof ToolFailure) || error instanceof LostUnderWay) return error;
  const { failure } = error;
  const began = `${counted(count, "download")} began`;
  const what = `${failure.what} Meanwhile ${began}; the next call tells what became of it.`;
  return ToolFailure.of({ ...failure, what });
}
