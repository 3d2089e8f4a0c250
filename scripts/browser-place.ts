import { arch, platform } from "node:os";
import { join } from "node:path";

/** The Chrome for Testing that the pinned wrangler looks for; a test compares it with wrangler's own. */
export const EXPECTED_CHROME = "126.0.6478.182";

/** The one path where wrangler's local browser binding looks for Chrome. */
export interface BrowserPlace {
  readonly installFolder: string;
  readonly executable: string;
}

/** The place below a folder used as `XDG_CACHE_HOME`. */
export function browserPlace(cacheHome: string): BrowserPlace {
  const [folder, executable] = platformPaths();
  const installFolder = join(cacheHome, ".wrangler", "chrome", `${folder}-${EXPECTED_CHROME}`);
  return { installFolder, executable: join(installFolder, executable) };
}

/** Where wrangler would download that Chrome from; an address that does not exist on Linux for ARM. */
export function chromeDownloadUrl(): string {
  const base = `https://storage.googleapis.com/chrome-for-testing-public/${EXPECTED_CHROME}`;
  if (platform() !== "darwin") {
    return arch() === "x64" ? `${base}/linux64/chrome-linux64.zip` : `${base}/linux-${arch()}`;
  }
  return `${base}/${macFolder()}/chrome-${macFolder()}.zip`;
}

/** The user's cache folder as wrangler finds it. */
export function userCacheHome(environment: NodeJS.ProcessEnv, home: string): string {
  const fallback = platform() === "darwin" ? join(home, "Library", "Caches") : join(home, ".cache");
  return environment.XDG_CACHE_HOME || fallback;
}

function platformPaths(): [folder: string, executable: string] {
  if (platform() === "darwin") {
    const app = "Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing";
    return [arch() === "arm64" ? "mac_arm" : "mac", `chrome-${macFolder()}/${app}`];
  }
  return [arch() === "arm64" ? "linux_arm" : "linux", "chrome-linux64/chrome"];
}

function macFolder(): string {
  return arch() === "arm64" ? "mac-arm64" : "mac-x64";
}
