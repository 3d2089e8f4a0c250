import { freePorts } from "./free-ports.ts";
import { startPages } from "./pages-server.ts";

/** The test pages on a port of their own, for a test that runs in Node. */
export interface PageOrigin extends AsyncDisposable {
  /** What `ALLOW_PRIVATE_HOSTS` has to open. */
  readonly host: string;
  /** Address of a page with this markup. */
  page(html: string, extra?: Record<string, string>): string;
  /** Address that counts what is posted to it, and tells how much that was. */
  count(key: string): string;
  /** Address that answers what the browser sent. */
  readonly echo: string;
  /** Address that never answers. */
  readonly slow: string;
}

export async function startPageOrigin(): Promise<PageOrigin> {
  const [port] = await freePorts(1);
  const origin = `http://127.0.0.1:${port}`;
  const close = await startPages(origin);
  return {
    host: `127.0.0.1:${port}`,
    page: (html, extra = {}) => `${origin}/page?${new URLSearchParams({ html, ...extra })}`,
    count: (key) => `${origin}/count?key=${key}`,
    echo: `${origin}/echo`,
    slow: `${origin}/slow`,
    [Symbol.asyncDispose]: close,
  };
}
