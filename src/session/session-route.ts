import type { Browser } from "../browser/browser.ts";
import { endContext, type OwnContext } from "../browser/browser-context.ts";
import type { BrowserSource } from "../browser/browser-source.ts";
import { CdpEndpoint } from "../browser/cdp-endpoint.ts";
import { EgressProxy } from "../browser/egress/egress-proxy.ts";
import type { ProxyCredentials, ProxyRoute } from "../browser/proxy.ts";
import { unreachable } from "../browser/proxy-check.ts";
import { ToolFailure } from "../domain/failure.ts";
import type { SealedStore } from "./sealed-store.ts";
import type { RouteRequest } from "./session-contract.ts";

const KEY = "route";
const CONTEXT_KEY = "route:context";
const SEALED = "route";

/** What is stored of a route for all to see; an ordinary session has none. */
interface KeptRoute {
  readonly isCallers: boolean;
  /** Whether nothing can be opened without what is sealed. */
  readonly isSealed: boolean;
  readonly proxy?: Omit<ProxyRoute, "credentials"> | undefined;
}

/** What opens somebody's proxy, browser or account. */
interface Secret {
  readonly credentials?: ProxyCredentials | undefined;
  readonly cdp?: string | undefined;
  readonly checkUrl?: string | undefined;
}

interface KeptContext {
  readonly browserId: string;
  /** Undefined once it was ended. */
  readonly contextId?: string | undefined;
  /** Whether it may lack what the session had, or be of no use any more. */
  readonly isUnsure?: boolean;
}

/** Which browser a session works in, and by which way its requests go; kept beside its record. */
export class SessionRoute {
  readonly #platform: BrowserSource;
  readonly #storage: DurableObjectStorage;
  readonly #sealed: SealedStore;
  readonly egress: EgressProxy | undefined;
  /** Goes on being known when the session's storage is deleted, for what is still to be closed. */
  #route: KeptRoute | undefined;
  #secret: Promise<Secret | undefined> | undefined;
  #endpoint: CdpEndpoint | undefined;
  #isResumed = false;

  /** `egress` names the proxy of this machine that sessions go through, before one of their own. */
  constructor(
    platform: BrowserSource,
    storage: DurableObjectStorage,
    sealed: SealedStore,
    egress?: URL,
  ) {
    this.egress = egress && new EgressProxy(egress);
    this.#platform = platform;
    this.#storage = storage;
    this.#sealed = sealed;
  }

  /** Keeps what a new session asks for; without a key, secrets last as long as the object. */
  async keep({ proxy, cdp }: RouteRequest): Promise<void> {
    if (proxy === undefined && cdp === undefined) return;
    const secret: Secret = { credentials: proxy?.credentials, cdp, checkUrl: proxy?.checkUrl };
    const isSealed = secret.credentials !== undefined || cdp !== undefined;
    const plain = proxy === undefined ? undefined : withoutSecrets(proxy);
    this.#route = { isCallers: cdp !== undefined, isSealed, proxy: plain };
    this.#storage.kv.put(KEY, this.#route);
    this.#secret = Promise.resolve(secret);
    await this.#sealed.put(SEALED, secret);
  }

  /** Whether the browser is one of the caller's, which is never ended here. */
  get isCallers(): boolean {
    return this.#kept?.isCallers === true;
  }

  /** Whether what is typed passes through something of the caller's, a browser or a proxy. */
  get isWatched(): boolean {
    return this.isCallers || this.#kept?.proxy !== undefined;
  }

  /** Whether the last connection has found the session's context of before, with all it had. */
  get isResumed(): boolean {
    return this.#isResumed;
  }

  /** Whether there may still be a context that holds all the session has. */
  get isWhole(): boolean {
    const context = this.#context;
    return context?.contextId !== undefined && context.isUnsure !== true;
  }

  /** Says whether the session's context is to be looked for, should the hold on it be lost. */
  trust(isWhole: boolean): void {
    const context = this.#context;
    if (context !== undefined) this.#keepContext({ ...context, isUnsure: !isWhole });
  }

