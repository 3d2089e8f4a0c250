import { createServer } from "node:https";
import type { TestProject } from "vitest/node";
import { selfSigned } from "./self-signed.ts";

/** Serves one page over TLS with a certificate that nobody trusts, as long as the project runs. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { securePages } = project.config.provide;
  if (securePages === undefined) throw new Error("no origin is provided");
  const { hostname, port } = new URL(securePages);
  const server = createServer(selfSigned(hostname), (_, response) => response.end("<p>Secret</p>"));
  await new Promise<void>((done) => server.listen(Number(port), hostname, done));
  return () =>
    new Promise((done) => {
      server.closeAllConnections();
      server.close(() => done());
    });
}

declare module "vitest" {
  interface ProvidedContext {
    /** Origin of a page whose certificate is self-signed. */
    securePages: string;
  }
}
