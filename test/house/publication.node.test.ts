import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import * as z from "zod";
import { billOf, costTables } from "../../scripts/cost.ts";
import { generated } from "../../scripts/generate-docs.ts";
import { deployButton, registryEntry, withBlock } from "../../scripts/publication.ts";
import { SECRET_NAMES } from "../../scripts/settings.ts";

const ROOT = new URL("../../", import.meta.url);
const PACKAGE = JSON.parse(readFileSync(new URL("package.json", ROOT), "utf8"));
const REPOSITORY = "https://github.com/some-one/leapfrog";

/** What the registry's schema of 2025-12-11 asks of the fields used here, and no field besides. */
const input = {
  description: z.string().min(1).optional(),
  isRequired: z.boolean().optional(),
  isSecret: z.boolean().optional(),
  placeholder: z.string().optional(),
};
const header = z.strictObject({
  ...input,
  name: z.string().min(1),
  value: z.string().optional(),
  variables: z.record(z.string(), z.strictObject(input)).optional(),
});
const ENTRY = z.strictObject({
  $schema: z.literal(
    "https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json",
  ),
  name: z
    .string()
    .regex(/^[a-zA-Z0-9.-]+\/[a-zA-Z0-9._-]+$/)
    .max(200),
  title: z.string().min(1).max(100),
  description: z.string().min(1).max(100),
  version: z.string().regex(/^\d+\.\d+\.\d+(-[\w.]+)?$/),
  repository: z.strictObject({ url: z.url(), source: z.literal("github") }).optional(),
  remotes: z
    .array(
      z.strictObject({
        type: z.literal("streamable-http"),
        url: z.string().regex(/^https?:\/\/\S+$/),
        variables: z.record(z.string(), z.strictObject(input)),
        headers: z.array(header),
      }),
    )
    .min(1),
});

test.each([
  ["as it is", PACKAGE],
  ["once it has an address", { ...PACKAGE, repository: REPOSITORY }],
])("the registry's entry is one, %s", (_when, about) => {
  const entry = ENTRY.parse(JSON.parse(registryEntry(about)));
  expect(entry.version).toBe(PACKAGE.version);
  for (const { url, variables, headers } of entry.remotes) {
    const used = [...url.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    expect(used).toEqual(Object.keys(variables));
    for (const { value = "", variables: own = {} } of headers) {
      const named = [...value.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      expect(named).toEqual(Object.keys(own));
      expect(Object.values(own).every(({ isSecret }) => isSecret === true)).toBe(true);
    }
  }
});

test("one address in package.json gives button and registry the same one", () => {
  const about = { ...PACKAGE, repository: REPOSITORY };
  expect(deployButton(about)).toContain(`deploy.workers.cloudflare.com/?url=${REPOSITORY})`);
  const entry = JSON.parse(registryEntry(about));
  expect(entry.name).toBe("io.github.some-one/leapfrog");
  expect(entry.repository).toEqual({ url: REPOSITORY, source: "github" });
  expect(() => registryEntry({ ...PACKAGE, repository: "github:x/y" })).toThrow(/no address/);
});

test("without an address there is no button, and a name nobody can publish", () => {
  const { repository: _none, ...about } = PACKAGE;
  expect(deployButton(about)).toBe("");
  expect(JSON.parse(registryEntry(about)).name).toBe("com.example/leapfrog");
});

test("every generated file is what it is written from; run npm run docs", async () => {
  for (const [file, text] of await generated()) expect(readFileSync(file, "utf8"), file).toBe(text);
});

test("a block is put between its marks, again and again, and nowhere else", () => {
  const page = "a\n<!-- x -->\n<!-- /x -->\nb\n";
  const once = withBlock(page, "x", "text");
  expect(once).toBe("a\n<!-- x -->\n\ntext\n\n<!-- /x -->\nb\n");
  expect(withBlock(once, "x", "text")).toBe(once);
  expect(withBlock(once, "x", "")).toBe(page);
  expect(() => withBlock("a", "x", "text")).toThrow(/no place/);
});

test("the button asks for the three secrets and for nothing else, each with a word on it", () => {
  const example = readFileSync(new URL(".dev.vars.example", ROOT), "utf8");
  const asked = [...example.matchAll(/^([A-Z_]+)=(.*)$/gm)];
  expect(asked.map(([, name]) => name)).toEqual(SECRET_NAMES);
  expect(asked.map(([, , value]) => value)).toEqual(["", "", ""]);
  const described = PACKAGE.cloudflare.bindings;
  for (const name of SECRET_NAMES) expect(described[name].description).toMatch(/openssl rand/);
  const config = readFileSync(new URL("wrangler.toml", ROOT), "utf8");
  for (const name of Object.keys(described).filter((one) => !SECRET_NAMES.includes(one))) {
    expect(config).toMatch(new RegExp(`^binding = "${name}"$`, "m"));
  }
});

test("bills are what Cloudflare's own examples come to", () => {
  // 50 hours, and 10 browsers at once on 15 days, 20 on the others: the pricing page's second example.
  const { browserTime } = billOf({ sessions: 1, hoursADay: 50, days: 1 });
  expect(browserTime).toBeCloseTo(3.6);
  expect(billOf({ sessions: 15, hoursADay: 0, days: 30 }).browsersAtOnce).toBeCloseTo(10);
  expect(billOf({ sessions: 0, hoursADay: 0, days: 0 }).total).toBe(5);
  const long = billOf({ sessions: 100, hoursADay: 8, days: 30 });
  // 100 objects, 8 hours on 30 days: the second example of Durable Objects, without its rounding up.
  expect(long.objects).toBeCloseTo((11_059_200 - 400_000) * 12.5e-6);
  expect(costTables()).toContain("868 session-hours");
});
