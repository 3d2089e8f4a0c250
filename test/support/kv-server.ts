import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { freePorts } from "./free-ports.ts";

/** A namespace for a bare workerd, as far as reading, writing and deleting one key go. */
export interface KvServer extends AsyncDisposable {
  readonly port: number;
}

/** Starts one; nothing in it ever expires. */
export async function startKv(): Promise<KvServer> {
  const [port = 0] = await freePorts(1);
  const values = new Map<string, string>();
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://kv");
    if (request.method === "PUT") values.set(pathname, await text(request));
    if (request.method === "DELETE") values.delete(pathname);
    const value = request.method === "GET" ? values.get(pathname) : "";
    response.writeHead(value === undefined ? 404 : 200).end(value);
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return {
    port,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
}
