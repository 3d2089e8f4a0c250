import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, expect, test } from "vitest";
import { PROJECT_FOLDER } from "../../scripts/project-folders.ts";
import { readSettings } from "../../scripts/settings.ts";

let folder = "";
let file = "";

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "settings-"));
  file = join(folder, ".dev.vars");
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function modeOf(path: string): Promise<number> {
  return (await stat(path)).mode & 0o777;
}

test("a first start makes tokens and key and keeps them for the owner alone", async () => {
  const first = await readSettings({}, file);

  expect(first.token).toMatch(/^[\w-]{43}$/);
  expect(first.values.LEAPFROG_ADMIN_TOKEN).toMatch(/^[\w-]{43}$/);
  expect(first.values.LEAPFROG_ADMIN_TOKEN).not.toBe(first.token);
  expect(Buffer.from(first.values.LEAPFROG_KEY ?? "", "base64")).toHaveLength(32);
  expect(await modeOf(file)).toBe(0o600);
  expect((await readSettings({}, file)).values).toEqual(first.values);
});

test("what is missing is appended, other lines stay, and a readable file is closed", async () => {
  await writeFile(file, "# mine\nMAX_SESSIONS=3\nLEAPFROG_TOKEN=");
  await chmod(file, 0o644);

  const { config, token } = await readSettings({}, file);

  expect(config.maxSessions).toBe(3);
  expect(await readFile(file, "utf8")).toMatch(
    /^# mine\nMAX_SESSIONS=3\nLEAPFROG_TOKEN=\nLEAPFROG_/,
  );
  expect(await modeOf(file)).toBe(0o600);
  expect((await readSettings({}, file)).token).toBe(token);
});

test("the environment wins and is never written down", async () => {
  const environment = {
    LEAPFROG_TOKEN: "e".repeat(40),
    LEAPFROG_SECRET_SHOP: '{"value":"sesame","origins":["https://shop.example"]}',
    PORT: "9123",
    HOME: "/nowhere",
  };
  await writeFile(file, `PORT=9000\nLEAPFROG_TOKEN=${"f".repeat(40)}\n`);

  const { config, token, values } = await readSettings(environment, file);

  expect(token).toBe(environment.LEAPFROG_TOKEN);
  expect(config.ownPort).toBe(9123);
  expect(values).toMatchObject({ LEAPFROG_SECRET_SHOP: environment.LEAPFROG_SECRET_SHOP });
  expect(values).not.toHaveProperty("HOME");
  const kept = await readFile(file, "utf8");
  expect(kept).not.toContain(environment.LEAPFROG_TOKEN);
  expect(kept).not.toContain("9123");
  expect(kept).not.toContain("SECRET_SHOP");
});

test("with everything in the environment no file appears", async () => {
  const environment = {
    LEAPFROG_TOKEN: "e".repeat(40),
    LEAPFROG_ADMIN_TOKEN: "a".repeat(40),
    LEAPFROG_KEY: Buffer.alloc(32, 1).toString("base64"),
  };

  await readSettings(environment, file);

  await expect(stat(file)).rejects.toThrow("ENOENT");
});

test("every setting in error is named at once, and nothing is made or kept", async () => {
  const environment = { LEAPFROG_TOKEN: "short", LEAPFROG_KEY: "bm8=", MAX_SESSIONS: "many" };

  const failure = readSettings(environment, file);

  await expect(failure).rejects.toThrow(/LEAPFROG_TOKEN.*\n.*LEAPFROG_KEY.*\n.*MAX_SESSIONS/);
  await expect(stat(file)).rejects.toThrow("ENOENT");
});

test("a start with settings in error names each and serves nothing", async () => {
  const bad = {
    MAX_SESSIONS: "many",
    MAX_SESSIONS_PER_CLIENT: "0",
    IDLE_TIMEOUT_MS: "30m",
    MAX_SESSION_MS: "1",
  };
  const start = spawn(process.execPath, [join(PROJECT_FOLDER, "scripts", "start.ts")], {
    env: { ...process.env, ...bad },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [said, served, [code]] = await Promise.all([
    text(start.stderr),
    text(start.stdout),
    once(start, "exit"),
  ]);
  expect(code).toBe(1);
  for (const setting of Object.keys(bad)) {
    expect(said).toMatch(
      new RegExp(`^  - ${setting} must be a whole number from \\d+ to \\d+\\.$`, "m"),
    );
  }
  expect(served).toBe("");
});
