import { writeFileSync } from "node:fs";
import type { Reporter, SerializedError, TestModule } from "vitest/node";

/** The variable that names the file this reporter writes its counts to. */
export const SUMMARY_FILE_VARIABLE = "LEAPFROG_TEST_SUMMARY";

/** Tests by their end; a module, suite or run that broke outside of its tests counts as one failed. */
export interface TestCounts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/**
 * A vitest reporter that leaves the counts in a file: vitest prints its own summary after the last
 * reporter has had its say, so whoever runs vitest prints the plain line.
 */
export default class PlainSummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly SerializedError[]): void {
    const file = process.env[SUMMARY_FILE_VARIABLE];
    if (file !== undefined) writeFileSync(file, JSON.stringify(countTests(modules, errors.length)));
  }
}

/** Such as `12 passed, 0 failed, 1 skipped`; skipped tests are named only where there are some. */
export function plainSummary(counts: TestCounts): string {
  const skipped = counts.skipped === 0 ? "" : `, ${counts.skipped} skipped`;
  return `${counts.passed} passed, ${counts.failed} failed${skipped}`;
}

function countTests(modules: readonly TestModule[], runErrors: number): TestCounts {
  const tests = modules.flatMap((module) => [...module.children.allTests()]);
  const states = tests.map((test) => test.result().state);
  const count = (state: string) => states.filter((found) => found === state).length;
  const broken = modules.map(brokenSuites).reduce((sum, number) => sum + number, runErrors);
  // A test still pending here never came to its end.
  const failed = count("failed") + count("pending") + broken;
  return { passed: count("passed"), failed, skipped: count("skipped") };
}

function brokenSuites(module: TestModule): number {
  const suites = [module, ...module.children.allSuites()];
  return suites.filter((suite) => suite.errors().length > 0).length;
}
