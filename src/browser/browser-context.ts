import { BrowserGone } from "./browser-source.ts";
import type { Connection } from "./cdp.ts";
import { openConnection } from "./cdp.ts";
import type { ProxyRoute } from "./proxy.ts";
import { contextBehind } from "./proxy-check.ts";

/** A browser context of a session's own, apart from the one a browser starts with. */
export interface OwnContext {
  /** The one made before in the same browser; contexts outlive connections. */
  readonly contextId?: string | undefined;
  readonly proxy?: ProxyRoute | undefined;
  /** Whether the browser has contexts and tabs of others. */
  readonly isShared: boolean;
  /** Hears of a context as soon as it may be used again. */
  readonly onMade: (contextId: string) => void;
}

/** Finds the session's context again or makes it; throws `BrowserGone` when it is not there any more. */
export async function enterContext(
  connection: Connection,
  { contextId, proxy, onMade }: OwnContext,
): Promise<string> {
  if (contextId !== undefined) {
    const { browserContextIds } = await connection.send("Target.getBrowserContexts");
    if (!browserContextIds.includes(contextId)) throw new BrowserGone();
    return contextId;
  }
  const made =
    proxy === undefined
      ? (await connection.send("Target.createBrowserContext")).browserContextId
      : await contextBehind(connection, proxy);
  onMade(made);
  return made;
}

/** Ends a context, with its tabs and storage, over a connection made for it. */
export async function endContext(socket: WebSocket, browserContextId: string): Promise<void> {
  const connection = openConnection(socket);
  try {
    await connection.send("Target.disposeBrowserContext", { browserContextId });
  } finally {
    connection.dispose();
  }
}
