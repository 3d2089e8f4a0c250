import { execFile } from "node:child_process";
import { mkdtemp, readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const PATIENCE_MS = 60_000;

/**
 * Unpacks a Debian package into a temporary folder, installing nothing; undefined where there is no
 * apt or it does not reach its archive.
 */
export async function unpackedDebianPackage(name: string): Promise<string | undefined> {
  const folder = await mkdtemp(join(tmpdir(), "debian-"));
  const options = { cwd: folder, timeout: PATIENCE_MS };
  try {
    await run("apt-get", ["download", name], options);
    const [file = ""] = await readdir(folder);
    await run("dpkg", ["-x", file, folder], options);
    return folder;
  } catch {
    return undefined;
  }
}
