import type { CDPSession, Protocol } from "./cdp.ts";
import { NO_HINTS, userAgentParts } from "./user-agent.ts";

/** What every tab and popup of a session looks like from inside; what is absent is the browser's own. */
export interface Emulation {
  readonly viewport: { readonly width: number; readonly height: number };
  readonly userAgent?: string | undefined;
  /** A canonical BCP 47 tag. */
  readonly locale?: string | undefined;
  /** An IANA name. */
  readonly timezoneId?: string | undefined;
  readonly geolocation?: Geolocation | undefined;
  /** Names of the web platform, such as `clipboard-read`; all others are then denied. */
  readonly permissions?: readonly string[] | undefined;
  readonly colorScheme?: "light" | "dark" | undefined;
}

/** Degrees, and metres of accuracy. */
export interface Geolocation {
  readonly latitude: number;
  readonly longitude: number;
  readonly accuracy: number;
}

/** A tab's page, a frame that may stand in a process of its own, or a worker of any kind. */
export type TargetKind = "page" | "frame" | "worker";

/** Languages a page is told, the wanted one first; undefined where the browser's own stay. */
export function languagesOf({ locale }: Emulation): string[] | undefined {
  if (locale === undefined) return undefined;
  const [language] = locale.split("-");
  return language === undefined || language === locale ? [locale] : [locale, language];
}

/** Whether a worker, which inherits the rest, has to be told anything. */
export function concernsWorkers({ userAgent, locale, timezoneId }: Emulation): boolean {
  return userAgent !== undefined || locale !== undefined || timezoneId !== undefined;
}

/** Sends all that makes up a target's look, in one flight; rejects with the browser's first refusal. */
export async function applyEmulation(
  session: CDPSession,
  kind: TargetKind,
  emulation: Emulation,
): Promise<void> {
  const sent = [...identity(session, kind, emulation), applyRegion(session, emulation)];
  if (kind === "page")
    sent.push(applyViewport(session, emulation), ...position(session, emulation));
  if (kind !== "worker") sent.push(applyFocus(session), ...colours(session, emulation));
  await Promise.all(sent);
}

export async function applyViewport(
  session: CDPSession,
  { viewport }: Pick<Emulation, "viewport">,
): Promise<void> {
  const metrics = { ...viewport, deviceScaleFactor: 1, mobile: false };
  await session.send("Emulation.setDeviceMetricsOverride", metrics);
}

/**
 * Sets time zone and locale. Chrome keeps one of each for a whole process: the target that set them
 * first owns them, and with its end they are gone for all that are left there.
 */
export async function applyRegion(
  session: CDPSession,
  { timezoneId, locale }: Emulation,
): Promise<void> {
  const sent: Promise<unknown>[] = [];
  if (timezoneId !== undefined) {
    sent.push(unlessOwned(session.send("Emulation.setTimezoneOverride", { timezoneId })));
  }
  if (locale !== undefined) {
    sent.push(unlessOwned(session.send("Emulation.setLocaleOverride", { locale })));
  }
  await Promise.all(sent);
}

/** All targets of a session are given the same, so the one in effect is the right one. */
async function unlessOwned(sent: Promise<unknown>): Promise<void> {
  try {
    await sent;
  } catch (error) {
    if (!/override is already in effect/.test(String(error))) throw error;
  }
}

/**
 * An empty user agent leaves the browser's own and its client hints. Frames send none once a user agent
 * is set without any; shared and service workers would still tell the browser's, so they get empty ones.
 */
function identity(session: CDPSession, kind: TargetKind, emulation: Emulation): Promise<unknown>[] {
  const { userAgent } = emulation;
  const languages = languagesOf(emulation);
  if (userAgent === undefined && languages === undefined) return [];
  const { platform, hints = kind === "worker" ? NO_HINTS : undefined } =
    userAgent === undefined ? OWN : userAgentParts(userAgent);
  const override: Protocol.Emulation.SetUserAgentOverrideRequest = {
    userAgent: userAgent ?? "",
    ...(languages === undefined ? {} : { acceptLanguage: languages.join(",") }),
    ...(platform === undefined ? {} : { platform }),
    ...(hints === undefined || userAgent === undefined ? {} : { userAgentMetadata: hints }),
  };
  const sent: Promise<unknown>[] = [session.send("Emulation.setUserAgentOverride", override)];
  if (kind === "worker" && userAgent !== undefined) {
    const expression = navigatorScript(userAgent, platform);
    sent.push(session.send("Runtime.evaluate", { expression }));
  }
  return sent;
}

const OWN = { platform: undefined, hints: undefined };

/** Chrome overrides neither the platform of a worker's navigator nor a shared worker's user agent. */
function navigatorScript(userAgent: string, platform: string | undefined): string {
  const values = { userAgent, appVersion: userAgent.replace(/^Mozilla\//, ""), platform };
  return `for (const [name, value] of Object.entries(${JSON.stringify(values)}))
    Object.defineProperty(WorkerNavigator.prototype, name,
      { get: () => value, configurable: true, enumerable: true })`;
}

function position(session: CDPSession, { geolocation }: Emulation): Promise<unknown>[] {
  if (geolocation === undefined) return [];
  return [session.send("Emulation.setGeolocationOverride", geolocation)];
}

function colours(session: CDPSession, { colorScheme }: Emulation): Promise<unknown>[] {
  if (colorScheme === undefined) return [];
  const features = [{ name: "prefers-color-scheme", value: colorScheme }];
  return [session.send("Emulation.setEmulatedMedia", { features })];
}

/**
 * Without it a page behind another tab sees no focus and renders no frames; a frame in a process
 * of its own needs it for itself.
 */
async function applyFocus(session: CDPSession): Promise<void> {
  await session.send("Emulation.setFocusEmulationEnabled", { enabled: true });
}
