import { describe, expect, test } from "vitest";
import { readUpload, stateOfDomains } from "../../../src/tools/profiles/imported-state.ts";

const SOON = Math.round(Date.now() / 1000) + 3_600;

function imported(value: unknown, domains = ["shop.example"]) {
  const upload = readUpload(JSON.stringify(value));
  if (upload === undefined) throw new Error("not an upload");
  return stateOfDomains(upload, domains);
}

const cookie = (more: object = {}) => ({
  name: "sid",
  value: "1",
  domain: "shop.example",
  path: "/",
  ...more,
});

describe("the form", () => {
  test.each(["", "{", "null", "7", '"text"', "{}", '{"a":1}', '{"cookies":{}}'])(
    "%s is neither",
    (text) => {
      expect(readUpload(text)).toBeUndefined();
    },
  );

  test("Playwright's storageState and a list of cookies are read alike", () => {
    const cookies = [cookie({ expires: SOON, sameSite: "Lax" })];
    const one = imported(cookies);
    expect(one).toEqual(imported({ cookies, origins: [] }));
    expect(one.state.cookies).toEqual([
      { ...cookie({ expires: SOON, sameSite: "Lax" }), httpOnly: false, secure: false },
    ]);
  });

  test("what extensions export is read too", () => {
    const { state } = imported([
      cookie({ domain: ".shop.example", expirationDate: SOON + 0.5, sameSite: "no_restriction" }),
      cookie({ domain: ".shop.example", hostOnly: true, session: true, expirationDate: 5 }),
      cookie({ expires: -1, sameSite: "unspecified" }),
    ]);
    expect(state.cookies).toMatchObject([
      { domain: ".shop.example", expires: SOON + 0.5, sameSite: "None" },
      { domain: "shop.example" },
      { domain: "shop.example" },
    ]);
    expect(state.cookies[1]).not.toHaveProperty("expires");
    expect(state.cookies[2]).not.toHaveProperty("sameSite");
  });
});

describe("hostile states", () => {
  test("what belongs to other domains is left out, by registrable domain", () => {
    const { state, leftOut } = imported([
      cookie({ domain: "www.shop.example" }),
      cookie({ domain: ".shop.example" }),
      cookie({ domain: "notshop.example" }),
      cookie({ domain: "shop.example.evil.example" }),
      cookie({ domain: ".example" }),
      cookie({ domain: "co.uk" }),
    ]);
    expect(state.cookies.map(({ domain }) => domain)).toEqual([
      "www.shop.example",
      ".shop.example",
    ]);
    expect(leftOut).toMatchObject({ outside: 4, malformed: 0 });
  });

  test.each([
    [null],
    [7],
    [[]],
    [cookie({ value: 7 })],
    [cookie({ value: "a;b" })],
    [cookie({ value: "a\r\nSet-Cookie: x" })],
    [cookie({ name: "", value: "" })],
    [cookie({ name: "x".repeat(5_000) })],
    [cookie({ domain: "shop.example/evil" })],
    [cookie({ domain: "user@shop.example" })],
    [cookie({ domain: "shop.example:80" })],
    [cookie({ path: "relative" })],
    [cookie({ expires: "tomorrow" })],
    [{ ...cookie(), domain: undefined, url: "https://shop.example" }],
  ])("%j is malformed, counted and nothing else", (bad) => {
    const { state, leftOut } = imported([bad, cookie({ name: "good" })]);
    expect(state.cookies.map(({ name }) => name)).toEqual(["good"]);
    expect(leftOut).toMatchObject({ malformed: 1, outside: 0 });
  });

  test("names of prototypes are names", () => {
    const text = `{"__proto__": {"cookies": []}, "cookies": [{"__proto__": {"name": "x"}, "value": "1", "domain": "shop.example"}]}`;
    const upload = readUpload(text);
    expect(upload && stateOfDomains(upload, ["shop.example"]).leftOut.malformed).toBe(1);
    const origins = [
      { origin: "https://shop.example", localStorage: [{ name: "__proto__", value: "v" }] },
    ];
    expect(imported({ cookies: [], origins }).state.origins).toEqual([
      { origin: "https://shop.example", entries: [{ name: "__proto__", value: "v" }] },
    ]);
  });

  test("expired cookies are counted", () => {
    expect(imported([cookie({ expires: 5 }), cookie()]).leftOut).toMatchObject({ expired: 1 });
  });

  test("only whole web origins of the domains are taken, and databases are told of", () => {
    const localStorage = [{ name: "k", value: "v" }];
    const { state, leftOut } = imported({
      origins: [
        { origin: "https://shop.example", localStorage },
        { origin: "https://www.shop.example:8443", localStorage, indexedDB: [{ name: "db" }] },
        { origin: "https://shop.example/", localStorage },
        { origin: "chrome-extension://abc", localStorage },
        { origin: "https://evil.example", localStorage },
        { origin: "https://empty.shop.example", localStorage: [] },
        { origin: "https://a.shop.example", localStorage: [{ name: 7, value: "v" }] },
      ],
    });
    expect(state.origins.map(({ origin }) => origin)).toEqual([
      "https://shop.example",
      "https://www.shop.example:8443",
    ]);
    expect(leftOut).toEqual({ outside: 1, expired: 0, malformed: 3, databases: 1 });
  });

  test("a partition is kept as the browser writes it", () => {
    const { state } = imported([
      cookie({ partitionKey: "https://top.example", _crHasCrossSiteAncestor: true }),
    ]);
    expect(state.cookies[0]?.partitionKey).toBe(
      '{"topLevelSite":"https://top.example","hasCrossSiteAncestor":true}',
    );
  });
});
