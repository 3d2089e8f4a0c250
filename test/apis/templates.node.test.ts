import fc from "fast-check";
import { expect, test } from "vitest";
import { namesIn, type SeenPath, templatesOf, valuesIn } from "../../src/apis/templates.ts";

function templates(...paths: (string | readonly [string, string])[]): string[] {
  const seen = paths.map((one): SeenPath => {
    const [path, traits] = typeof one === "string" ? [one, ""] : one;
    return { path, traits: new Set(traits.split(" ").filter(Boolean)) };
  });
  return [...new Set(templatesOf(seen).values())].sort();
}

test.each([
  ["/users/42/orders/7", "/users/{userId}/orders/{orderId}"],
  ["/api/v1/categories/3f2504e0-4f89-41d3-9a0c-0305e82c3301", "/api/v1/categories/{categoryId}"],
  ["/v2/7", "/v2/{id}"],
  ["/files/01ARZ3NDEKTSV4RRFFQ69G5FAV", "/files/{fileId}"],
  ["/blobs/d41d8cd98f00b204e9800998ecf8427e/raw", "/blobs/{blobId}/raw"],
  ["/videos/dQw4w9WgXcQ", "/videos/{videoId}"],
  ["/customers/cus_NffrFeUfNV2Hib", "/customers/{customerId}"],
  ["/rates/2024-05-01", "/rates/{date}"],
  ["/archive/2024/05/01", "/archive/{year}/{month}/{day}"],
  ["/archive/2024/05", "/archive/{year}/{month}"],
  ["/people/ada@mail.example", "/people/{personId}"],
  ["/people/ada%40mail.example", "/people/{personId}"],
  ["/posts/1234-my-first-post", "/posts/{postId}"],
  ["/posts/how-to-bake-a-good-cake", "/posts/{postId}"],
  ["/order-items/9", "/order-items/{orderItemId}"],
  ["/a/1/2/3", "/a/{id}/{id2}/{id3}"],
  ["/user/1/users/2", "/user/{userId}/users/{userId2}"],
  ["/entity/Q42", "/entity/{entityId}"],
  ["/users/42.json", "/users/{userId}"],
  ["/api/me", "/api/me"],
  ["/en-US/search/new", "/en-US/search/new"],
  ["/api/v1.2/oauth2/token", "/api/v1.2/oauth2/token"],
  ["/users/", "/users/"],
  ["//users//42/", "//users//{userId}/"],
  ["/caf%C3%A9/menu", "/{id}/menu"],
  ["/a%2Fb/42", "/{id}/{id2}"],
  ["/docs;lang=de;draft/42", "/docs;lang={lang};draft/{docId}"],
  ["/odata/Users(42)/Name", "/odata/Users({userId})/Name"],
  ["/odata/Users('ada')", "/odata/Users({userId})"],
  ["/messages:send", "/messages:send"],
  ["/broken%ZZ/x", "/{id}/x"],
  ["/", "/"],
])("%s becomes %s", (path, template) => {
  expect(templates(path)).toEqual([template]);
});

const USER = ".id .name .mail";

test("three names with like answers are values, words and other answers are not", () => {
  const users = ["ada", "bob", "eve"].map((name) => [`/users/${name}`, USER] as const);
  expect(templates(...users.slice(1))).toEqual(["/users/bob", "/users/eve"]);
  expect(
    templates(...users, ["/users/me", USER], ["/users/count", ".total"], "/users/dan"),
  ).toEqual(["/users/count", "/users/me", "/users/{userId}"]);
  const kinds = ["orders", "invoices", "carts"].map((name) => [`/api/v1/${name}`, USER] as const);
  expect(templates(...kinds)).toHaveLength(3);
});

