/** `npm run deploy [-- --dry-run]`: puts the server on Cloudflare, as `docs/deploy.md` says. */
import { setTimeout as sleep } from "node:timers/promises";
import { deploy } from "./deploy-steps.ts";
import { watchSignals } from "./signal-watch.ts";
import { runCommand, StartProblem } from "./start-problem.ts";
import { runWrangler } from "./wrangler-run.ts";

const USAGE = "Usage: npm run deploy [-- --dry-run]";
const HEALTHY_MS = 30_000;

/** A new address takes some seconds to be known everywhere. */
async function health(url: string): Promise<string | undefined> {
  for (const until = Date.now() + HEALTHY_MS; Date.now() < until; await sleep(1_000)) {
    const answer = await fetch(`${url}/health`, { signal: AbortSignal.timeout(5_000) }).catch(
      () => undefined,
    );
    // A server that is locked says so with 503.
    const body: unknown = await answer?.json().catch(() => undefined);
    const { status } = Object(body) as { readonly status?: unknown };
    if (typeof status === "string") return status;
  }
  return undefined;
}

await runCommand(() => {
  const given = process.argv.slice(2);
  if (given.some((one) => one !== "--dry-run")) throw new StartProblem(USAGE);
  // A signal that ends the process at once still has its exit duties done: what was made is shown.
  watchSignals();
  return deploy({
    wrangler: runWrangler,
    health,
    say: console.log,
    isInteractive: process.stdout.isTTY === true && !process.env.CI && !process.env.WORKERS_CI,
    isDryRun: given.length > 0,
  });
});
