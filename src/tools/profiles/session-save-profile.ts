import * as z from "zod";
import { hostAllowed } from "../../browser/egress/allowed-hosts.ts";
import { checkedHosts, MAX_HOSTS } from "../../browser/egress/host-list.ts";
import type { UrlRules } from "../../browser/egress/url-rules.ts";
import { hostsWithout, isEmpty, stateWithin } from "../../browser/host-state.ts";
import { ToolFailure } from "../../domain/failure.ts";
import { defineTool, WRITES } from "../define-tool.ts";
import { headOf } from "../page-answer.ts";
import { profileNameInput, savedLines, unkeptNotices } from "./profile-lines.ts";

const UNDONE = "nothing was saved";

export const sessionSaveProfile = defineTool({
  name: "session_save_profile",
  title: "Save profile",
  description:
    "Saves cookies and local storage of these hosts for later sessions (session_create profile). Replaces one of that name.",
  annotations: WRITES,
  theme: "profiles",
  core: false,
  target: "session",
  whileHeld: true,
  isStep: true,
  actsOnPage: true,
  input: z.strictObject({
    name: profileNameInput,
    hosts: z
      .array(z.string().max(255))
      .min(1)
      .max(MAX_HOSTS)
      .optional()
      .describe("*.name for subdomains; the session's own by default"),
  }),
  async run({ name, hosts: given }, context) {
    const { page, profiles, urlRules } = context;
    const hosts = hostsOf(given, urlRules);
    // Says at once where no profiles are kept.
    await page.step("asking for the profiles", () => profiles.list());
    const carried = await page.step("reading cookies and storage", () => context.carried());
    const state = stateWithin(carried, hosts);
    if (isEmpty(state)) throw nothingFound(hosts);
    const saved = await page.step("saving the profile", () => profiles.save(name, hosts, state));
    const without = hostsWithout(state, hosts);
    return {
      facts: [headOf(context), ...savedLines("saved", saved)],
      notices: [
        ...(without.length === 0 ? [] : [`nothing was found for ${without.join(", ")}`]),
        ...unkeptNotices(carried),
      ],
    };
  },
});

function hostsOf(given: readonly string[] | undefined, rules: UrlRules): readonly string[] {
  const { allowedHosts } = rules;
  if (given === undefined && allowedHosts !== undefined) return allowedHosts;
  if (given === undefined) {
    throw new ToolFailure(
      "invalid_arguments",
      `hosts is missing, which only a scoped session has a default for; ${UNDONE}.`,
      "Name the hosts whose cookies and storage to save.",
    );
  }
  const hosts = checkedHosts("hosts", given, rules, UNDONE);
  const beyond = hosts.find((host) => allowedHosts && !hostAllowed(host, allowedHosts));
  if (beyond === undefined) return hosts;
  throw new ToolFailure(
    "invalid_arguments",
    `hosts: ${beyond} is none of this session's allowedHosts; ${UNDONE}.`,
    "Leave it out, or leave out hosts to save all of the session's.",
  );
}

function nothingFound(hosts: readonly string[]): ToolFailure {
  return new ToolFailure(
    "not_found",
    `The session has no cookies and no local storage for ${hosts.join(", ")}; ${UNDONE}.`,
    "Open the site and log in first, or name the hosts that set the cookies.",
  );
}
