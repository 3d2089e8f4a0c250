/** Builds all code that runs in browsers: inside the pages agents see, and in the pages for people. */
import { buildInPage } from "./build-in-page.ts";
import { buildPages } from "./build-pages.ts";
import { isStarted } from "./project-folders.ts";

/** Called before every start, test and deploy. */
export async function buildBrowserCode(): Promise<void> {
  await Promise.all([buildInPage(), buildPages()]);
}

if (isStarted(import.meta.url)) await buildBrowserCode();
