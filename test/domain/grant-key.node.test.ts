import { expect, test } from "vitest";
import { newGrantKey, readGrantKey } from "../../src/domain/grant-key.ts";

const ROOT = btoa("k".repeat(32));

test("a key reads back as its grant's, by a digest that does not tell the key", async () => {
  const { token, digest } = await newGrantKey(ROOT, "ab12cd34");

  expect(token).toMatch(/^lf_ab12cd34_[\w-]{43}_[\w-]{22}$/);
  expect(digest).toMatch(/^[0-9a-f]{64}$/);
  expect(await readGrantKey(ROOT, token)).toEqual({ grantId: "ab12cd34", digest });
  expect((await newGrantKey(ROOT, "ab12cd34")).token).not.toBe(token);
});

test("a key in which any character differs is none", async () => {
  const { token } = await newGrantKey(ROOT, "ab12cd34");
  for (let at = 0; at < token.length; at++) {
    const other = token[at] === "a" ? "b" : "a";
    const forged = token.slice(0, at) + other + token.slice(at + 1);
    expect(await readGrantKey(ROOT, forged), forged).toBeUndefined();
  }
});

test("a key of another server is none", async () => {
  const { token } = await newGrantKey(btoa("j".repeat(32)), "ab12cd34");
  expect(await readGrantKey(ROOT, token)).toBeUndefined();
});

test.each([
  ["longer", (token: string) => `${token}A`],
  ["shorter", (token: string) => token.slice(0, -1)],
  ["in capitals", (token: string) => token.toUpperCase()],
  ["with a space", (token: string) => ` ${token}`],
  ["with a line end", (token: string) => `${token}\n`],
  ["empty", () => ""],
])("a key that is %s is none", async (_name, change) => {
  const { token } = await newGrantKey(ROOT, "ab12cd34");
  expect(await readGrantKey(ROOT, change(token))).toBeUndefined();
});