  /** Throws what to tell the caller when the secrets that open the route cannot be read. */
  async unlock(): Promise<void> {
    if (this.#kept !== undefined) await this.#secrets();
  }

  async source(): Promise<BrowserSource> {
    if (!this.isCallers) return this.#platform;
    const { cdp } = await this.#secrets();
    if (cdp === undefined) throw unreadable(true);
    this.#endpoint ??= new CdpEndpoint(cdp);
    return this.#endpoint;
  }

  /** The context of its own that the session has or needs in a browser; undefined for none. */
  async contextIn(
    browserId: string,
    signal: AbortSignal,
    allowedHosts?: readonly string[],
  ): Promise<OwnContext | undefined> {
    const kept = this.#kept;
    this.#isResumed = false;
    // A browser of the caller's may stand on another machine than the proxy of this one.
    const filter = this.isCallers ? undefined : this.egress;
    if (kept === undefined && filter === undefined) return undefined;
    const proxy = kept?.proxy && withSecrets(kept.proxy, await this.#secrets());
    const context = this.#context;
    const isHeld = context?.browserId === browserId;
    const isThere = isHeld && context.contextId !== undefined;
    const egress = isThere ? undefined : await serverOf(filter, proxy, allowedHosts);
    const unfiltered = proxy === undefined ? "direct" : "proxied";
    const onEntered = (contextId: string, isFormer: boolean) => {
      this.#isResumed = isFormer;
      // One that comes after another is empty at first; the other may be what broke the connection.
      this.#keepContext({ browserId, contextId, isUnsure: context !== undefined });
    };
    return {
      contextId: isHeld ? context.contextId : undefined,
      former: this.isCallers && !isHeld ? context?.contextId : undefined,
      isFormerWhole: this.isWhole,
      proxy,
      way: filter === undefined ? unfiltered : "filtered",
      egress,
      isShared: this.isCallers,
      signal,
      onEntered,
    };
  }

  /** Ends the session's context in a browser of the caller's; nothing else is ended there. */
  async leave(browser: Browser | undefined): Promise<void> {
    const context = this.#context;
    if (browser !== undefined) await browser.leave();
    else await this.#leaveAnew(context);
    // The session's storage may be deleted by now.
    if (this.#context !== undefined) this.#keepContext({ ...context, contextId: undefined });
  }

  async #leaveAnew({ browserId, contextId }: Partial<KeptContext> = {}): Promise<void> {
    const source = await this.source();
    await source.close(browserId ?? "");
    if (contextId !== undefined) await endContext(await source.connect(browserId ?? ""), contextId);
  }

  get #kept(): KeptRoute | undefined {
    this.#route ??= this.#storage.kv.get<KeptRoute>(KEY);
    return this.#route;
  }

  get #context(): KeptContext | undefined {
    return this.#storage.kv.get<KeptContext>(CONTEXT_KEY);
  }

  #keepContext({ browserId = "", ...rest }: Partial<KeptContext>): void {
    this.#storage.kv.put(CONTEXT_KEY, { browserId, ...rest } satisfies KeptContext);
  }

  async #secrets(): Promise<Secret> {
    this.#secret ??= this.#unseal();
    const secret = await this.#secret;
    if (secret === undefined && this.#kept?.isSealed === true) throw unreadable(this.isCallers);
    return secret ?? {};
  }

  async #unseal(): Promise<Secret | undefined> {
    const secret = await this.#sealed.get(SEALED);
    return isSecret(secret) ? secret : undefined;
  }
}

async function serverOf(
  filter: EgressProxy | undefined,
  proxy: ProxyRoute | undefined,
  allowedHosts: readonly string[] | undefined,
): Promise<string | undefined> {
  if (proxy === undefined) return filter?.serverFor(allowedHosts);
  const server = await filter?.serverBefore(proxy, allowedHosts);
  if (filter !== undefined && server === undefined) throw unreachable();
  return server;
}

function isSecret(value: unknown): value is Secret {
  return typeof value === "object" && value !== null;
}

/** The address of a first page may open an account too; its host is all that is kept unsealed. */
function withoutSecrets({ server, bypass, checkUrl }: ProxyRoute): Omit<ProxyRoute, "credentials"> {
  return { server, bypass, checkUrl: new URL("/", checkUrl).href };
}

function withSecrets(
  plain: Omit<ProxyRoute, "credentials">,
  { credentials, checkUrl }: Secret,
): ProxyRoute {
  const isStandIn = checkUrl === undefined;
  return { ...plain, credentials, checkUrl: checkUrl ?? plain.checkUrl, isStandIn };
}

function unreadable(isCallers: boolean): ToolFailure {
  const subject = isCallers ? "browser" : "proxy";
  return new ToolFailure(
    "session_lost",
    `Nothing was done: what opens the session's ${subject} cannot be read with the present LEAPFROG_KEY.`,
    "Call session_destroy, then session_create for a new one.",
  );
}
