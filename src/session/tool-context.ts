import type { UrlRules } from "../browser/egress/url-rules.ts";
import type { Page } from "../browser/page.ts";
import type { SessionContext, SessionSteps } from "../tools/define-tool.ts";
import type { RunnerParts } from "./call-runner.ts";

/** What a tool works with for the length of one call. */
export function toolContext(
  { artifacts, profiles, record, kept, state }: RunnerParts,
  page: Page,
  steps: SessionSteps,
  urlRules: UrlRules,
): SessionContext {
  const { sessionId, profile } = record;
  const { apis, journal } = kept;
  const carried = () => state.carried(page.browser);
  const done = () => journal.all();
  const kinds = { artifacts, profiles, apis, carried, done };
  return { sessionId, profile, ...kinds, page, urlRules, steps };
}
