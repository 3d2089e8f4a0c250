import { execFile } from "node:child_process";
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, expect, test } from "vitest";
import { chooseBrowser } from "../../scripts/browser-choice.ts";
import { browserPlace, EXPECTED_CHROME } from "../../scripts/browser-place.ts";
import { type BrowserTrial, tryBrowser } from "../../scripts/browser-trial.ts";

let folder = "";
let lines: string[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "browser-choice-"));
  lines = [];
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function executable(path: string, script = "exit 3"): Promise<string> {
  const file = join(folder, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `#!/bin/sh\n${script}\n`);
  await chmod(file, 0o755);
  return file;
}

/** Chooses among the machine's real candidates and those of `environment`, where only launchers whose text `works` accepts start. */
async function choose(
  environment: NodeJS.ProcessEnv,
  works: (launcher: string) => boolean,
  canDownload = false,
): Promise<string> {
  const tried = async (path: string): Promise<BrowserTrial> =>
    works(await readFile(path, "utf8"))
      ? { works: true, version: "150.0.1.2" }
      : { works: false, reason: "it does not want to" };
  const say = (line: string) => void lines.push(line);
  const search = {
    environment: { CI: "1", ...environment },
    cacheFolder: join(folder, "cache"),
    say,
  };
  return await chooseBrowser(search, {
    tryBrowser: tried,
    canDownload: async () => canDownload,
  });
}

function placed(): string {
  return browserPlace(join(folder, "cache")).executable;
}

test("the version of the place is the one that the installed wrangler looks for", async () => {
  const miniflare = new URL("../../node_modules/miniflare/dist/src/index.js", import.meta.url);

  expect(await readFile(miniflare, "utf8")).toContain(`BROWSER_VERSION = "${EXPECTED_CHROME}"`);
});

test("CHROME_PATH comes before any other", async () => {
  const asked = await executable("asked");
  const onPath = await executable("bin/google-chrome");

  const choice = await choose({ CHROME_PATH: asked, PATH: dirname(onPath) }, () => true);

  expect(choice).toBe(
    `the browser CHROME_PATH names (150.0.1.2, ${asked}, without Chrome's sandbox)`,
  );
  expect(await readFile(placed(), "utf8")).toContain(`exec '${asked}' `);
  expect((await stat(placed())).mode & 0o777).toBe(0o755);
});

test("a CHROME_PATH that does not run is an error, however many others there are", async () => {
  const asked = await executable("asked");
  const onPath = await executable("bin/chromium");
  const environment = { CHROME_PATH: asked, PATH: dirname(onPath) };

  const choice = choose(environment, (launcher) => !launcher.includes(asked));

  await expect(choice).rejects.toThrow(
    `CHROME_PATH is ${asked}, which does not run: it does not want to.`,
  );
});

test("a browser of the system comes before wrangler's cache, and PATH before the usual folders", async () => {
  const onPath = await executable("bin/chromium");
  const cached = await executable("xdg/.wrangler/x");
  await executable(`xdg${browserPlace("").executable.replace(/^\.?\/?/, "/")}`);

  const choice = await choose(
    { PATH: dirname(onPath), XDG_CACHE_HOME: dirname(dirname(cached)) },
    () => true,
  );

  expect(choice).toContain(`a browser of the system (150.0.1.2, ${onPath}`);
  expect(lines).toEqual([]);
});

test("what does not run is passed over in one line each, down to wrangler's own cache", async () => {
  const onPath = await executable("bin/google-chrome");
  const xdg = join(folder, "xdg");
  const cached = await executable(browserPlace("xdg").executable);
  const environment = { PATH: dirname(onPath), XDG_CACHE_HOME: xdg };

  const choice = await choose(environment, (launcher) => launcher.includes(cached));

  expect(choice).toContain(`an earlier download of wrangler (150.0.1.2, ${cached}`);
  expect(lines[0]).toBe(`Passed over a browser of the system, ${onPath}: it does not want to.`);
});

test("without CI and root the sandbox stays, unless the browser starts only without it", async () => {
  const asked = await executable("asked");
  const environment = { CHROME_PATH: asked, CI: "" };
  const isRoot = process.getuid?.() === 0;

  const choice = await choose(environment, () => true);
  expect(choice.includes("without Chrome's sandbox")).toBe(isRoot);

  await choose(environment, (launcher) => launcher.includes("--no-sandbox"));
  expect(lines).toEqual(
    isRoot ? [] : ["Chrome's sandbox does not work here: it does not want to."],
  );
});

test("a launcher adds to wrangler's switched-off features and keeps Chrome's files in its profile", async () => {
  const asked = await executable("asked", 'echo "$HOME"; printf "%s\\n" "$@"');
  await choose({ CHROME_PATH: asked }, () => true);

  const args = ["--disable-features=Translate", "--user-data-dir=/p q", "about:blank"];
  const { stdout } = await promisify(execFile)(placed(), args, { env: {} });

  const [home, ...given] = stdout.trim().split("\n");
  expect(home).toBe("/p q");
  expect(given).toContain("--no-sandbox");
  expect(given.slice(-3)).toEqual([
    expect.stringMatching(/^--disable-features=Translate,\w+,\w+$/),
    "--user-data-dir=/p q",
    "about:blank",
  ]);
});

test("a launcher is never taken for a browser", async () => {
  const asked = await executable("asked");
  await choose({ CHROME_PATH: asked }, () => true);

  const choice = choose({ CHROME_PATH: placed() }, () => true);

  await expect(choice).rejects.toThrow("it is a launcher that a start of this server wrote");
});

test("a Chrome that wrangler downloaded to the place makes way and stays usable", async () => {
  const downloaded = await executable(browserPlace("cache").executable, "# downloaded");
  const asked = await executable("asked");

  await choose({ CHROME_PATH: asked }, () => true);

  expect(await readFile(`${downloaded}.downloaded`, "utf8")).toContain("# downloaded");
  const choice = await choose({}, (launcher) => launcher.includes(`${downloaded}.downloaded`));
  expect(choice).toContain("an earlier download of wrangler");
});

test("when none runs, wrangler's download is left to it, or the remedies are named", async () => {
  const none = () => false;

  await expect(choose({}, none, true)).resolves.toContain("which wrangler downloads");
  await expect(choose({}, none)).rejects.toThrow(/install Chromium.*\n.*CHROME_PATH.*\n.*reach/);
  await expect(stat(placed())).rejects.toThrow("ENOENT");
});

test("a trial says why a program is no browser", async () => {
  const missing = await executable(
    "missing",
    'echo "chrome: error while loading shared libraries: libnss3.so: not found" >&2; exit 127',
  );

  expect(await tryBrowser(missing)).toEqual({
    works: false,
    reason:
      "it ended with 127: chrome: error while loading shared libraries: libnss3.so: not found",
  });
  expect(await tryBrowser(join(folder, "nowhere"))).toMatchObject({
    works: false,
    reason: expect.stringContaining("ENOENT"),
  });
});

test("the browser these tests use passes a trial", async () => {
  const { executable: own } = browserPlace(process.env.XDG_CACHE_HOME ?? "");

  expect(await tryBrowser(own)).toMatchObject({
    works: true,
    version: expect.stringMatching(/^\d+\./),
  });
});
