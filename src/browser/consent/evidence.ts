import type { ConsentFramework } from "./framework.ts";

/** What a page shows of the scripts it runs. */
export interface PageEvidence {
  /** Hosts its script elements name. */
  readonly scriptHosts: readonly string[];
  /** Those of the globals asked for that are there. */
  readonly globals: readonly string[];
}

/** Whether the framework's own script runs in the page, as far as marks of it tell. */
export function runsIn(
  framework: ConsentFramework,
  { scriptHosts, globals }: PageEvidence,
): boolean {
  return (
    framework.globals.some((path) => globals.includes(path)) ||
    scriptHosts.some((host) => isBelow(host, framework.scriptHosts))
  );
}

/** Whether the framework may show itself in a frame of this address on a page of that one. */
export function mayBeFramed(
  { frameHosts = [] }: ConsentFramework,
  frameUrl: string,
  pageUrl: string,
): boolean {
  const frame = URL.parse(frameUrl);
  const page = URL.parse(pageUrl);
  if (frame === null || page === null || !/^https?:$/.test(frame.protocol)) return false;
  // Sites give the framework a name below their own, to be a first party.
  return isBelow(frame.hostname, [...frameHosts, page.hostname.replace(/^www\./, "")]);
}

function isBelow(host: string, names: readonly string[]): boolean {
  return names.some((name) => host === name || host.endsWith(`.${name}`));
}

/**
 * An expression for the page's own world, whose value are those of the paths that lead to something.
 * Elements and frames, which any markup can put into the global scope by their names, do not count.
 */
export function globalsProbe(paths: readonly string[]): string {
  return `(${JSON.stringify(paths)}).filter((path) => {
    try {
      let at = globalThis;
      for (const key of path.split(".")) at = at[key];
      if (typeof at === "function") return true;
      const isMarkup = at instanceof Node || at instanceof HTMLCollection || at?.window === at;
      return typeof at === "object" && at !== null && !isMarkup;
    } catch {
      return false;
    }
  })`;
}
