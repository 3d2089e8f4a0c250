import { hostAllowed } from "../browser/egress/allowed-hosts.ts";
import type { SecretDesk } from "../browser/secret-desk.ts";
import type { Answer } from "../domain/answer.ts";
import { type Failure, ToolFailure } from "../domain/failure.ts";
import type { CallerFacts } from "../domain/grant.ts";
import { Redactor } from "../domain/redaction/redactor.ts";
import type { Secret } from "../domain/secret.ts";
import { secretNames, withSecrets } from "../domain/secret-reference.ts";
import type { secretsOf } from "../grants/secret-client.ts";
import type { SealedStore } from "./sealed-store.ts";
import type { SessionRecord } from "./session-record.ts";

const USED = "secrets";

export interface SessionSecretsParts {
  readonly record: SessionRecord;
  readonly store: Pick<ReturnType<typeof secretsOf>, "open" | "take">;
  readonly sealed: Pick<SealedStore, "get" | "put">;
  /** Whether the browser or the proxy is one of the caller's, which may tell what is typed. */
  readonly isWatched: () => boolean;
  readonly save: () => void;
}

type Known = Pick<Secret, "name" | "value">;

/**
 * The secrets of one session: those of its grant that are for a host it may reach, as they are now,
 * and all it has typed, as they were then. None of them ever leaves it but for the page it is for.
 */
export class SessionSecrets implements SecretDesk {
  readonly #parts: SessionSecretsParts;
  #usable: readonly Secret[] = [];
  #used: Known[] = [];
  #redactor = new Redactor([]);
  #loading: Promise<void> | undefined;
  #caller: CallerFacts | undefined;

  constructor(parts: SessionSecretsParts) {
    this.#parts = parts;
  }

  /**
   * Runs `work` of a call, and takes all secrets out of what it answers or fails with. Without
   * knowing them nothing is answered at all.
   */
  async keepOut<T>(work: () => Promise<T>): Promise<T> {
    await this.#load();
    try {
      return this.cover(await work());
    } catch (error) {
      throw this.#covered(error);
    }
  }

  /** Secrets that are typed from here on are typed for this caller, whose turn it is. */
  serve(caller: CallerFacts | undefined): void {
    this.#caller = caller;
  }

  /** Whether one was typed in the session, as far as is known. */
  get wereUsed(): boolean {
    return this.#used.length > 0;
  }

  /** A value of ours with all its texts covered; the bytes of a picture are no text. */
  cover<T>(value: T): T {
    if (this.#redactor.isEmpty) return value;
    const { image, ...rest }: Partial<Answer> = Object(value);
    const covered = this.#redactor.redactAll(image === undefined ? value : rest);
    return image === undefined ? (covered as T) : ({ ...Object(covered), image } as T);
  }

  hide(text: string): string {
    return this.#redactor.redact(text);
  }

  async check(names: readonly string[]): Promise<void> {
    const { allowedHosts, scripted } = this.#parts.record;
    if (allowedHosts === undefined) throw openSession();
    if (this.#parts.isWatched()) throw callersOwn();
    if (scripted === true) throw ranCode();
    this.#know(await this.#parts.store.open(names));
    for (const name of names) {
      if (this.#find(name) === undefined) throw outOfReach(name, allowedHosts);
    }
  }

  async resolve(text: string, origin: string): Promise<string> {
    const { record, sealed, save, store } = this.#parts;
    const names = secretNames(text) ?? [];
    const secrets = names.map((name) => this.#find(name));
    for (const [index, secret] of secrets.entries()) {
      const isFor = secret?.origins.includes(origin) === true && this.#reaches(origin);
      if (!isFor) throw wrongPlace(names[index] ?? "", origin, secret?.origins ?? []);
    }
    record.tainted = true;
    save();
    this.#use(secrets.filter((secret) => secret !== undefined));
    await sealed.put(USED, this.#used);
    const values = new Map<string, string>();
    const caller = this.#caller ?? { grantId: record.grantId, requestId: "" };
    const { sessionId } = record;
    for (const name of names) {
      const value = await store.take({ caller, sessionId, name, origin });
      // It may have been set anew a moment ago.
      this.#use([{ name, value }]);
      values.set(name, value);
    }
    await sealed.put(USED, this.#used);
    return withSecrets(text, values);
  }

  /** Once for an object; a failure is tried again by the next call. */
  #load(): Promise<void> {
    this.#loading ??= this.#read().catch((error: unknown) => {
      this.#loading = undefined;
      throw error;
    });
    return this.#loading;
  }

  async #read(): Promise<void> {
    const { record, sealed, store } = this.#parts;
    if (record.allowedHosts === undefined) return;
    const used = record.tainted ? await sealed.get(USED) : undefined;
    if (Array.isArray(used)) this.#used = used.filter(isKnown);
    this.#know(await store.open([]));
  }

  #know(secrets: readonly Secret[]): void {
    this.#usable = secrets.filter(({ origins }) => origins.some((origin) => this.#reaches(origin)));
    this.#renew();
  }

  #use(secrets: readonly Known[]): void {
    const fresh = secrets.filter(
      ({ name, value }) => !this.#used.some((one) => one.name === name && one.value === value),
    );
    if (fresh.length === 0) return;
    this.#used = [...this.#used, ...fresh.map(({ name, value }) => ({ name, value }))];
    this.#renew();
  }

