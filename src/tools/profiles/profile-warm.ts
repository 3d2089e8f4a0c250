import * as z from "zod";
import { checkedUrl, refusalOf, type UrlRules } from "../../browser/egress/url-rules.ts";
import { isEmpty, stateBeyond, stateWithin } from "../../browser/host-state.ts";
import { originOf } from "../../browser/origin.ts";
import { visitAll } from "../../browser/warm.ts";
import { ToolFailure } from "../../domain/failure.ts";
import type { CarriedState, LoadedProfile, ProfileState } from "../../domain/profile.ts";
import { defineTool, REACHES_OUT, type SessionContext, type SessionKnown } from "../define-tool.ts";
import { urlInput } from "../inputs.ts";
import { headOf } from "../page-answer.ts";
import { navigate } from "../reading/navigate.ts";
import { savedLines, unkeptNotices } from "./profile-lines.ts";

const MOST_URLS = 10;
const BEYOND = `not visited, for one call visits ${MOST_URLS}; give it in urls`;

export const profileWarm = defineTool({
  name: "profile_warm",
  title: "Warm profile",
  description:
    "Visits pages so that logins are renewed, and saves the session's profile anew. Answers how each went.",
  annotations: REACHES_OUT,
  theme: "profiles",
  core: false,
  target: "session",
  actsOnPage: true,
  input: z.strictObject({
    urls: z
      .array(urlInput)
      .min(1)
      .max(MOST_URLS)
      .optional()
      .describe("1 to 10; the profile's origins by default"),
  }),
  policy: {
    steps: ({ urls = [] }) =>
      urls
        .slice(0, MOST_URLS)
        .map((url, index) => ({ name: nameOf(index), tool: navigate, input: { url } })),
  },
  async complete({ urls }, known) {
    const name = profileIn(known);
    return { urls: urls ?? originsOf(await known.profiles.load(name), known.urlRules) };
  },
  async run({ urls: given = [] }, context) {
    const { page, steps, urlRules } = context;
    const name = profileIn(context);
    const loaded = await page.step("opening the profile", () => context.profiles.load(name));
    const urls = given.map((url) => checkedUrl(url, urlRules).href);
    const shown = urls.slice(0, MOST_URLS);
    const visits = await visitAll(page, shown, {
      rules: urlRules,
      begin: (index) => steps.begin(nameOf(index)),
      onVisited: async () => void (await context.carried()),
    });
    for (const [index, { isVisited }] of visits.entries()) {
      steps.end(nameOf(index), isVisited ? "ok" : "navigation_failed");
    }
    const lines = urls.map(
      (url, index) => `[${index}] ${originOf(url)}: ${visits[index]?.words ?? BEYOND}`,
    );
    const { facts, notices } = await saveAnew(loaded, context);
    return { facts: [headOf(context), ...lines, ...facts], notices };
  },
});

function nameOf(index: number): string {
  return `urls.${index}`;
}

function profileIn({ profile }: SessionKnown): string {
  if (profile !== undefined) return profile;
  throw new ToolFailure(
    "not_found",
    "This session did not begin with a profile; nothing was visited.",
    "Create one with session_create profile, or save this one's with session_save_profile.",
  );
}

/** Where the profile's storage belongs, and its exact hosts; those the session may reach. */
function originsOf({ profile, state }: LoadedProfile, rules: UrlRules): string[] {
  const origins = state.origins.map(({ origin }) => origin);
  const stored = new Set(origins.map((origin) => new URL(origin).hostname));
  const others = profile.hosts.filter((host) => !host.startsWith("*.") && !stored.has(host));
  const addresses = [...origins, ...others.map((host) => `https://${host}`)];
  const reachable = addresses.filter((address) => refusalOf(new URL(address), rules) === undefined);
  if (reachable.length > 0) return reachable.map((address) => `${address}/`);
  throw new ToolFailure(
    "invalid_arguments",
    "The profile tells no address to visit; nothing was visited.",
    "Give urls.",
  );
}

/**
 * What lies beyond the session's hosts stays as it was saved, and so does the storage of origins that
 * the session shows none of: it may not have been set, and a profile is not to lose it unasked.
 */
async function saveAnew({ profile, state }: LoadedProfile, context: SessionContext) {
  const { page, profiles, urlRules } = context;
  const scope = urlRules.allowedHosts ?? [];
  const carried: CarriedState = await page.step("reading cookies and storage", () =>
    context.carried(),
  );
  const notices = unkeptNotices(carried);
  const now = stateWithin(stateWithin(carried, profile.hosts), scope);
  if (isEmpty(now)) {
    const unchanged = "the session holds nothing of its profile's hosts: profile unchanged";
    return { facts: [unchanged], notices };
  }
  const shown = new Set(now.origins.map(({ origin }) => origin));
  const unseen = stateWithin(state, scope).origins.filter(({ origin }) => !shown.has(origin));
  const beyond = stateBeyond(state, scope);
  const merged = join(now, { ...beyond, origins: [...beyond.origins, ...unseen] });
  const { name, hosts } = profile;
  const { profile: saved } = await page.step("saving the profile", () =>
    profiles.save(name, hosts, merged),
  );
  return { facts: savedLines("saved", { profile: saved }), notices };
}

function join(one: ProfileState, other: ProfileState): ProfileState {
  return {
    cookies: [...one.cookies, ...other.cookies],
    origins: [...one.origins, ...other.origins],
  };
}
