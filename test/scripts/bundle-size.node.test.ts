import { writeFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { activeMs, BUNDLE_BUDGET, bundleLine, measureBundle } from "../../scripts/bundle-size.ts";
import { runWrangler } from "../../scripts/wrangler-run.ts";

const frame = (functionName: string) => ({ functionName });

test("time in which nothing ran is no start-up", () => {
  const nodes = [
    { id: 1, callFrame: frame("(root)") },
    { id: 2, callFrame: frame("(idle)") },
    { id: 3, callFrame: frame("(garbage collector)") },
    { id: 4, callFrame: frame("main") },
  ];
  const profile = { nodes, samples: [4, 2, 3, 1], timeDeltas: [5_000, 70_000, 2_000, 900] };
  expect(activeMs(profile)).toBe(7);
});

// A profile's clock runs on while a busy machine does something else: `npm run size` judges the time.
test("the Worker stays under 1 MiB gzip, and its start-up can be told", async () => {
  const measure = await measureBundle(runWrangler);
  expect(measure.gzipKiB).toBeGreaterThan(300);
  expect(measure.gzipKiB).toBeLessThan(BUNDLE_BUDGET.gzipKiB);
  expect(measure.startUpMs).toBeGreaterThan(1);
  expect(bundleLine(measure)).toMatch(/^Bundle: \d+ KiB gzip of 1024\. Start-up: \d+ ms of 400/);
});

test("what wrangler says is told where it cannot measure", async () => {
  const broken = async () => ({ code: 1, stdout: "", stderr: "Build failed" });
  await expect(measureBundle(broken)).rejects.toThrow(/cannot be measured\.\nBuild failed/);
});

test("a slow start is looked at again, thrice at most, and the quickest counts", async () => {
  const starts = [900_000, 600_000, 700_000, 1];
  let count = 0;
  const wrangler = async (args: readonly string[]) => {
    const file = args.find((one) => one.startsWith("--outfile="))?.slice(10) ?? "";
    const nodes = [{ id: 1, callFrame: frame("main") }];
    const timeDeltas = [starts[count++] ?? 0];
    await writeFile(file, JSON.stringify({ nodes, samples: [1], timeDeltas }));
    return { code: 0, stdout: "Bundle: 9.00 KiB / gzip: 3.00 KiB", stderr: "" };
  };
  expect(await measureBundle(wrangler)).toEqual({ gzipKiB: 3, startUpMs: 600 });
  expect(count).toBe(3);
});
