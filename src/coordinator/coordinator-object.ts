import { DurableObject } from "cloudflare:workers";
import { BindingClient } from "../browser/binding-client.ts";
import { type Config, describeProblems, parseConfig } from "../domain/config.ts";
import { within } from "../domain/deadline.ts";
import { type Result, settle } from "../domain/failure.ts";
import { LEASE_MS } from "../domain/limits.ts";
import { logLine } from "../domain/log.ts";
import type {
  Lease,
  PlaceRequest,
  PlatformState,
  PoolCount,
  PoolStatus,
  Reservation,
} from "./coordinator-contract.ts";
import { LaunchGate } from "./launch-gate.ts";
import { type LeaseRow, LeaseTable, type Orphan } from "./lease-table.ts";
import { dropLapsed, givePlaceBack, takePlaces } from "./places.ts";

/** Milliseconds until closing an orphaned browser is tried, and tried again. */
const SOON_MS = 1_000;
const RETRY_MS = 30_000;
/** Milliseconds the platform may take to close a browser. */
const CLOSE_MS = 10_000;
/** Milliseconds after which an orphan counts as ended: the platform's keep-alive is shorter. */
const ORPHAN_MS = 1_800_000;
/** Milliseconds the platform may take to state its limits before the status goes without. */
const LIMITS_MS = 2_000;

/** The one object that hands out the places. Calls no object of ours. */
export class CoordinatorObject extends DurableObject<Cloudflare.Env> {
  readonly #table: LeaseTable;
  readonly #binding = new BindingClient(this.env.BROWSER);
  readonly #launches = new LaunchGate(() => this.#binding.limits());
  readonly #config: Config;
  readonly #startedAt = Date.now();

  constructor(state: DurableObjectState, env: Cloudflare.Env) {
    super(state, env);
    const parsed = parseConfig({ ...env });
    if (!parsed.ok) throw new Error(describeProblems(parsed.problems));
    this.#config = parsed.config;
    this.#table = new LeaseTable(state.storage.sql);
  }

