import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { requireFreePort } from "../../scripts/free-port.ts";

async function portUsedBy(answer: RequestListener, judge: (port: number) => Promise<void>) {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  try {
    await judge(port);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
  return port;
}

test("a free port is fine", async () => {
  const port = await portUsedBy(
    () => undefined,
    async () => undefined,
  );

  await expect(requireFreePort(port)).resolves.toBeUndefined();
});

test("a port that another program uses ends the start and names PORT", async () => {
  const answer: RequestListener = (_, response) => response.end("hello");

  await portUsedBy(answer, async (port) => {
    const message = `Port ${port} is in use by another program. End that, or choose another port: PORT=${port + 1} npm start.`;
    await expect(requireFreePort(port)).rejects.toThrow(message);
  });
});

test("a Leapfrog at the port is told apart by its health", async () => {
  const answer: RequestListener = (request, response) =>
    response.end(request.url === "/health" ? '{"status":"locked","version":"1.0.0"}' : "");

  await portUsedBy(answer, async (port) => {
    const message = `A Leapfrog already runs at http://127.0.0.1:${port}`;
    await expect(requireFreePort(port)).rejects.toThrow(message);
  });
});
