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
 * An expression for the page's own world: a digit for each path, 1 where it leads to something. Elements
 * and frames, which any markup can put into the global scope by their names, do not count. It calls
 * nothing that a page can replace, so that its answer is no longer than its question.
 */
export function globalsProbe(paths: readonly string[]): string {
  return `((paths) => {
    let told = "";
    for (let i = 0; i < ${paths.length}; i++) {
      let found = "0";
      try {
        let at = globalThis;
        let isPlain = true;
        for (let k = 0; isPlain && paths[i][k] !== undefined; k++) {
          at = at[paths[i][k]];
          isPlain = at.window !== at && !(at instanceof Node) && !(at instanceof HTMLCollection);
        }
        if (isPlain && (typeof at === "function" || typeof at === "object")) found = "1";
      } catch {}
      told += found;
    }
    return told;
  })(${JSON.stringify(paths.map((path) => path.split(".")))})`;
}

/** The paths that the probe has found; none where a page has answered something else. */
export function globalsTold(paths: readonly string[], told: unknown): string[] {
  return typeof told === "string" ? paths.filter((_path, index) => told[index] === "1") : [];
}
