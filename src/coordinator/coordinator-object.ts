import { DurableObject } from "cloudflare:workers";
import { BindingClient } from "../browser/binding-client.ts";
import { type Config, describeProblems, parseConfig } from "../domain/config.ts";
import { type Result, settle, ToolFailure } from "../domain/failure.ts";
import { newSessionId } from "../domain/ids.ts";
import { LEASE_MS } from "../domain/limits.ts";
import { refusalOf } from "./admission.ts";
import type {
  PlaceRequest,
  PlatformState,
  PoolCount,
  PoolStatus,
  Reservation,
} from "./coordinator-contract.ts";
import { type LeaseRow, LeaseTable, leaseFor } from "./lease-table.ts";

/** Milliseconds after which closing an orphaned browser is tried again. */
const RETRY_MS = 30_000;
/** Milliseconds after which an orphan counts as ended: the platform's keep-alive is shorter. */
const ORPHAN_MS = 1_800_000;
/** Milliseconds the platform may take to state its limits before the status goes without. */
const LIMITS_MS = 2_000;

/** The one object that hands out the places. Calls no object of ours. */
export class CoordinatorObject extends DurableObject<Cloudflare.Env> {
  readonly #table: LeaseTable;
  readonly #binding = new BindingClient(this.env.BROWSER);
  readonly #config: Config;

  constructor(state: DurableObjectState, env: Cloudflare.Env) {
    super(state, env);
    const parsed = parseConfig({ ...env });
    if (!parsed.ok) throw new Error(describeProblems(parsed.problems));
    this.#config = parsed.config;
    this.#table = new LeaseTable(state.storage.sql);
  }

  /** Takes all places or none, in one transaction, before any browser is acquired. */
  reserve(grantId: string, places: readonly PlaceRequest[]): Promise<Result<Reservation>> {
    return this.#answer(async () => {
      const now = Date.now();
      const leases = this.ctx.storage.transactionSync(() => this.#admit(grantId, places, now));
      await this.#armAlarm();
      return { leases, pool: this.#count() };
    });
  }

  /** Notes the platform's id of a session's browser; false when the place is lost. */
  async recordBrowser(grantId: string, sessionId: string, browserId: string): Promise<boolean> {
    return this.#table.setBrowser(grantId, sessionId, browserId);
  }

  /** Keeps the place for another while; false when it has lapsed and is gone. */
  async renew(grantId: string, sessionId: string, freeAt: number): Promise<boolean> {
    return this.#table.renew(grantId, sessionId, Date.now() + LEASE_MS, freeAt);
  }

  /** Gives the place back; a browser that could not be closed is closed here later. */
  async release(grantId: string, sessionId: string, openBrowserId?: string): Promise<void> {
    this.#table.remove(grantId, sessionId);
    if (openBrowserId !== undefined) this.#table.addOrphan(openBrowserId, Date.now());
    await this.#armAlarm();
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
      oldestAt: rows[0]?.createdAt,
      platform: await this.#platform(),
    };
  }

  override async alarm(): Promise<void> {
    try {
      await this.#sweep(Date.now());
    } catch (error) {
      console.error(JSON.stringify({ event: "sweep_failed", error: String(error) }));
    } finally {
      await this.#armAlarm();
    }
  }

  #answer<T>(work: () => Promise<T>): Promise<Result<T>> {
    return settle(work, (error, requestId) =>
      console.error(
        JSON.stringify({ event: "coordinator_failed", requestId, error: String(error) }),
      ),
    );
  }

  #admit(grantId: string, places: readonly PlaceRequest[], now: number) {
    this.#dropLapsed(now);
    const held = this.#table.all();
    const limits = {
      maxSessions: this.#config.maxSessions,
      maxPerClient: this.#config.maxSessionsPerClient,
    };
    const refusal = refusalOf(grantId, places, held, limits, now);
    if (refusal !== undefined) throw ToolFailure.of(refusal);
    const taken = new Set(held.map((row) => row.sessionId));
    return places.map((place) => {
      const lease = leaseFor(freshId(taken), place, now);
      this.#table.insert(grantId, lease, now + LEASE_MS, now + this.#config.idleTimeoutMs);
      return lease;
    });
  }

  /** A lapsed lease frees its place at once; its browser is closed by the sweep. */
  #dropLapsed(now: number): void {
    for (const row of this.#table.all()) {
      if (row.lapsesAt > now) continue;
      if (row.browserId !== undefined) this.#table.addOrphan(row.browserId, now);
      this.#table.remove(row.grantId, row.sessionId);
    }
  }

  async #sweep(now: number): Promise<void> {
    this.ctx.storage.transactionSync(() => this.#dropLapsed(now));
    for (const { browserId, since } of this.#table.orphans()) {
      const closed = await this.#binding.close(browserId).then(
        () => true,
        () => false,
      );
      if (closed || now - since > ORPHAN_MS) this.#table.removeOrphan(browserId);
    }
  }

  /** No lease and no orphan: no alarm, and an idle deployment costs nothing. */
  async #armAlarm(): Promise<void> {
    const due = this.#table.all().map((row) => row.lapsesAt);
    if (this.#table.orphans().length > 0) due.push(Date.now() + RETRY_MS);
    if (due.length === 0) await this.ctx.storage.deleteAlarm();
    else await this.ctx.storage.setAlarm(Math.max(Date.now() + 1_000, Math.min(...due)));
  }

  #live(): LeaseRow[] {
    const now = Date.now();
    return this.#table.all().filter((row) => row.lapsesAt > now);
  }

  #count(): PoolCount {
    return { used: this.#live().length, limit: this.#config.maxSessions };
  }

  async #platform(): Promise<PlatformState | undefined> {
    const silent = new Promise<undefined>((resolve) =>
      setTimeout(() => resolve(undefined), LIMITS_MS),
    );
    const limits = await Promise.race([this.#binding.limits().catch(() => undefined), silent]);
    if (limits?.activeSessions === undefined) return undefined;
    return { active: limits.activeSessions.length, limit: limits.maxConcurrentSessions };
  }
}

function freshId(taken: Set<string>): string {
  let id = newSessionId();
  while (taken.has(id)) id = newSessionId();
  taken.add(id);
  return id;
}

function toLease(row: LeaseRow) {
  const { sessionId, name, clientId, pinned, createdAt } = row;
  return { sessionId, name, clientId, pinned, createdAt };
}
