import { BrowserGone } from "./browser-source.ts";
import type { Connection } from "./cdp.ts";
import { openConnection } from "./cdp.ts";
import type { EgressWay } from "./egress/guard.ts";
import { bypassList, type ProxyRoute } from "./proxy.ts";
import { contextBehind, disposeContext } from "./proxy-check.ts";
import { BLANK } from "./visit.ts";

/** A browser context of a session's own, apart from the one a browser starts with. */
export interface OwnContext {
  /** The one made before in the same browser; contexts outlive connections. */
  readonly contextId?: string | undefined;
  /** One of an earlier hold on what may be the same browser. */
  readonly former?: string | undefined;
  /** Whether the former one is used again where it is still there; else it is ended. */
  readonly isFormerWhole: boolean;
  readonly proxy?: ProxyRoute | undefined;
  readonly way: EgressWay;
  /**
   * The proxy of this machine that lets nothing through but what the rules open, for a context that is
   * still to be made; behind it comes the session's own, if it has one.
   */
  readonly egress?: string | undefined;
  /** Whether the browser has contexts and tabs of others. */
  readonly isShared: boolean;
  /** Once it aborts, no context is made that stays. */
  readonly signal: AbortSignal;
  /** Hears of a context, the former or a new one, as soon as it may be used again. */
  readonly onEntered: (contextId: string, isFormer: boolean) => void;
}

/** A context that a session is in. */
export interface EnteredContext {
  readonly contextId: string;
  /** Settles once the tab is there that was asked for because the context is new and has none. */
  readonly firstTab?: Promise<unknown>;
}

/** Finds the session's context again or makes it; throws `BrowserGone` when it is not there any more. */
export async function enterContext(
  connection: Connection,
  own: OwnContext,
): Promise<EnteredContext> {
  const { contextId, former, isFormerWhole, proxy, egress, signal, onEntered } = own;
  if (contextId !== undefined) {
    if (!(await isThere(connection, contextId))) throw new BrowserGone();
    return { contextId };
  }
  if (former !== undefined && (await isThere(connection, former))) {
    signal.throwIfAborted();
    if (isFormerWhole) {
      onEntered(former, true);
      return { contextId: former };
    }
    await disposeContext(connection, former);
  }
  const made =
    proxy === undefined
      ? await plainContext(connection, egress)
      : await contextBehind(connection, proxy, signal, egress);
  if (signal.aborted) {
    await disposeContext(connection, made);
    throw signal.reason;
  }
  onEntered(made, false);
  return proxy === undefined ? withTab(connection, made) : { contextId: made };
}

/** The process of a tab takes its time to start, so it is asked for before all else; it is empty and asks for nothing. */
function withTab(connection: Connection, browserContextId: string): EnteredContext {
  const firstTab = connection.send("Target.createTarget", { url: BLANK, browserContextId });
  // Whoever waits for it hears of its failure; nobody does where something else fails first.
  firstTab.catch(() => undefined);
  return { contextId: browserContextId, firstTab };
}

async function plainContext(connection: Connection, egress: string | undefined): Promise<string> {
  const way = egress === undefined ? {} : { proxyServer: egress, proxyBypassList: bypassList([]) };
  return (await connection.send("Target.createBrowserContext", way)).browserContextId;
}

async function isThere(connection: Connection, contextId: string): Promise<boolean> {
  const { browserContextIds } = await connection.send("Target.getBrowserContexts");
  return browserContextIds.includes(contextId);
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
