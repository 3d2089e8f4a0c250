import type { Protocol } from "./cdp.ts";

/** What goes with a user agent string, so that a page finds nothing that speaks against it. */
export interface UserAgentParts {
  /** `navigator.platform`; undefined where the string names no system. */
  readonly platform: string | undefined;
  /** Client hints; undefined for a browser that sends none, such as Firefox or Safari. */
  readonly hints: ClientHints | undefined;
}

/** The protocol's client hints, with a field that its published types do not have yet. */
export interface ClientHints extends Protocol.Emulation.UserAgentMetadata {
  readonly formFactors: string[];
}

/** Hints that say nothing, for targets that would otherwise tell the browser's own. */
export const NO_HINTS: ClientHints = {
  brands: [],
  fullVersionList: [],
  fullVersion: "",
  platform: "",
  platformVersion: "",
  architecture: "",
  bitness: "",
  model: "",
  mobile: false,
  wow64: false,
  formFactors: [],
};

/** Reads from a user agent string what the browser it names would tell of itself elsewhere. */
export function userAgentParts(userAgent: string): UserAgentParts {
  const system = systemOf(userAgent);
  const engine = /\b(?:Headless)?Chrom(?:e|ium)\/(\d+(?:\.\d+)*)/.exec(userAgent)?.[1];
  const hints = engine === undefined ? undefined : hintsOf(userAgent, engine, system);
  return { platform: system?.platform, hints };
}

interface System {
  readonly platform: string;
  /** Name and version as client hints give them. */
  readonly name: string;
  readonly version: string;
}

const WINDOWS_VERSIONS: Readonly<Record<string, string>> = {
  "6.1": "0.1.0",
  "6.2": "0.2.0",
  "6.3": "0.3.0",
  "10.0": "10.0.0",
};

function systemOf(userAgent: string): System | undefined {
  const windows = /Windows NT (\d+\.\d+)/.exec(userAgent)?.[1];
  if (windows !== undefined) {
    return { platform: "Win32", name: "Windows", version: WINDOWS_VERSIONS[windows] ?? "" };
  }
  const phone = /\((iPhone|iPad|iPod)\b.* OS ([\d_]+)/.exec(userAgent);
  if (phone !== null) {
    return { platform: phone[1] ?? "", name: "iOS", version: threeParts(phone[2]) };
  }
  const mac = /Mac OS X ([\d_.]+)/.exec(userAgent)?.[1];
  if (mac !== undefined) return { platform: "MacIntel", name: "macOS", version: threeParts(mac) };
  const android = /Android(?: ([\d.]+))?/.exec(userAgent);
  if (android !== null) {
    return { platform: "Linux armv81", name: "Android", version: threeParts(android[1]) };
  }
  const chromeOs = /CrOS (\S+) ([\d.]+)/.exec(userAgent);
  if (chromeOs !== null) {
    return { platform: `Linux ${chromeOs[1]}`, name: "Chrome OS", version: chromeOs[2] ?? "" };
  }
  const linux = /Linux(?: (x86_64|aarch64|i686))?/.exec(userAgent);
  if (linux === null) return undefined;
  return { platform: `Linux ${linux[1] ?? "x86_64"}`, name: "Linux", version: "" };
}

function threeParts(version: string | undefined): string {
  if (version === undefined) return "";
  return [...version.split(/[_.]/), "0", "0"].slice(0, 3).join(".");
}

function hintsOf(userAgent: string, engine: string, system: System | undefined): ClientHints {
  const isAndroid = system?.name === "Android";
  const mobile = /\bMobile\b/.test(userAgent);
  const brands = brandsOf(userAgent, engine);
  return {
    brands: brands.map(({ brand, version }) => ({ brand, version: major(version) })),
    fullVersionList: brands,
    fullVersion: engine,
    platform: system?.name ?? "",
    platformVersion: system?.version ?? "",
    ...hardwareOf(userAgent, isAndroid),
    model: isAndroid ? modelOf(userAgent) : "",
    mobile,
    wow64: /\bWOW64\b/.test(userAgent),
    formFactors: [isAndroid ? (mobile ? "Mobile" : "Tablet") : "Desktop"],
  };
}

/** Chrome on Android names neither processor nor word size. */
function hardwareOf(userAgent: string, isAndroid: boolean) {
  if (isAndroid) return { architecture: "", bitness: "" };
  const isNarrow = /Windows/.test(userAgent) && !/\b(Win64|WOW64)\b/.test(userAgent);
  return {
    architecture: /\b(aarch64|arm64|armv\w+)\b/.test(userAgent) ? "arm" : "x86",
    bitness: isNarrow || /\bi686\b/.test(userAgent) ? "32" : "64",
  };
}

/** "K" is what Chrome says in place of a model. */
function modelOf(userAgent: string): string {
  const model = /Android [^;)]*; ([^;)]+?)(?: Build\/[^;)]*)?[;)]/.exec(userAgent)?.[1] ?? "";
  return model === "K" ? "" : model;
}

/** Names that stand in the string after the engine's, each with the brand its browser tells. */
const BRANDS: readonly (readonly [RegExp, string])[] = [
  [/\bEdgA?\/([\d.]+)/, "Microsoft Edge"],
  [/\bOPR\/([\d.]+)/, "Opera"],
  [/\bHeadlessChrome\/([\d.]+)/, "HeadlessChrome"],
  [/\bChromium\/([\d.]+)/, ""],
];

// Places of the filler, the engine and the browser in the list; Chrome picks one by its version.
const ORDERS = [
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
] as const;
const FILLER_SIGNS = [" ", "(", ":", "-", ".", "/", ")", ";", "=", "?", "_"] as const;
const FILLER_VERSIONS = ["8", "99", "24"] as const;

/** The brands in Chrome's own order, with the meaningless one that it adds for that version. */
function brandsOf(userAgent: string, engine: string): Protocol.Emulation.UserAgentBrandVersion[] {
  const seed = Number(major(engine));
  const sign = (index: number) => FILLER_SIGNS[index % FILLER_SIGNS.length];
  const filler = {
    brand: `Not${sign(seed)}A${sign(seed + 1)}Brand`,
    version: `${FILLER_VERSIONS[seed % FILLER_VERSIONS.length]}.0.0.0`,
  };
  const [named, brand] = BRANDS.find(([pattern]) => pattern.test(userAgent)) ?? [];
  const version = named?.exec(userAgent)?.[1] ?? engine;
  const browser = { brand: brand ?? "Google Chrome", version };
  const places = ORDERS[seed % ORDERS.length] ?? ORDERS[0];
  const list = [filler, { brand: "Chromium", version: engine }, browser];
  return list
    .map((entry, index) => ({ entry, place: places[index] ?? index }))
    .sort((one, other) => one.place - other.place)
    .map(({ entry }) => entry)
    .filter((entry) => entry.brand !== "");
}

function major(version: string): string {
  return version.split(".")[0] ?? version;
}