test("names join the ids beside them, and what follows is put together", () => {
  expect(
    templates(
      ["/users/1", USER],
      ["/users/2", USER],
      ["/users/ada", USER],
      ["/users/1/pets/7", ".a"],
    ),
  ).toEqual(["/users/{userId}", "/users/{userId}/pets/{petId}"]);
  const repos = ["a/x", "b/y", "c/z"].map((name) => [`/repos/${name}/pulls/1`, USER] as const);
  expect(templates(...repos)).toHaveLength(3);
  const nested = ["a", "b", "c"].flatMap((owner) =>
    ["x", "y", "z"].map((name) => [`/repos/${owner}/${name}`, USER] as const),
  );
  expect(templates(...nested)).toEqual(["/repos/{repoId}/{repoId2}"]);
});

test("an envelope alone makes no answers alike", () => {
  const deep = [".data .data.a .data.b", ".data .data.c .data.d", ".data .data.e .data.f"];
  expect(templates(...deep.map((traits, n) => [`/x/${"pqr"[n]}`, traits] as const))).toHaveLength(
    3,
  );
});

test("percent signs stay as they are, and names are never broken", () => {
  expect(templates("/a%20b/c", "/%7Bx%7D/c")).toEqual(["/{id}/c"]);
  expect(valuesIn("/users/{userId}", "/users/a%2Fb")).toEqual(["a%2Fb"]);
  expect(valuesIn("/users/{userId}", "/users/")).toBeUndefined();
  expect(valuesIn("/a.b/{x}", "/aXb/1")).toBeUndefined();
});

const segment = fc.oneof(
  fc.constantFrom(
    "users",
    "orders",
    "me",
    "api",
    "v1",
    "en",
    "",
    "a",
    "b",
    "c",
    "x;lang=de",
    "Users(1)",
  ),
  fc.constantFrom(
    "1",
    "42",
    "2024",
    "05",
    "2024-05-01",
    "ada",
    "a%2Fb",
    "ada@b.example",
    "my-post-421",
  ),
  fc.string({ maxLength: 6 }),
  fc.uuid(),
);
const seenPath = fc.record({
  path: fc
    .array(segment, { maxLength: 5 })
    .map((all) => new URL(`https://a.example/${all.join("/")}`).pathname),
  traits: fc
    .constantFrom("", USER, ".a .b .c", ".a")
    .map((text) => new Set(text.split(" ").filter(Boolean))),
});

/** What OpenAPI chooses: at the first place where templates differ, the word. */
function chosen(all: readonly string[], path: string): string | undefined {
  const key = (template: string) =>
    template
      .split("/")
      .map((one) => (one.includes("{") ? (one.startsWith("{") ? 2 : 1) : 0))
      .join("");
  const fitting = all.filter((one) => valuesIn(one, path) !== undefined);
  return fitting.sort((a, b) => (key(a) < key(b) ? -1 : 1))[0];
}

test("a path is of the template that OpenAPI chooses for it, and hierarchies are there once", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(seenPath, { selector: ({ path }) => path, maxLength: 30 }),
      (paths) => {
        const found = templatesOf(paths);
        const all = [...new Set(found.values())];
        expect(found.size).toBe(paths.length);
        for (const { path } of paths) expect(chosen(all, path)).toBe(found.get(path));
        expect(new Set(all.map((one) => one.replace(/\{\w+\}/g, "{}"))).size).toBe(all.length);
        for (const template of all) {
          const names = namesIn(template);
          expect(new Set(names).size).toBe(names.length);
          expect(template.replace(/\{[a-z]\w*\}/gi, "")).not.toMatch(/[{}]/);
        }
        expect([...templatesOf([...paths].reverse())].sort()).toEqual([...found].sort());
      },
    ),
    { numRuns: 500 },
  );
});

test("five hundred paths are read in no time", () => {
  const paths = Array.from({ length: 500 }, (_, n) => ({
    path: `/x/${"abcdefgh"[n % 8]}/${"ijklmnop"[(n >> 3) % 8]}/${"qrstuvwx"[n >> 6]}/end`,
    traits: new Set(USER.split(" ")),
  }));
  const start = performance.now();
  expect(new Set(templatesOf(paths).values())).toEqual(new Set(["/x/{id}/{id2}/{id3}/end"]));
  expect(performance.now() - start).toBeLessThan(2_000);
});
