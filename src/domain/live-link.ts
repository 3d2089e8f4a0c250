import type { LiveRole } from "./live.ts";
import { Signature } from "./signature.ts";

/** Below it lie the live views that signed links open. */
export const LIVE_PATH = "/live/";
/** Name of a viewer who is logged in as the admin. */
export const ADMIN_NAME = "admin";
/** Name of a viewer who has shown nothing but a link, as the agent can too. */
export const LINK_HOLDER = "someone with the link";

const PURPOSE = "live link";
const SIGNED = /^([\w-]{1,64})\.(s_[a-z0-9]{6})\.(watch|control)\.(\d{1,12})\.([\w-]{43})$/;

/** What a signed link opens: one session of one grant, for one purpose, for a while. */
export interface LiveLink {
  readonly grantId: string;
  readonly sessionId: string;
  /** What whoever holds it may do without showing anything else. */
  readonly role: LiveRole;
  /** Milliseconds since the epoch; a link ends with a whole second. */
  readonly until: number;
}

/** The path of a live view, of letters, digits and `_.-` alone; whoever knows it may use it. */
export async function livePath(
  rootKey: string,
  { grantId, sessionId, role, until }: LiveLink,
): Promise<string> {
  const words = [grantId, sessionId, role, String(Math.floor(until / 1_000))];
  const signed = [...words, await new Signature(rootKey, PURPOSE).sign(words)].join(".");
  return `${LIVE_PATH}${signed}`;
}

/** The address of a live view at this server; undefined where no key signs it. */
export async function liveUrl(
  rootKey: string | undefined,
  origin: string,
  link: LiveLink,
): Promise<string | undefined> {
  return rootKey === undefined ? undefined : new URL(await livePath(rootKey, link), origin).href;
}

/** What stands behind `/live/`; undefined for what is false, old or was signed for another purpose. */
export async function readLivePath(rootKey: string, signed: string): Promise<LiveLink | undefined> {
  const [, grantId, sessionId, role, seconds, mac] = SIGNED.exec(signed) ?? [];
  if (grantId === undefined || sessionId === undefined || mac === undefined) return undefined;
  if (role !== "watch" && role !== "control") return undefined;
  const until = Number(seconds) * 1_000;
  if (!(until > Date.now())) return undefined;
  const words = [grantId, sessionId, role, String(seconds)];
  const isOurs = await new Signature(rootKey, PURPOSE).matches(mac, words);
  return isOurs ? { grantId, sessionId, role, until } : undefined;
}