  /**
   * Takes all places or none, in one transaction, before any browser is acquired. The places get
   * `ids`, unless one is taken; asked `again`, places that are held under these ids are the answer.
   */
  reserve(
    grantId: string,
    places: readonly PlaceRequest[],
    ids: readonly string[],
    again: boolean,
    maxOfGrant?: number,
  ): Promise<Result<Reservation>> {
    return this.#answer(async () => {
      const held = again ? this.#heldUnder(grantId, ids) : undefined;
      const admit = () => this.#admit(grantId, places, ids, maxOfGrant);
      const leases = held ?? this.ctx.storage.transactionSync(admit);
      this.#launches.expectLaunch();
      await this.#armAlarm(RETRY_MS);
      return { leases, pool: this.#count() };
    });
  }

  /**
   * Answers when a browser for this place may be started, or `platform_limit` as soon as it is
   * known that this comes too late for the deadline; `launchOver` has to follow both.
   */
  mayLaunch(grantId: string, sessionId: string, deadlineAt: number): Promise<Result<void>> {
    return this.#answer(() => this.#launches.enter(`${grantId}:${sessionId}`, deadlineAt));
  }

  async launchOver(grantId: string, sessionId: string): Promise<void> {
    this.#launches.leave(`${grantId}:${sessionId}`);
  }

  /**
   * Notes the platform's id of a session's browser, undefined where it has none of the platform's;
   * false when the place is lost.
   */
  async recordBrowser(
    grantId: string,
    sessionId: string,
    browserId: string | undefined,
  ): Promise<boolean> {
    return this.#table.setBrowser(grantId, sessionId, browserId);
  }

  /** Keeps the place for another while; false when it has lapsed and is gone. */
  async renew(grantId: string, sessionId: string, freeAt: number): Promise<boolean> {
    return this.#table.renew(grantId, sessionId, Date.now() + LEASE_MS, freeAt);
  }

  /** Notes whether a session outlives its idle time; false when its place is lost. */
  async pin(grantId: string, sessionId: string, pinned: boolean, freeAt: number): Promise<boolean> {
    return this.#table.pin(grantId, sessionId, pinned, freeAt);
  }

  /** Gives the place back; the browser recorded for it is closed here unless it is closed already. */
  async release(grantId: string, sessionId: string, browserClosed: boolean): Promise<void> {
    givePlaceBack(this.#table, grantId, sessionId, browserClosed, Date.now());
    await this.#armAlarm(SOON_MS);
  }

  /** Takes over a browser that its session could not close. */
  async abandon(browserId: string): Promise<void> {
    this.#table.addOrphan(browserId, Date.now());
    await this.#armAlarm(SOON_MS);
  }

  /** Every session there is, whosever it is, the oldest first. */
  async everything(): Promise<readonly (Lease & { readonly grantId: string })[]> {
    return this.#live().map((row) => ({ grantId: row.grantId, ...toLease(row) }));
  }

  async list(grantId: string): Promise<Reservation> {
    const own = this.#live().filter((row) => row.grantId === grantId);
    return { leases: own.map(toLease), pool: this.#count() };
  }

  async resolve(grantId: string, name: string): Promise<string | undefined> {
    return this.#live().find((row) => row.grantId === grantId && row.name === name)?.sessionId;
  }

  async status(grantId: string): Promise<PoolStatus> {
    const rows = this.#live();
    return {
      pool: this.#count(),
      grantUsed: rows.filter((row) => row.grantId === grantId).length,
      startedAt: this.#startedAt,
      platform: await this.#platform(),
    };
  }

  /** Never throws: six throws in a row would end alarms for good. */
  override async alarm(): Promise<void> {
    await this.#sweep(Date.now()).catch(logSweep);
    await this.#armAlarm(RETRY_MS).catch(logSweep);
  }

  #answer<T>(work: () => Promise<T>): Promise<Result<T>> {
    return settle(work, (error, requestId) =>
      logLine("coordinator_failed", { requestId, error: String(error) }),
    );
  }

  /** The leases of a reservation whose answer was lost; all were taken or none. */
  #heldUnder(grantId: string, ids: readonly string[]): Lease[] | undefined {
    const rows = ids.map((id) => this.#table.find(grantId, id));
    const found = rows.filter((row) => row !== undefined);
    return found.length === rows.length ? found.map(toLease) : undefined;
  }

  #admit(
    grantId: string,
    places: readonly PlaceRequest[],
    ids: readonly string[],
    maxOfGrant: number | undefined,
  ): Lease[] {
    const { maxSessions, maxSessionsPerClient: maxPerClient } = this.#config;
    const { idleTimeoutMs, maxSessionMs } = this.#config;
    const rules = { maxSessions, maxPerClient, maxOfGrant, idleTimeoutMs, maxSessionMs };
    return takePlaces(this.#table, grantId, places, rules, Date.now(), ids);
  }

  async #sweep(now: number): Promise<void> {
    this.ctx.storage.transactionSync(() => dropLapsed(this.#table, now));
    await Promise.all(this.#table.orphans().map((orphan) => this.#closeOrphan(orphan, now)));
  }

  async #closeOrphan({ browserId, since }: Orphan, now: number): Promise<void> {
    const closing = within(this.#binding.close(browserId), CLOSE_MS, () => new Error("no answer"));
    const closed = await closing.then(
      () => true,
      () => false,
    );
    if (closed || now - since > ORPHAN_MS) this.#table.removeOrphan(browserId);
  }

  /**
   * No lease and no orphan: no alarm, and an idle deployment costs nothing. An earlier alarm is
   * kept, so that nobody's reserving puts off what is due.
   */
  async #armAlarm(orphansInMs: number): Promise<void> {
    const { storage } = this.ctx;
    const now = Date.now();
    const due = this.#table.all().map((row) => row.lapsesAt);
    if (this.#table.orphans().length > 0) due.push(now + orphansInMs);
    if (due.length === 0) return storage.deleteAlarm();
    const next = Math.max(now + SOON_MS, Math.min(...due));
    const set = await storage.getAlarm();
    if (set === null || next < set) await storage.setAlarm(next);
  }

  #live(): LeaseRow[] {
    const now = Date.now();
    return this.#table.all().filter((row) => row.lapsesAt > now);
  }

  #count(): PoolCount {
    return { used: this.#live().length, limit: this.#config.maxSessions };
  }

  async #platform(): Promise<PlatformState | undefined> {
    const asking = within(this.#binding.limits(), LIMITS_MS, () => new Error("no answer"));
    const limits = await asking.catch(() => undefined);
    if (limits?.activeSessions === undefined) return undefined;
    return {
      active: limits.activeSessions.length,
      limit: limits.maxConcurrentSessions,
      mayStart: limits.allowedBrowserAcquisitions,
      untilNextMs: limits.timeUntilNextAllowedBrowserAcquisition,
    };
  }
}

function logSweep(error: unknown): void {
  logLine("sweep_failed", { error: String(error) });
}

function toLease(row: LeaseRow): Lease {
  const { sessionId, name, clientId, pinned, createdAt } = row;
  return { sessionId, name, clientId, pinned, createdAt };
}
