import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";

/** A door to a server for clients that cannot send a token. */
export interface TokenProxy extends AsyncDisposable {
  readonly origin: string;
}

/** Hands every request on to `origin` as it is, with the bearer token added; at 127.0.0.1 only. */
export async function startTokenProxy(origin: string, token: string): Promise<TokenProxy> {
  const server = createServer((asked, response) => forward(origin, token, asked, response));
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    origin: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

function forward(
  origin: string,
  token: string,
  asked: IncomingMessage,
  response: ServerResponse,
): void {
  const headers = { ...asked.headers, authorization: `Bearer ${token}` };
  const onward = request(new URL(asked.url ?? "/", origin), { method: asked.method, headers });
  onward.on("response", (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  onward.on("error", () => response.destroy());
  // Whoever hangs up here hangs up there too.
  response.on("close", () => onward.destroy());
  asked.pipe(onward);
}
