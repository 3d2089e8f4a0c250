import { chmod, mkdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { BrowserPlace } from "./browser-place.ts";

const SIGNATURE = "# Leapfrog's launcher: starts the browser that scripts/browser-choice.ts took.";
const MARKER = ".miniflare-install-complete";

const FLAGS = [
  // The headless shell that the npm package holds would let pages of different sites share a process.
  "--site-per-process",
  "--disable-component-update",
  "--disable-domain-reliability",
  "--disable-quic",
  // WebRTC would send datagrams past every proxy.
  "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
  "--no-default-browser-check",
  // Wrangler stops reading what its browser says once it has started; a browser that says what pages
  // write to their consoles would stand still when nobody takes it.
  "--enable-logging=/dev/null",
  "--log-file=/dev/null",
  // Chrome asks these two on every start, whatever else is switched off; nobody listens at port 1.
  "--component-updater=url-source=http://127.0.0.1:1/",
  "--gaia-url=http://127.0.0.1:1/",
];

// Sent to Google: the shape of every form, and a question for the time.
const QUIET_FEATURES = "AutofillServerCommunication,NetworkTimeServiceQuerying";

/** A browser that may stand at wrangler's place. */
export interface BrowserCandidate {
  /** What a user would call it, such as "the system's Chromium". */
  readonly name: string;
  readonly executable: string;
  /** Variables it needs beyond the empty environment wrangler gives its browser. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** Writes a launcher beside wrangler's place, under a name of its own, and returns its path. */
export async function writeLauncher(
  candidate: BrowserCandidate,
  place: BrowserPlace,
  options: { sandbox: boolean; fontCache: string },
): Promise<string> {
  const path = `${place.executable}.${process.pid}.launcher`;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, launcherText(candidate, options), { mode: 0o755 });
  await chmod(path, 0o755);
  return path;
}

/** Puts a tried launcher at wrangler's place; atomic, so that a running server never finds half of one. */
export async function placeLauncher(launcher: string, place: BrowserPlace): Promise<void> {
  await rename(launcher, place.executable);
  // Without its mark, wrangler takes one failed start for a broken download and deletes the folder.
  await writeFile(join(place.installFolder, MARKER), "");
}

/** Moves a Chrome that wrangler downloaded to its place out of the launcher's way. */
export async function setDownloadAside(place: BrowserPlace): Promise<void> {
  const found = await stat(place.executable).catch(() => undefined);
  if (found === undefined || (await isLauncher(place.executable))) return;
  await rename(place.executable, downloadSetAside(place));
}

/** Where `setDownloadAside` keeps it: in the same folder, since Chrome finds its files beside itself. */
export function downloadSetAside(place: BrowserPlace): string {
  return `${place.executable}.downloaded`;
}

/** Whether a file is one of these launchers; taking one for a browser would have it start itself. */
export async function isLauncher(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined || !found.isFile() || found.size > 10_000) return false;
  return (await readFile(path, "utf8")).includes(SIGNATURE);
}

function launcherText(
  candidate: BrowserCandidate,
  options: { sandbox: boolean; fontCache: string },
): string {
  const environment = { XDG_CACHE_HOME: options.fontCache, ...candidate.environment };
  const exports = Object.entries(environment).map(
    ([name, value]) => `export ${name}=${quoted(value)}`,
  );
  const flags = options.sandbox ? FLAGS : [...FLAGS, "--no-sandbox"];
  return [
    "#!/bin/sh",
    SIGNATURE,
    "# Chrome takes only the last --disable-features, so ours go into wrangler's own.",
    "for argument do",
    "  shift",
    '  case "$argument" in',
    `    --user-data-dir=*) HOME="\${argument#*=}" ;;`,
    `    --disable-features=*) argument="$argument,${QUIET_FEATURES}" ;;`,
    "  esac",
    '  set -- "$@" "$argument"',
    "done",
    "# The profile is its home and the folder above wrangler's its temporary one, so that nothing",
    "# stays behind; a longer name than 60 leaves no room for that of Chrome's socket.",
    `export HOME="\${HOME:-/tmp}" PATH="\${PATH:-/usr/local/bin:/usr/bin:/bin}"`,
    `run="\${HOME%%/miniflare-*}"`,
    `if [ "\${#run}" -le 60 ]; then export TMPDIR="$run"; fi`,
    ...exports,
    `exec ${quoted(candidate.executable)} ${flags.join(" ")} "$@"`,
    "",
  ].join("\n");
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
