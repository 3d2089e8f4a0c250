import { createServer } from "node:net";
import { StartProblem } from "./start-problem.ts";

/** Ends with a `StartProblem` when a port of 127.0.0.1 cannot be listened on, saying who holds it if it is a Leapfrog. */
export async function requireFreePort(port: number): Promise<void> {
  const code = await listenError(port);
  if (code === undefined) return;
  if (code !== "EADDRINUSE") {
    throw new StartProblem(`Port ${port} cannot be used (${code}). Choose another with PORT=….`);
  }
  const holder = (await isLeapfrog(port))
    ? `A Leapfrog already runs at http://127.0.0.1:${port}. Use it, end it`
    : `Port ${port} is in use by another program. End that`;
  throw new StartProblem(`${holder}, or choose another port: PORT=${port + 1} npm start.`);
}

async function listenError(port: number): Promise<string | undefined> {
  return await new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(undefined)));
  });
}

async function isLeapfrog(port: number): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(2_000);
    const answer = await fetch(`http://127.0.0.1:${port}/health`, { signal });
    const health = (await answer.json()) as { status?: unknown; version?: unknown } | null;
    return /^(ok|locked)$/.test(String(health?.status)) && typeof health?.version === "string";
  } catch {
    return false;
  }
}
