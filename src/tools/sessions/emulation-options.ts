import * as z from "zod";
import type { Emulation } from "../../browser/emulation.ts";
import { PERMISSION_NAMES } from "../../browser/permissions.ts";
import { ToolFailure } from "../../domain/failure.ts";
import { DEFAULT_VIEWPORT } from "../../domain/limits.ts";
import { listedInPart, sideInput } from "../inputs.ts";

/** Options of a session that say how its pages see their browser. */
export const emulationFields = {
  viewport: z
    .strictObject({ width: sideInput, height: sideInput })
    .default(DEFAULT_VIEWPORT)
    .describe("CSS pixels"),
  userAgent: z
    .string()
    .regex(/^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/, "must be printable ASCII")
    .max(1_000)
    .optional()
    .describe("Client hints follow it"),
  locale: z.string().max(100).optional().describe("de-DE"),
  timezoneId: z.string().max(100).optional().describe("IANA name"),
  geolocation: z
    .strictObject({
      latitude: z.number().min(-90).max(90),
      longitude: z.number().min(-180).max(180),
      accuracy: z.number().min(0).max(1e6).default(0),
    })
    .register(listedInPart, { fields: ["latitude", "longitude"] })
    .optional()
    .describe("Grants its permission"),
  permissions: z
    .array(z.string().max(100))
    .max(40)
    .optional()
    .describe("Granted; all others are denied"),
  colorScheme: z
    .enum(["light", "dark", "no-preference"])
    .optional()
    .describe("no-preference means light"),
};

const emulationOptions = z.object(emulationFields);

type EmulationOptions = z.output<typeof emulationOptions>;

/** Says what the browser makes of a value that it no longer has. */
export const NO_PREFERENCE_NOTICE =
  "colorScheme no-preference: browsers no longer have it, pages see light";

/** How the session's pages see their browser; refuses by name what no browser knows. */
export function emulationOf(options: EmulationOptions): Emulation {
  const { viewport, userAgent, locale, timezoneId, geolocation, permissions } = options;
  for (const name of permissions ?? []) checkPermission(name);
  return {
    viewport,
    userAgent,
    locale: locale === undefined ? undefined : knownLocale(locale),
    timezoneId: timezoneId === undefined ? undefined : knownZone(timezoneId),
    geolocation,
    permissions,
    colorScheme: options.colorScheme === "no-preference" ? "light" : options.colorScheme,
  };
}

/** The tag in its canonical form; Chrome takes any, but formats dates only of those it has data for. */
function knownLocale(given: string): string {
  const tag = canonical(given);
  if (tag === undefined) {
    throw refused(`locale "${given}" is not a BCP 47 tag`, "Use one such as de-DE.");
  }
  if (Intl.DateTimeFormat.supportedLocalesOf(tag).length > 0) return tag;
  throw refused(
    `locale "${given}" is not one that Chrome has data for`,
    "Use another, such as en-US.",
  );
}

function canonical(tag: string): string | undefined {
  try {
    return new Intl.Locale(tag).toString();
  } catch {
    return undefined;
  }
}

/** Chrome wants a name in its usual letters; an offset such as +05:00 is not a name. */
function knownZone(given: string): string {
  const names = [given, ...Intl.supportedValuesOf("timeZone")];
  const zone = names.findLast((name) => name.toLowerCase() === given.toLowerCase());
  if (zone !== undefined && /^[a-z]/i.test(zone) && isZone(zone)) return zone;
  throw refused(
    `timezoneId "${given}" is not an IANA time zone`,
    "Use a name such as Europe/Berlin.",
  );
}

function isZone(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone });
    return true;
  } catch {
    return false;
  }
}

function checkPermission(name: string): void {
  if (PERMISSION_NAMES.includes(name)) return;
  throw refused(
    `permissions: "${name}" is not a known permission`,
    `Known are ${PERMISSION_NAMES.join(", ")}.`,
  );
}

function refused(what: string, next: string): ToolFailure {
  return new ToolFailure("invalid_arguments", `${what}; no session was created.`, next);
}
