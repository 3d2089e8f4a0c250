import { readFileSync } from "node:fs";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import {
  globalsProbe,
  globalsTold,
  mayBeFramed,
  runsIn,
} from "../../src/browser/consent/evidence.ts";
import { CONSENT_FRAMEWORKS } from "../../src/browser/consent/frameworks.ts";
import { CONSENT_PAGES } from "../support/consent-pages.ts";

const named = (name: string) => {
  const framework = CONSENT_FRAMEWORKS.find((one) => one.name === name);
  if (framework === undefined) throw new Error(`no framework ${name}`);
  return framework;
};

const NAMES = [...new Set(CONSENT_FRAMEWORKS.map(({ name }) => name))];

test("every framework has evidence, a banner, and both replies", () => {
  for (const { name, globals, scriptHosts, banners, reject, accept } of CONSENT_FRAMEWORKS) {
    expect(globals.length + scriptHosts.length, name).toBeGreaterThan(0);
    expect(banners.length, name).toBeGreaterThan(0);
    for (const ways of [reject, accept]) {
      expect(ways.length, name).toBeGreaterThan(0);
      expect(ways.every((way) => way.length > 0 && way.length <= 2)).toBe(true);
    }
  }
});

test("every framework has a page that imitates it; a frame's is in banners.workers.test.ts", () => {
  const imitated = new Set(CONSENT_PAGES.map(({ name }) => name));
  expect(NAMES.filter((name) => !imitated.has(name))).toEqual(["Sourcepoint"]);
});

test("the docs name every framework, and no other", () => {
  const docs = readFileSync(new URL("../../docs/consent.md", import.meta.url), "utf8");
  const rows = [...docs.matchAll(/^\| ([^|]+) \| .* \| .* \| .* \|$/gm)].map(([, name]) => name);
  expect(rows.slice(1)).toEqual(NAMES);
});

test.each([
  ["cdn.cookielaw.org", true],
  ["cookielaw.org", true],
  ["evilcookielaw.org", false],
  ["cookielaw.org.example", false],
])("a script of %s is evidence: %s", (host, expected) => {
  expect(runsIn(named("OneTrust"), { scriptHosts: [host], globals: [] })).toBe(expected);
});

test("a global is evidence for the framework that leaves it", () => {
  const evidence = { scriptHosts: [], globals: ["Didomi.setUserDisagreeToAll"] };
  expect(CONSENT_FRAMEWORKS.filter((one) => runsIn(one, evidence)).map(({ name }) => name)).toEqual(
    ["Didomi"],
  );
});

test.each([
  ["https://cdn.privacy-mgmt.com/index.html", "https://news.example/", true],
  ["https://cmp.news.example/index.html", "https://www.news.example/a", true],
  ["https://cmp.news.example/index.html", "https://news.example/a", true],
  ["https://news.example/index.html", "https://cmp.news.example/", false],
  ["https://other.example/index.html", "https://news.example/", false],
  ["https://privacy-mgmt.com.example/", "https://news.example/", false],
  ["about:srcdoc", "https://news.example/", false],
  ["", "https://news.example/", false],
])("a frame of %s on %s is the framework's: %s", (frame, page, expected) => {
  expect(mayBeFramed(named("Sourcepoint"), frame, page)).toBe(expected);
});

test("the probe tells what leads to something, and takes no markup for it", () => {
  class FakeNode {}
  const page = {
    Node: FakeNode,
    HTMLCollection: class {},
    a: { b: () => undefined },
    list: [],
    nothing: null,
    word: "text",
    element: Object.assign(new FakeNode(), { b: () => undefined }),
    get trap() {
      throw new Error("no");
    },
  };
  const paths = [
    "a.b",
    "a.c",
    "list.push",
    "nothing",
    "word",
    "element",
    "element.b",
    "trap",
    "x.y",
  ];
  expect(globalsTold(paths, runInNewContext(globalsProbe(paths), page))).toEqual([
    "a.b",
    "list.push",
  ]);
  expect(globalsTold(paths, { length: 9 })).toEqual([]);
});
