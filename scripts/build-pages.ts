/** Bundles the code and the styles of the pages for people into the folder of static assets. */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { build } from "esbuild";
import { PROJECT_FOLDER } from "./project-folders.ts";

const SOURCE = join(PROJECT_FOLDER, "src", "pages");
/** Named by `assets` in wrangler.toml; a file's path in it is its path on the server. */
const ASSETS = join(PROJECT_FOLDER, "dist", "assets");

/** Scripts of these pages alone, no frame, nobody else's parts; the pages themselves say the same. */
const HEADERS = `/pages/*
  X-Content-Type-Options: nosniff
  Content-Security-Policy: default-src 'none'
  Cross-Origin-Resource-Policy: same-origin
  Referrer-Policy: no-referrer
  Cache-Control: no-cache
`;

/** Writes `dist/assets`; called before every start, test and deploy. */
export async function buildPages(): Promise<void> {
  const { outputFiles } = await build({
    entryPoints: [
      ...["live", "dashboard"].map((page) => ({ in: join(SOURCE, page, "main.ts"), out: page })),
      ...["live", "dashboard", "plain"].map((page) => ({
        in: join(SOURCE, page, `${page}.css`),
        out: page,
      })),
    ],
    outdir: join(ASSETS, "pages"),
    bundle: true,
    write: false,
    minify: true,
    format: "esm",
    target: ["chrome126", "firefox128", "safari17"],
    charset: "utf8",
  });
  const texts = outputFiles.map(({ path, text }) => keep(path, text));
  await Promise.all([...texts, keep(join(ASSETS, "_headers"), HEADERS)]);
}

/** A server that is running loads everything again when one of its assets is written. */
async function keep(path: string, text: string): Promise<void> {
  const present = await readFile(path, "utf8").catch(() => undefined);
  if (present === text) return;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}
