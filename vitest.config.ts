import { randomBytes } from "node:crypto";
import { cloudflareTest } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";
import { policyText } from "./scripts/policy-setting.ts";
import { SETTING_NAMES } from "./src/domain/setting-reader.ts";
import { freePorts } from "./test/support/free-ports.ts";

// Known before anything starts, because the Worker under test is told which private hosts are open.
const [pages, otherPages, closed, proxy, openProxy, desk, guest, browsers, secure, egress, probe] =
  await freePorts(11);

/** The soak's form for every day; `npm run soak` asks for a longer one. */
const SHORT_SOAK_SECONDS = 20;

const egressKey = randomBytes(24).toString("hex");
const DEFAULT_FUZZ_SEED = 20_261_126;

/**
 * Settings of the Worker under test; the token is a test's own and opens nothing else. Every other
 * setting is named as unset, so that a developer's own `.dev.vars` changes no result.
 */
const bindings = {
  ...Object.fromEntries(SETTING_NAMES.map((name) => [name, ""])),
  // What is tested here is not what the shipped policy limits.
  LEAPFROG_POLICY: await policyText("policies/open.json"),
  LEAPFROG_KEY: "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
  LEAPFROG_TOKEN: "test-token-test-token-test-token-0123456789",
  EGRESS_PROXY: `http://:${egressKey}@${here(egress)}`,
  ALLOW_PRIVATE_HOSTS: [
    ...[pages, otherPages, closed, proxy, openProxy, secure, probe].map(here),
    `localhost:${probe}`,
    ...["localhost", "frames.localhost", "more.localhost"].map((name) => `${name}:${pages}`),
  ].join(),
  CDP_ALLOWED_HOSTS: [guest, closed].map(here).join(),
};

function here(port: number | undefined): string {
  return `127.0.0.1:${port}`;
}

/**
 * Two cores drive real browsers; more files at once only make each other late. A test gets a second
 * try, since fifteen browsers can starve any of them for seconds.
 */
function oneAtATime(groupOrder: number) {
  return { maxWorkers: 1, sequence: { groupOrder }, retry: 1 };
}

export default defineConfig({
  test: {
    // Every call and every refused request writes one; tests that look at them listen by themselves.
    onConsoleLog: (log) => !/^\{"event":"(call|refused)"/.test(log),
    projects: [
      {
        test: {
          name: "node",
          include: ["test/**/*.node.test.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          ...oneAtATime(1),
        },
      },
      {
        plugins: [
          cloudflareTest({
            wrangler: { configPath: "./wrangler.toml" },
            miniflare: {
              bindings,
              r2Buckets: ["TEST_BUCKET"],
              kvNamespaces: ["TEST_KV"],
              analyticsEngineDatasets: { TEST_METRICS: { dataset: "leapfrog_calls" } },
            },
          }),
        ],
        test: {
          name: "workers",
          include: ["test/**/*.workers.test.ts"],
          globalSetup: [
            "test/support/serve-pages.ts",
            "test/support/serve-secure.ts",
            "test/support/serve-routes.ts",
            "test/support/serve-egress.ts",
            "test/support/serve-browsers.ts",
          ],
          provide: {
            pages: `http://127.0.0.1:${pages}`,
            otherPages: `http://127.0.0.1:${otherPages}`,
            securePages: `https://127.0.0.1:${secure}`,
            closedOrigin: `http://127.0.0.1:${closed}`,
            browsers: `http://127.0.0.1:${browsers}`,
            soak: {
              seconds: Number(process.env.LEAPFROG_SOAK_SECONDS || SHORT_SOAK_SECONDS),
              seed: process.env.LEAPFROG_SOAK_SEED ?? "",
            },
            egress: { port: egress ?? 0, key: egressKey, open: bindings.ALLOW_PRIVATE_HOSTS },
            probe: `http://127.0.0.1:${probe}`,
            fuzzSeed: Number(process.env.LEAPFROG_FUZZ_SEED || DEFAULT_FUZZ_SEED),
            proxy: `http://127.0.0.1:${proxy}`,
            openProxy: `http://127.0.0.1:${openProxy}`,
            browserDesk: `http://127.0.0.1:${desk}`,
            guestPort: guest ?? 0,
          },
          testTimeout: 60_000,
          hookTimeout: 60_000,
          ...oneAtATime(2),
        },
      },
    ],
  },
});
