import * as z from "zod";
import { plainHost } from "../../browser/egress/allowed-hosts.ts";
import { registrableDomain } from "../../browser/egress/registrable-domain.ts";
import type { ProfileCookie, ProfileOrigin, ProfileState } from "../../domain/profile.ts";

/** Cookies and origins of an import that were left out, by why. */
export interface LeftOut {
  readonly outside: number;
  readonly expired: number;
  readonly malformed: number;
  /** Origins with databases, which no profile keeps. */
  readonly databases: number;
}

const PLAIN = /^[^\p{Cc};]*$/u;

const cookie = z.object({
  name: z.string().max(4_096).regex(PLAIN),
  value: z.string().max(4_096).regex(PLAIN),
  domain: z.string().min(1).max(255),
  path: z
    .string()
    .max(1_024)
    .regex(/^\/[^\p{Cc};]*$/u)
    .default("/"),
  expires: z.number().optional(),
  // Exports of extensions spell it so.
  expirationDate: z.number().optional(),
  hostOnly: z.boolean().optional(),
  session: z.boolean().optional(),
  httpOnly: z.boolean().default(false),
  secure: z.boolean().default(false),
  sameSite: z.string().nullable().optional(),
  partitionKey: z.string().optional(),
  _crHasCrossSiteAncestor: z.boolean().default(false),
});

const entry = z.object({ name: z.string(), value: z.string() });
const origin = z.object({
  origin: z.string().max(300),
  localStorage: z.array(entry).default([]),
  indexedDB: z.array(z.unknown()).default([]),
});
const storageState = z.object({
  cookies: z.array(z.unknown()).default([]),
  origins: z.array(z.unknown()).default([]),
});

/** What an upload holds; undefined for what is neither of the two forms. */
export function readUpload(text: string): z.output<typeof storageState> | undefined {
  const value = parsed(text);
  const whole = Array.isArray(value) ? { cookies: value } : value;
  const read = storageState.safeParse(whole);
  const isEither = read.success && whole !== null && typeof whole === "object";
  return isEither && ("cookies" in whole || "origins" in whole) ? read.data : undefined;
}

/** JSON's own words for an error quote the text, and are not passed on. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The part of an upload that belongs to registrable domains, and how much else there was. */
export function stateOfDomains(
  upload: { readonly cookies: readonly unknown[]; readonly origins: readonly unknown[] },
  domains: readonly string[],
): { state: ProfileState; leftOut: LeftOut } {
  const counts = { outside: 0, expired: 0, malformed: 0, databases: 0 };
  const belongs = (host: string) => domains.includes(registrableDomain(host) ?? "");
  const cookies = upload.cookies.flatMap((given) => {
    const read = cookieIn(given);
    const why = read === undefined ? "malformed" : whyNot(read, belongs);
    if (why !== undefined) counts[why]++;
    return read === undefined || why !== undefined ? [] : [read];
  });
  const origins = upload.origins.flatMap((given) => {
    const read = originIn(given);
    if (read === undefined) counts.malformed++;
    else if (!belongs(new URL(read.storage.origin).hostname)) counts.outside++;
    else {
      if (read.hasDatabases) counts.databases++;
      if (read.storage.entries.length > 0) return [read.storage];
    }
    return [];
  });
  return { state: { cookies, origins }, leftOut: counts };
}

function whyNot(
  { domain, expires }: ProfileCookie,
  belongs: (host: string) => boolean,
): "outside" | "expired" | undefined {
  if (!belongs(domain.replace(/^\./, ""))) return "outside";
  return expires !== undefined && expires * 1_000 <= Date.now() ? "expired" : undefined;
}

function cookieIn(given: unknown): ProfileCookie | undefined {
  const read = cookie.safeParse(given);
  if (!read.success || read.data.name + read.data.value === "") return undefined;
  const { name, value, path, httpOnly, secure, hostOnly, partitionKey } = read.data;
  const host = plainHost(read.data.domain.replace(/^\./, ""));
  if (URL.parse(`http://${host}/`)?.hostname !== host) return undefined;
  const isWide = read.data.domain.startsWith(".") && hostOnly !== true;
  const expires = read.data.session === true ? -1 : (read.data.expires ?? read.data.expirationDate);
  const sameSite = SAME_SITE[read.data.sameSite?.toLowerCase() ?? ""];
  const { _crHasCrossSiteAncestor: hasCrossSiteAncestor } = read.data;
  return {
    ...{ name, value, path, httpOnly, secure, domain: isWide ? `.${host}` : host },
    // Both forms say -1 of a cookie that ends with its browser.
    ...(expires === undefined || expires === -1 ? {} : { expires }),
    ...(sameSite === undefined ? {} : { sameSite }),
    ...(partitionKey === undefined
      ? {}
      : { partitionKey: JSON.stringify({ topLevelSite: partitionKey, hasCrossSiteAncestor }) }),
  };
}

const SAME_SITE: Readonly<Record<string, "Strict" | "Lax" | "None">> = {
  strict: "Strict",
  lax: "Lax",
  none: "None",
  no_restriction: "None",
};

function originIn(given: unknown): { storage: ProfileOrigin; hasDatabases: boolean } | undefined {
  const read = origin.safeParse(given);
  if (!read.success) return undefined;
  const url = URL.parse(read.data.origin);
  if (url?.origin !== read.data.origin || !/^https?:$/.test(url.protocol)) return undefined;
  const { localStorage: entries, indexedDB } = read.data;
  return { storage: { origin: url.origin, entries }, hasDatabases: indexedDB.length > 0 };
}
