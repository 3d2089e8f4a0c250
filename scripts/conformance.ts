/** `npm run conformance`: the official MCP suite, both revisions, against the wrapper and the server. */
import { describe, examine } from "../test/conformance/conformance.ts";
import { suiteVersion } from "../test/conformance/suite.ts";
import { runCommand } from "./start-problem.ts";

async function conformance(): Promise<number> {
  console.log(`@modelcontextprotocol/conformance ${await suiteVersion()}`);
  let problems = 0;
  // One after the other: a second wrangler's build would have the first one load its Worker anew.
  for (const target of ["wrapper", "server"] as const) {
    for (const finding of await examine(target)) {
      console.log(describe(finding));
      problems += finding.verdict.problems.length;
    }
  }
  return problems === 0 ? 0 : 1;
}

await runCommand(conformance);
