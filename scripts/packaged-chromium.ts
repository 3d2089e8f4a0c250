import { execFile } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { arch, platform } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { BrowserCandidate } from "./browser-launcher.ts";
import { onExit } from "./exit-duties.ts";

const UNPACKER = fileURLToPath(new URL("unpack-chromium.ts", import.meta.url));

// The package's own fonts.conf names folders that only its usual host has.
const FONTS_CONF = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">fonts</dir>
  <dir>/usr/share/fonts</dir>
  <dir>/usr/local/share/fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
`;

/** Unpacks `@sparticuz/chromium` into the cache folder, once per version; undefined where it cannot run. */
export async function packagedChromium(
  cacheFolder: string,
  say: (line: string) => void,
): Promise<BrowserCandidate | undefined> {
  if (platform() !== "linux" || arch() !== "x64") return undefined;
  const folder = join(cacheFolder, `chromium-${await packageVersion()}`);
  if (!existsSync(folder)) {
    say("Unpacking the Chromium of the npm package @sparticuz/chromium, once.");
    await unpack(folder);
  }
  return {
    name: "the Chromium of the npm package @sparticuz/chromium",
    executable: join(folder, "chromium"),
    environment: {
      LD_LIBRARY_PATH: join(folder, "al2023", "lib"),
      FONTCONFIG_FILE: join(folder, "fonts", "leapfrog-fonts.conf"),
      FONTCONFIG_PATH: join(folder, "fonts"),
    },
  };
}

async function packageVersion(): Promise<string> {
  const manifest = new URL("../package.json", import.meta.resolve("@sparticuz/chromium"));
  const { version } = JSON.parse(await readFile(manifest, "utf8")) as { version: string };
  return version;
}

async function unpack(folder: string): Promise<void> {
  await mkdir(join(folder, ".."), { recursive: true });
  const partial = await mkdtemp(`${folder}.partial-`);
  const release = onExit(() => rmSync(partial, { recursive: true, force: true }));
  try {
    // The package unpacks into the temporary folder of its process, so it gets a process of its own.
    const environment = { ...process.env, TMPDIR: partial };
    await promisify(execFile)(process.execPath, [UNPACKER], { env: environment });
    await writeFile(join(partial, "fonts", "leapfrog-fonts.conf"), FONTS_CONF);
    await rename(partial, folder);
  } catch (thrown) {
    // Another start may have unpacked the same version meanwhile.
    if (!existsSync(folder)) throw thrown;
  } finally {
    await rm(partial, { recursive: true, force: true });
    release();
  }
}
