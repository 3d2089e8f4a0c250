import type { Way } from "./ways.ts";

/** Where the ways of one run lead: what is forbidden, and the second site that is open. */
export interface Targets {
  /** `host:port` of the forbidden server, by address and by name. */
  readonly forbidden: string;
  readonly named: string;
  /** Origin of another site that may be reached. */
  readonly other: string;
  /** Ports of the ways whose arrival has no path, by name. */
  readonly ports: Readonly<Record<string, number>>;
}

/**
 * The probe's page: tries every way and keeps in `window.tried` which ran without an error of its own.
 * A way's code sees `at`, `named`, `redirect`, `wsNamed`, `port`, `other`, `way` and `fill(text)`.
 */
export function probePage(ways: readonly Way[], targets: Targets): string {
  const data = JSON.stringify({ ways, targets }).replaceAll("<", "\\u003c");
  return `<!doctype html><title>probe</title><body><script>
const { ways, targets } = ${data};
window.tried = {};
const Code = (async () => {}).constructor;
const run = async ({ name, code }) => {
  const slug = name.replace(/\\W+/g, "-");
  const path = "/arrived/" + slug;
  const at = "http://" + targets.forbidden + path;
  const named = "http://" + targets.named + path;
  const wsNamed = "ws://" + targets.named + path;
  const redirect = "/redirect?to=" + encodeURIComponent(at);
  const port = targets.ports[name];
  const names = { AT: at, NAMED: named, WS: "ws://" + targets.forbidden + path, PORT: port, REDIRECT: redirect, HEADER: "/header" };
  const fill = (text) => text.replace(/\\b(AT|NAMED|WS|PORT|REDIRECT|HEADER)\\b/g, (all) => names[all]);
  const scope = { at, named, wsNamed, redirect, port, other: targets.other, way: name, fill };
  fetch("/began?way=" + slug, { method: "POST" });
  try {
    await new Code(...Object.keys(scope), code)(...Object.values(scope));
    tried[name] = "yes";
    fetch("/ran?way=" + slug, { method: "POST" });
  } catch (error) {
    tried[name] = String(error);
  }
};
(async () => {
  for (const way of ways) {
    tried[way.name] = "began";
    await Promise.race([run(way), new Promise((done) => setTimeout(done, 300))]);
  }
  window.done = true;
})();
</script>`;
}
