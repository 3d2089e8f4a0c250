import { forgotten, newsOf } from "../browser/downloads/download-words.ts";
import type { Downloads } from "../browser/downloads/downloads.ts";
import type { Answer } from "../domain/answer.ts";

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