  #renew(): void {
    const all = [...this.#usable, ...this.#used];
    const distinct = new Map(all.map(({ name, value }) => [`${name} ${value}`, { name, value }]));
    this.#redactor = new Redactor([...distinct.values()]);
  }

  #find(wanted: string): Secret | undefined {
    return this.#usable.find(({ name }) => name === wanted);
  }

  #reaches(origin: string): boolean {
    const host = URL.parse(origin)?.hostname;
    return host !== undefined && hostAllowed(host, this.#parts.record.allowedHosts ?? []);
  }

  /** The words of an unexpected error may be the page's, and it goes to the log. */
  #covered(error: unknown): unknown {
    if (this.#redactor.isEmpty) return error;
    if (!(error instanceof ToolFailure)) return new Error(this.hide(String(error)));
    const failure: Failure = this.#redactor.redactAll(error.failure);
    return ToolFailure.of(failure);
  }
}

function isKnown(value: unknown): value is Known {
  const { name, value: secret }: Partial<Known> = Object(value);
  return typeof name === "string" && typeof secret === "string";
}

function openSession(): ToolFailure {
  return new ToolFailure(
    "policy_denied",
    "An open session types no secrets; nothing was typed.",
    "Create another with session_create and the hosts it needs as allowedHosts.",
  );
}

function callersOwn(): ToolFailure {
  return new ToolFailure(
    "policy_denied",
    "No secrets are typed in a browser or through a proxy of the caller's (cdp, proxy); nothing was typed.",
    "Create another session without cdp and proxy.",
  );
}

/** What a caller's code has left behind in the pages could read what is typed. */
function ranCode(): ToolFailure {
  return new ToolFailure(
    "policy_denied",
    "This session has run page code, which could read a secret; nothing was typed.",
    "Create another session for it, and use no js there.",
  );
}

function outOfReach(name: string, allowedHosts: readonly string[]): ToolFailure {
  return new ToolFailure(
    "policy_denied",
    `Secret ${name} is for no host of this session, which is scoped to ${allowedHosts.join(", ")}; nothing was typed.`,
    "Create a session whose allowedHosts hold the host it is for.",
  );
}

/** The document that would take the secret is not one of those it is for. */
function wrongPlace(name: string, origin: string, origins: readonly string[]): ToolFailure {
  const where = origin === "null" ? "a document without an origin, such as a sandbox" : origin;
  return new ToolFailure(
    "policy_denied",
    `Secret ${name} is not for ${where}, where it would have gone; nothing was typed.`,
    `It may be typed at ${origins.join(", ")}.`,
  );
}
