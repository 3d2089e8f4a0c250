import { DurableObject } from "cloudflare:workers";
import { describeProblems, parseConfig } from "../domain/config.ts";
import { type Result, settle } from "../domain/failure.ts";
import { logLine } from "../domain/log.ts";
import type { KeyedCharge } from "../policy/charges.ts";
import type { Spent } from "../policy/facts.ts";
import type { ReservationToken } from "../policy/windows.ts";
import type { AuditPage, AuditQuery, AuditRange, AuditWindow } from "./audit-contract.ts";
import { AuditLog } from "./audit-log.ts";
import { CounterShelf, type Taken } from "./counter-shelf.ts";
import type { Added, AdminDeed, DirectoryRpc, GrantEntry, NewEntry } from "./directory-contract.ts";
import { GrantList } from "./grant-list.ts";
import { KillSwitch } from "./kill-switch.ts";
import { PartAlarm } from "./part-alarm.ts";

/** The one object that knows of all grants: which there are, and what they use together. */
export class DirectoryObject extends DurableObject<Cloudflare.Env> implements DirectoryRpc {
  readonly #counters: CounterShelf;
  readonly #grants: GrantList;
  readonly #audit: AuditLog;
  readonly #killSwitch: KillSwitch;
  readonly #alarm: PartAlarm;

  constructor(state: DurableObjectState, env: Cloudflare.Env) {
    super(state, env);
    const { sql } = state.storage;
    this.#counters = new CounterShelf(sql);
    this.#grants = new GrantList(sql);
    this.#killSwitch = new KillSwitch(state.storage.kv);
    const parsed = parseConfig({ ...env });
    if (!parsed.ok) throw new Error(describeProblems(parsed.problems));
    this.#audit = new AuditLog(sql, { keepMs: parsed.config.auditMs });
    this.#alarm = new PartAlarm(state.storage, [this.#counters, this.#audit], logLine);
    state.blockConcurrencyWhile(() => this.#alarm.arm());
  }

  reserve(charges: readonly KeyedCharge[]): Promise<Result<Taken>> {
    return this.#atOnce("reserve", () => this.#counters.reserve(charges, Date.now()));
  }

  giveBack(tokens: readonly ReservationToken[]): Promise<Result<null>> {
    return this.#answer("give back", () => {
      this.#counters.giveBack(tokens);
      return null;
    });
  }

  addCosts(charges: readonly KeyedCharge[], spent: Spent): Promise<Result<null>> {
    return this.#atOnce("add costs", () => {
      this.#counters.addCosts(charges, spent, Date.now());
      return null;
    });
  }

  addGrant({ label, subjects, requestId }: NewEntry): Promise<Result<Added>> {
    return this.#atOnce("add grant", () => {
      const added = this.#grants.add(label, subjects, Date.now());
      if (added.kind === "added") {
        this.#note({ what: "grant.add", grantId: added.id, requestId });
      }
      return added;
    });
  }

  listGrants(): Promise<Result<readonly GrantEntry[]>> {
    return this.#answer("list grants", () => this.#grants.all());
  }

  findGrant(id: string): Promise<Result<GrantEntry | null>> {
    return this.#answer("find grant", () => this.#grants.find(id) ?? null);
  }

  grantOf(subject: string): Promise<Result<string | null>> {
    return this.#answer("grant of", () => this.#grants.grantOf(subject) ?? null);
  }

  grantRevoked(id: string): Promise<Result<null>> {
    return this.#atOnce("revoke grant", () => {
      this.#grants.revoke(id, Date.now());
      return null;
    });
  }

  forgetGrant(id: string): Promise<Result<null>> {
    return this.#atOnce("forget grant", () => {
      this.#grants.forget(id);
      return null;
    });
  }

  stop(on: boolean): Promise<Result<null>> {
    return this.#answer("stop", () => {
      this.#killSwitch.turn(on);
      return null;
    });
  }

  isStopped(): Promise<Result<boolean>> {
    return this.#answer("tell of the kill switch", () => this.#killSwitch.isOn);
  }

  noteDeed(deed: AdminDeed): Promise<Result<null>> {
    return this.#atOnce("note deed", () => {
      this.#note(deed);
      return null;
    });
  }

  #note({ what, grantId, sessionId, requestId, revision, secret }: AdminDeed): void {
    const about = { grant: grantId, session: sessionId, revision, secret };
    this.#audit.append({ event: "admin", request: requestId, what, ...about });
  }

  override alarm(): Promise<void> {
    return this.#alarm.ring();
  }

  async #atOnce<T>(doing: string, work: () => T): Promise<Result<T>> {
    try {
      return await this.#answer(doing, () => this.ctx.storage.transactionSync(work));
    } finally {
      await this.#alarm.arm();
    }
  }

  auditRange(window: AuditWindow): Promise<Result<AuditRange>> {
    return this.#answer("tell of the audit", () => this.#audit.range(window));
  }

  auditPage(query: AuditQuery): Promise<Result<AuditPage>> {
    return this.#answer("read the audit", () => this.#audit.page(query));
  }

  #answer<T>(doing: string, work: () => T): Promise<Result<T>> {
    return settle(
      async () => work(),
      (error, requestId) => logLine("directory_failed", { doing, requestId, error: String(error) }),
    );
  }
}
