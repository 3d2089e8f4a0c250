import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const ENTRY = fileURLToPath(new URL("in-page.ts", import.meta.url));

/** The code of `in-page.ts` as one expression whose value is what it exports. */
export async function truthScript(): Promise<string> {
  const result = await build({
    entryPoints: [ENTRY],
    bundle: true,
    write: false,
    format: "iife",
    globalName: "leapfrogTruth",
    charset: "ascii",
  });
  return `(() => { ${result.outputFiles[0]?.text ?? ""}\nreturn leapfrogTruth; })()`;
}
