import { forgotten, newsOf } from "../browser/downloads/download-words.ts";
import type { Downloads } from "../browser/downloads/downloads.ts";
import type { Answer } from "../domain/answer.ts";
import { ToolFailure } from "../domain/failure.ts";
import { LostUnderWay } from "./call-failures.ts";

/** The answer, and what became of downloads: those before `mark` that are over, and all since. */
export function withDownloads(answer: Answer, downloads: Downloads, mark: number): Answer {
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
export function failedWithDownloads(error: unknown, downloads: Downloads, mark: number): unknown {
  const count = downloads.mark - mark;
  if (count <= 0 || !(error instanceof ToolFailure) || error instanceof LostUnderWay) return error;
  const { failure } = error;
  const began = count === 1 ? "1 download began" : `${count} downloads began`;
  const what = `${failure.what} Meanwhile ${began}; the next call tells what became of it.`;
  return ToolFailure.of({ ...failure, what });
}
