import type { Protocol } from "./cdp.ts";
import { type Emulation, languagesOf } from "./emulation.ts";
import { userAgentParts } from "./user-agent.ts";

type Headers = Readonly<Record<string, string>>;

/** Whether requests have to tell anything else than the browser's own. */
export function concernsRequests({ userAgent, locale }: Emulation): boolean {
  return userAgent !== undefined || locale !== undefined;
}

/** The headers of a request that Chrome may have sent off with its own user agent and languages. */
export function correctedHeaders(
  sent: Headers,
  emulation: Emulation,
): Protocol.Fetch.HeaderEntry[] {
  const languages = languagesOf(emulation);
  const ours = {
    ...(emulation.userAgent === undefined ? {} : { "User-Agent": emulation.userAgent }),
    ...(languages === undefined ? {} : { "Accept-Language": acceptLanguage(languages) }),
  };
  const replaced = new Set(Object.keys(ours).map((name) => name.toLowerCase()));
  const others = Object.entries(sent).filter(([name]) => !replaced.has(name.toLowerCase()));
  const hinted = emulation.userAgent === undefined ? others : hint(others, emulation.userAgent);
  return [...hinted, ...Object.entries(ours)].map(([name, value]) => ({ name, value }));
}

/** Hints that a site has asked for stay only beside brands that are ours already. */
function hint(headers: readonly [string, string][], userAgent: string): [string, string][] {
  const hints = hintsOf(userAgent);
  const brands = headers.find(([name]) => name.toLowerCase() === "sec-ch-ua")?.[1];
  const isOurs = brands !== undefined && brands === hints["sec-ch-ua"];
  return headers.flatMap(([name, value]): [string, string][] => {
    const key = name.toLowerCase();
    if (isOurs || !key.startsWith("sec-ch-ua")) return [[name, value]];
    const said = hints[key];
    return said === undefined ? [] : [[name, said]];
  });
}

/** The three hints that are sent unasked. */
function hintsOf(userAgent: string): Headers {
  const { hints } = userAgentParts(userAgent);
  if (hints === undefined) return {};
  const brands = hints.brands?.map(({ brand, version }) => `"${brand}";v="${version}"`) ?? [];
  return {
    "sec-ch-ua": brands.join(", "),
    "sec-ch-ua-mobile": hints.mobile ? "?1" : "?0",
    "sec-ch-ua-platform": `"${hints.platform}"`,
  };
}

/** The header Chrome makes of its languages. */
function acceptLanguage(languages: readonly string[]): string {
  return languages
    .map((language, index) => (index === 0 ? language : `${language};q=${1 - index / 10}`))
    .join(",");
}
