import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { LIVE_PATH, type LiveLink, livePath, readLivePath } from "../../src/domain/live-link.ts";
import { Signature } from "../../src/domain/signature.ts";

const KEY = btoa("k".repeat(32));
const NOW = 1_800_000_000_000;
const LINK: LiveLink = {
  grantId: "ab12cd34",
  sessionId: "s_abc123",
  role: "watch",
  until: NOW + 600_000,
};

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW });
});

afterEach(() => {
  vi.useRealTimers();
});

async function signedOf(link: Partial<LiveLink> = {}, key = KEY): Promise<string> {
  const path = await livePath(key, { ...LINK, ...link });
  expect(path.startsWith(LIVE_PATH)).toBe(true);
  return path.slice(LIVE_PATH.length);
}

/** The same link with one of its words replaced. */
async function changed(at: number, word: string): Promise<string> {
  return (await signedOf()).split(".").with(at, word).join(".");
}

test.each(["watch", "control"] as const)("a link to %s says what was signed", async (role) => {
  for (const grantId of ["owner", "ab12cd34"]) {
    const signed = await signedOf({ role, grantId });
    expect(signed).toMatch(/^[\w.-]{1,100}$/);
    expect(await readLivePath(KEY, signed)).toEqual({ ...LINK, role, grantId });
  }
});

test("a link ends within the second it was made for, and no later", async () => {
  const signed = await signedOf({ until: NOW + 1_999 });
  expect((await readLivePath(KEY, signed))?.until).toBe(NOW + 1_000);
  vi.setSystemTime(NOW + 999);
  expect(await readLivePath(KEY, signed)).toBeDefined();
  vi.setSystemTime(NOW + 1_000);
  expect(await readLivePath(KEY, signed)).toBeUndefined();
});

describe("undefined is what", () => {
  test("another key has signed", async () => {
    expect(await readLivePath(btoa("x".repeat(32)), await signedOf())).toBeUndefined();
  });

  test.each([
    [0, "another grant", "zz12cd34"],
    [1, "another session", "s_abc124"],
    [2, "more than was signed", "control"],
    [3, "a longer time", String(NOW / 1_000 + 6_000)],
    [3, "the same time in other digits", `0${NOW / 1_000 + 600}`],
    [4, "a signature of another form", "x"],
  ])("has in word %i %s", async (at, _what, word) => {
    expect(await readLivePath(KEY, await changed(at, word))).toBeUndefined();
  });

  test("was signed for another purpose, whatever its words", async () => {
    const [grantId = "", sessionId = "", role = "", seconds = ""] = (await signedOf()).split(".");
    const words = [grantId, sessionId, role, seconds];
    for (const purpose of [
      "artifact link",
      "admin login",
      "admin form",
      "person",
      "pairing code",
    ]) {
      const signed = [...words, await new Signature(KEY, purpose).sign(words)].join(".");
      expect(await readLivePath(KEY, signed), purpose).toBeUndefined();
    }
  });

  test("is no link at all", async () => {
    const good = await signedOf();
    const bad = ["", ".", good.slice(1), `${good}x`, `${good}.x`, ` ${good}`, "a.b.c.d.e"];
    for (const signed of [...bad, good.replaceAll(".", "/"), "x".repeat(100_000)]) {
      expect(await readLivePath(KEY, signed), signed.slice(0, 100)).toBeUndefined();
    }
  });
});
