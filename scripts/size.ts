/** `npm run size`: the Worker's weight and start-up time; ends with 1 when one is over its budget. */
import { BUNDLE_BUDGET, bundleLine, measureBundle } from "./bundle-size.ts";
import { runCommand } from "./start-problem.ts";
import { runWrangler } from "./wrangler-run.ts";

await runCommand(async () => {
  const measure = await measureBundle(runWrangler);
  console.log(bundleLine(measure));
  const { gzipKiB, startUpMs } = BUNDLE_BUDGET;
  return measure.gzipKiB < gzipKiB && measure.startUpMs < startUpMs ? 0 : 1;
});
