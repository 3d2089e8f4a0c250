import type { Browser } from "../browser/browser.ts";
import { endContext, type OwnContext } from "../browser/browser-context.ts";
import { BrowserGone, type BrowserSource } from "../browser/browser-source.ts";
import { CdpEndpoint } from "../browser/cdp-endpoint.ts";
import type { ProxyCredentials, ProxyRoute } from "../browser/proxy.ts";
import type { SealedStore } from "./sealed-store.ts";
import type { RouteRequest } from "./session-contract.ts";

const KEY = "route";
const CONTEXT_KEY = "route:context";
const SEALED = "route";

/** What is stored of a route for all to see; an ordinary session has none. */
interface KeptRoute {
  readonly isCallers: boolean;
  readonly isSealed: boolean;
  readonly proxy?: Omit<ProxyRoute, "credentials"> | undefined;
}

/** What opens somebody's proxy or browser. */
interface Secret {
  readonly credentials?: ProxyCredentials | undefined;
  readonly cdp?: string | undefined;
}

interface KeptContext {
  readonly browserId: string;
  readonly contextId: string;
}

/** Which browser a session works in, and by which way its requests go; kept beside its record. */
export class SessionRoute {
  readonly #platform: BrowserSource;
  readonly #storage: DurableObjectStorage;
  readonly #sealed: SealedStore;
  #secret: Promise<Secret> | undefined;
  /** As it was asked for, until it was checked so. */
  #proxy: ProxyRoute | undefined;
  #endpoint: CdpEndpoint | undefined;

  constructor(platform: BrowserSource, storage: DurableObjectStorage, sealed: SealedStore) {
    this.#platform = platform;
    this.#storage = storage;
    this.#sealed = sealed;
  }

  /** Keeps what a new session asks for; without a key, secrets last as long as the object. */
  async keep({ proxy, cdp }: RouteRequest): Promise<void> {
    if (proxy === undefined && cdp === undefined) return;
    const secret: Secret = { credentials: proxy?.credentials, cdp };
    const isSealed = secret.credentials !== undefined || cdp !== undefined;
    const { kv } = this.#storage;
    const plain = proxy === undefined ? undefined : withoutSecrets(proxy);
    kv.put(KEY, { isCallers: cdp !== undefined, isSealed, proxy: plain } satisfies KeptRoute);
    this.#proxy = proxy;
    this.#secret = Promise.resolve(secret);
    if (isSealed) await this.#sealed.put(SEALED, secret);
  }

  /** Whether the browser is one of the caller's, which is never ended here. */
  get isCallers(): boolean {
    return this.#kept?.isCallers === true;
  }

  async source(): Promise<BrowserSource> {
    if (!this.isCallers) return this.#platform;
    const { cdp } = await this.#secrets();
    if (cdp === undefined) throw new BrowserGone();
    this.#endpoint ??= new CdpEndpoint(cdp);
    return this.#endpoint;
  }

  /** The context of its own that the session has or needs in a browser; undefined for none. */
  async contextIn(browserId: string): Promise<OwnContext | undefined> {
    const kept = this.#kept;
    if (kept === undefined) return undefined;
    const { credentials } = kept.isSealed ? await this.#secrets() : {};
    const proxy = kept.proxy && { ...kept.proxy, credentials };
    const onMade = (contextId: string) => {
      this.#storage.kv.put(CONTEXT_KEY, { browserId, contextId } satisfies KeptContext);
      this.#proxy = undefined;
    };
    const contextId = this.#contextId(browserId);
    return { contextId, proxy: this.#proxy ?? proxy, isShared: kept.isCallers, onMade };
  }

  /** Ends the session's context in a browser of the caller's; nothing else is ended there. */
  async leave(browserId: string, browser: Browser | undefined): Promise<void> {
    if (browser !== undefined) return browser.leave();
    const source = await this.source();
    await source.close(browserId);
    const contextId = this.#contextId(browserId);
    if (contextId !== undefined) await endContext(await source.connect(browserId), contextId);
  }

  get #kept(): KeptRoute | undefined {
    return this.#storage.kv.get<KeptRoute>(KEY);
  }

  #contextId(browserId: string): string | undefined {
    const kept = this.#storage.kv.get<KeptContext>(CONTEXT_KEY);
    return kept?.browserId === browserId ? kept.contextId : undefined;
  }

  #secrets(): Promise<Secret> {
    this.#secret ??= this.#unseal();
    return this.#secret;
  }

  /** What cannot be opened any more, since the key is another one now, cannot be reached either. */
  async #unseal(): Promise<Secret> {
    const secret = await this.#sealed.get(SEALED);
    if (!isSecret(secret)) throw new BrowserGone();
    return secret;
  }
}

function isSecret(value: unknown): value is Secret {
  return typeof value === "object" && value !== null;
}

/** The address of a first page may open an account too; its host is all that a later check needs. */
function withoutSecrets({ server, bypass, checkUrl }: ProxyRoute): Omit<ProxyRoute, "credentials"> {
  return { server, bypass, checkUrl: new URL("/", checkUrl).href };
}
