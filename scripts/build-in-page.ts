/** Bundles the code that runs inside pages into strings the Worker can send to Chrome. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";
import { PROJECT_FOLDER } from "./project-folders.ts";

const BROWSER_FOLDER = join(PROJECT_FOLDER, "src", "browser");

/** Writes `src/browser/in-page.generated.ts`; called before every start, test and deploy. */
export async function buildInPage(): Promise<void> {
  const [main, value] = await Promise.all([bundle("main.ts"), bundle("value.ts")]);
  const module = `// Written by scripts/build-in-page.ts from src/browser/in-page/.
export const IN_PAGE_CODE: string = ${JSON.stringify(main)};
/** An expression on one line, whose value is the function \`runScript\`. */
export const SCRIPT_CODE: string = ${JSON.stringify(`(()=>{${value.trim()}return bundle.runScript})()`)};
`;
  await writeFile(join(BROWSER_FOLDER, "in-page.generated.ts"), module);
}

async function bundle(entry: string): Promise<string> {
  const result = await build({
    entryPoints: [join(BROWSER_FOLDER, "in-page", entry)],
    bundle: true,
    write: false,
    minify: true,
    format: "iife",
    // What is not exported needs no name.
    ...(entry === "value.ts" ? { globalName: "bundle" } : {}),
    target: "chrome126",
    charset: "ascii",
  });
  return result.outputFiles[0]?.text ?? "";
}
