import { createServer } from "node:http";
import { type Chromium, startChromium } from "./chromium.ts";

/**
 * Starts and ends one Chromium on a port that is known beforehand, when a test inside workerd asks
 * for it: `/start` answers the path of its endpoint, `/end` ends it by force. The result stops both.
 */
export async function openBrowserDesk(origin: string, port: number): Promise<() => Promise<void>> {
  let browser: Chromium | undefined;
  const end = async () => {
    await browser?.kill();
    browser = undefined;
  };
  const serve = async (path: string | undefined): Promise<string> => {
    await end();
    if (path === "/start") browser = await startChromium(port);
    return browser?.path ?? "";
  };
  const server = createServer((request, response) => {
    serve(request.url).then(
      (text) => response.end(text),
      (error) => response.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>((done) => server.listen(Number(new URL(origin).port), "127.0.0.1", done));
  return async () => {
    await end();
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  };
}
