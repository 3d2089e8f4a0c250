import type { UrlRules } from "../browser/egress/url-rules.ts";
import type { Page } from "../browser/page.ts";
import type { SessionContext, SessionSteps } from "../tools/define-tool.ts";
import type { RunnerParts } from "./runner-parts.ts";
import { SiteLearner } from "./site-learner.ts";

/** What a tool works with for the length of one call. */
export function toolContext(
  { artifacts, profiles, knowledge: store, record, kept, state, later, people }: RunnerParts,
  page: Page,
  steps: SessionSteps,
  urlRules: UrlRules,
): SessionContext {
  const { sessionId, profile } = record;
  const { apis, journal } = kept;
  const trace = record.isTraced === true ? kept.trace : undefined;
  const carried = () => state.carried(page.browser);
  const done = () => journal.all();
  const sites = new SiteLearner({ store, apis, later });
  const ofSession = { sessionId, profile, artifacts, profiles, apis, carried, done, sites, trace };
  return { ...ofSession, people: people.requests, page, urlRules, steps };
}
