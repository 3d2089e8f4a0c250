/** Bundles the code that runs inside pages into one string the Worker can send to Chrome. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";
import { isStarted, PROJECT_FOLDER } from "./project-folders.ts";

const BROWSER_FOLDER = join(PROJECT_FOLDER, "src", "browser");

/** Writes `src/browser/in-page.generated.ts`; called before every start, test and deploy. */
export async function buildInPage(): Promise<void> {
  const result = await build({
    entryPoints: [join(BROWSER_FOLDER, "in-page", "main.ts")],
    bundle: true,
    write: false,
    minify: true,
    format: "iife",
    target: "chrome126",
    charset: "ascii",
  });
  const code = result.outputFiles[0]?.text ?? "";
  const module = `// Written by scripts/build-in-page.ts from src/browser/in-page/.\nexport const IN_PAGE_CODE: string = ${JSON.stringify(code)};\n`;
  await writeFile(join(BROWSER_FOLDER, "in-page.generated.ts"), module);
}

if (isStarted(import.meta.url)) await buildInPage();
