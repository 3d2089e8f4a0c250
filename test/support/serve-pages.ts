import type { TestProject } from "vitest/node";
import { startPages } from "./pages-server.ts";

/** Serves the pages of the tests on both origins for as long as the project runs. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { pages, otherPages } = project.config.provide;
  if (pages === undefined || otherPages === undefined) throw new Error("no origins are provided");
  const servers = await Promise.all([startPages(pages), startPages(otherPages)]);
  return async () => {
    await Promise.all(servers.map((close) => close()));
  };
}

declare module "vitest" {
  interface ProvidedContext {
    /** What the fuzzer draws by. */
    fuzzSeed: number;
    /** Origin of the test pages. */
    pages: string;
    /** The same server on another origin. */
    otherPages: string;
    /** An open address on which nothing listens. */
    closedOrigin: string;
  }
}
