/** Runs the tests in a real browser, with vitest's own arguments, and ends with its exit code. */
import { runCommand } from "./start-problem.ts";
import { runTests } from "./vitest-run.ts";

await runCommand(() => runTests(process.argv.slice(2)));
