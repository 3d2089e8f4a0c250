import { expect, test } from "vitest";
import { MARKS } from "../../src/browser/page-kind/marks.ts";
import type { FieldFact, PageFacts } from "../../src/browser/page-kind/page-facts.ts";
import { PAGE_KINDS } from "../../src/browser/page-kind/page-kind.ts";
import { classify } from "../../src/browser/page-kind/score.ts";
import { SIGNALS } from "../../src/browser/page-kind/signals.ts";

type Overrides = Partial<Omit<PageFacts, "counts">> & {
  readonly counts?: Partial<PageFacts["counts"]>;
};

function facts({ counts, ...rest }: Overrides = {}): PageFacts {
  const none = {
    textLength: rest.text?.length ?? 0,
    linkLength: 0,
    paragraphLength: 0,
    players: 0,
    charts: 0,
    code: 0,
    rows: 0,
    prices: 0,
    sections: 0,
    details: 0,
  };
  return {
    title: "",
    text: "",
    headings: [],
    controls: [],
    links: [],
    fields: [],
    groups: [],
    types: [],
    openGraph: "",
    marks: [],
    counts: { ...none, ...counts },
    ...rest,
  };
}

function field(type: string, hint = "", complete = ""): FieldFact {
  return { type, hint, complete, echoed: false };
}

const SIGN_IN = { title: "Sign in", headings: ["Sign in"], text: "Sign in Email Password" };
const BLOCKED = {
  title: "Access denied",
  headings: ["Access denied"],
  text: 'Access denied You don\'t have permission to access "/" on this server. Reference #18.2f3a.170 ',
};

test.each([
  ["nothing", {}, 200, "unknown"],
  ["nothing, and not found", {}, 404, "error"],
  [
    "a password",
    { ...SIGN_IN, controls: ["Sign in"], fields: [field("email"), field("password")] },
    200,
    "login",
  ],
  [
    "a new password",
    {
      ...SIGN_IN,
      title: "Create account",
      headings: ["Create account"],
      controls: ["Create account"],
      fields: [field("text"), field("email"), field("password", "", "new-password")],
    },
    200,
    "form",
  ],
  ["a refusal", BLOCKED, 403, "challenge"],
  [
    "a text about a refusal",
    { ...BLOCKED, counts: { textLength: 6_000, paragraphLength: 5_000 } },
    200,
    "article",
  ],
  [
    "a text about what is missing",
    {
      title: "The history of 404 Not Found",
      headings: ["The history of 404 Not Found"],
      text: "By Ada Finch, 7 min read",
      counts: { textLength: 4_000, paragraphLength: 3_600 },
    },
    200,
    "article",
  ],
  [
    "a missing page that was answered",
    { title: "Page not found", headings: ["404"], text: "404 This page does not exist. Go home" },
    200,
    "error",
  ],
  [
    "an address to fill in",
    {
      title: "Your address",
      controls: ["Save"],
      fields: ["street", "city", "postcode", "country"].map((hint) => field("text", hint)),
    },
    200,
    "form",
  ],
  [
    "an address and a card to fill in",
    {
      title: "Checkout",
      controls: ["Pay now"],
      fields: [field("text", "street"), field("text", "Card number", "cc-number")],
      counts: { prices: 3 },
    },
    200,
    "checkout",
  ],
] as const)("%s", (_what, given, status, kind) => {
  expect(classify(facts(given), status).kind).toBe(kind);
});

test("what says more is surer, and nothing is certain", () => {
  const fields = [field("email"), field("password")];
  const little = classify(facts({ fields }), 200);
  const more = classify(facts({ ...SIGN_IN, controls: ["Sign in"], fields }), 200);
  expect(little.confidence).toBeLessThan(more.confidence);
  const all = facts({
    ...SIGN_IN,
    controls: ["Sign in"],
    fields: [field("email", "", "username"), field("password")],
    text: "Sign in Forgot your password? Sign in with Google",
  });
  expect(classify(all, 200).confidence).toBeLessThanOrEqual(99);
});

test("who stands in the way is told apart from the site's own errors", () => {
  expect(classify(facts(BLOCKED), 403).barrier).toEqual({ way: "block", by: "Akamai" });
  const waiting = facts({
    title: "Just a moment...",
    text: "Verify you are human",
    marks: ["cloudflare"],
  });
  expect(classify(waiting, 403)).toMatchObject({
    kind: "challenge",
    barrier: { way: "challenge", by: "Cloudflare" },
  });
  expect(classify(facts({ title: "404 Not Found" }), 404).barrier).toBeUndefined();
});

test("the table names what there is: every kind has signals, every signal its own name", () => {
  const spoken = new Set(SIGNALS.flatMap(({ weights }) => Object.keys(weights)));
  expect(PAGE_KINDS.filter((kind) => kind !== "unknown" && !spoken.has(kind))).toEqual([]);
  expect(new Set(SIGNALS.map(({ what }) => what)).size).toBe(SIGNALS.length);
  expect(Object.values(MARKS).filter((selector) => selector.trim() === "")).toEqual([]);
});

test("facts as long and as odd as they can be are judged all the same", () => {
  for (const piece of ["access denied ", "1.1.1.", "a(", "\u{1F600}", "= ", "verify "]) {
    const long = piece.repeat(2_000 / piece.length);
    const odd = facts({
      title: long.slice(0, 200),
      text: long,
      headings: Array.from({ length: 40 }, () => long.slice(0, 80)),
      links: Array.from({ length: 100 }, () => long.slice(0, 80)),
      types: ["__proto__", "constructor"],
      marks: ["toString"],
    });
    expect(PAGE_KINDS).toContain(classify(odd, undefined).kind);
  }
});
