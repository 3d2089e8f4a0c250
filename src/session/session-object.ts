import { DurableObject } from "cloudflare:workers";
import { BindingClient } from "../browser/binding-client.ts";
import { coordinatorFor } from "../coordinator/coordinator-client.ts";
import type { Answer } from "../domain/answer.ts";
import { type Config, describeProblems, parseConfig } from "../domain/config.ts";
import { CallScope, underDeadline } from "../domain/deadline.ts";
import { type Result, sessionNotFound, settle, ToolFailure } from "../domain/failure.ts";
import { BrowserLink } from "./browser-link.ts";
import { CallRunner } from "./call-runner.ts";
import { openSession } from "./open-session.ts";
import { SealedStore } from "./sealed-store.ts";
import type {
  CallRequest,
  OpenReply,
  OpenRequest,
  SessionDescription,
  SessionHealth,
  SessionRpc,
} from "./session-contract.ts";
import { describeSession, examineSession } from "./session-description.ts";
import { decideAlarm, expiryOf, nextAlarmAt } from "./session-lifetime.ts";
import { loadRecord, newRecord, type SessionRecord, saveRecord } from "./session-record.ts";
import { SessionRoute } from "./session-route.ts";

/** Milliseconds after which a failed alarm rings again. */
const ALARM_RETRY_MS = 5_000;
/** Milliseconds after which a broken connection is looked into; a call in progress is sooner. */
const LOOK_MS = 1_000;
const OPENING = "open";

/** One browser session of one grant; named from both, so another grant's id finds nothing here. */
export class SessionObject extends DurableObject<Cloudflare.Env> implements SessionRpc {
  readonly #config: Config;
  readonly #route: SessionRoute;
  readonly #link: BrowserLink;
  /** The calls in progress, opening included, by operation. */
  readonly #scopes = new Map<string, CallScope>();
  #record: SessionRecord | undefined;
  #runner: CallRunner | undefined;
  #ending: Promise<void> | undefined;

  constructor(state: DurableObjectState, env: Cloudflare.Env) {
    super(state, env);
    const parsed = parseConfig({ ...env });
    if (!parsed.ok) throw new Error(describeProblems(parsed.problems));
    this.#config = parsed.config;
    const { storage, id } = state;
    const sealed = new SealedStore(storage, this.#config.rootKey, id.toString());
    this.#route = new SessionRoute(new BindingClient(env.BROWSER), storage, sealed);
    this.#link = new BrowserLink(this.#route, () => this.#lookSoon());
    this.#record = loadRecord(state.storage);
  }

  open(request: OpenRequest): Promise<Result<OpenReply>> {
    return this.#answer("open", async () => {
      if (this.#record !== undefined) throw new Error("this session exists already");
      const scope = new CallScope(request.deadlineAt);
      this.#scopes.set(OPENING, scope);
      try {
        return await underDeadline(scope, () => this.#open(request, scope));
      } catch (error) {
        await this.#end();
        throw error;
      } finally {
        this.#scopes.delete(OPENING);
        await this.#used();
      }
    });
  }

  call(request: CallRequest): Promise<Result<Answer>> {
    return this.#answer(request.tool, async () => {
      const record = await this.#liveRecord();
      const scope = new CallScope(request.deadlineAt);
      this.#scopes.set(request.operationId, scope);
      try {
        return await underDeadline(scope, () => this.#runnerFor(record).run(request, scope));
      } finally {
        this.#scopes.delete(request.operationId);
        await this.#used();
      }
    });
  }

  async cancel(operationId: string): Promise<void> {
    const reason = new ToolFailure("cancelled", "The caller went away.", "Call again if needed.");
    this.#scopes.get(operationId)?.end(reason);
  }

  destroy(): Promise<Result<null>> {
    return this.#answer("destroy", async () => {
      this.#present();
      await this.#end();
      return null;
    });
  }

  describe(): Promise<Result<SessionDescription>> {
    return this.#answer("describe", async () => {
      const record = this.#present();
      return describeSession(record, this.#link.browser, this.#scopes.size, this.#config);
    });
  }

  health(): Promise<Result<SessionHealth>> {
    return this.#answer("health", () => examineSession(this.#present(), this.#link));
  }

  /** Never throws: six throws in a row would end alarms for good. */
  override async alarm(): Promise<void> {
    try {
      await this.#ring();
      await this.#armAlarm();
    } catch (error) {
      this.#log("alarm_failed", { error: String(error) });
      await this.#armRetry();
    }
  }

  async #open(request: OpenRequest, scope: CallScope): Promise<OpenReply> {
    const { grantId, sessionId, pinned, emulation } = request;
    const record = newRecord({ grantId, sessionId, pinned, emulation, createdAt: Date.now() });
    this.#record = record;
    this.#save();
    await this.#armAlarm();
    await this.#route.keep(request);
    const keeper = coordinatorFor(grantId);
    await openSession(record, scope, this.#link, keeper, () => this.#save());
    const page = await this.#runnerFor(record).openFirstPage(request, scope);
    record.lastUsedAt = Date.now();
    return { expiresAt: expiryOf(record, this.#config), page };
  }

  #present(): SessionRecord {
    const record = this.#record;
    if (record === undefined || record.ended === true || this.#isExpired(record)) {
      throw sessionNotFound();
    }
    return record;
  }

  /** A call in progress holds the session, however late it is. */
  #isExpired(record: SessionRecord): boolean {
    return this.#scopes.size === 0 && Date.now() >= expiryOf(record, this.#config);
  }

  /** The record for a call; a session whose browser was lost says so once and is gone. */
  async #liveRecord(): Promise<SessionRecord> {
    const record = this.#present();
    if (record.lost === undefined) return record;
    const reason = record.lost;
    await this.#end();
    throw sessionLost(reason);
  }

  #runnerFor(record: SessionRecord): CallRunner {
    this.#runner ??= new CallRunner({
      record,
      link: this.#link,
      config: this.#config,
      save: () => this.#save(),
      lose: (reason) => this.#lose(record, reason),
    });
    return this.#runner;
  }

  /** The end of a call is what the idle time counts from. */
  async #used(): Promise<void> {
    if (this.#record === undefined || this.#record.ended === true) return;
    this.#record.lastUsedAt = Date.now();
    this.#save();
    await this.#armAlarm();
  }

  #save(): void {
    if (this.#record !== undefined) saveRecord(this.ctx.storage, this.#record);
  }

  /** The browser is gone for good: the place is free at once, and the next call is told. */
  async #lose(record: SessionRecord, reason: string): Promise<ToolFailure> {
    record.lost = reason;
    this.#save();
    this.#link.disconnect();
    await coordinatorFor(record.grantId).release(record.sessionId);
    return sessionLost(reason);
  }

  async #ring(): Promise<void> {
    const record = this.#record;
    if (record === undefined) return;
    const decision = decideAlarm(record, this.#config, Date.now(), this.#scopes.size);
    if (decision === "end") await this.#end();
    else if (decision !== "wait") await this.#beat(record, decision === "beat and renew");
  }

  async #beat(record: SessionRecord, renew: boolean): Promise<void> {
    try {
      await this.#link.beat(record);
    } catch (error) {
      if (await this.#link.exists(record)) throw error;
      await this.#lose(record, "the platform ended the browser");
      return;
    }
    record.beats = renew ? 0 : record.beats + 1;
    this.#save();
    if (!renew) return;
    const { grantId, sessionId } = record;
    const freeAt = expiryOf(record, this.#config);
    const kept = await coordinatorFor(grantId).renew(sessionId, freeAt);
    if (!kept) await this.#lose(record, "its place in the pool lapsed");
  }

  /** Ends the session for every caller at once; what cannot be given back now is by the alarm. */
  #end(): Promise<void> {
    this.#ending ??= this.#dismantle().finally(() => {
      this.#ending = undefined;
    });
    return this.#ending;
  }

  async #dismantle(): Promise<void> {
    const record = this.#record;
    if (record === undefined) return;
    record.ended = true;
    this.#save();
    for (const scope of this.#scopes.values()) scope.end(destroyed());
    try {
      await this.#giveBack(record);
    } catch (error) {
      this.#log("end_failed", { error: String(error) });
      await this.#armRetry();
      return;
    }
    this.#record = undefined;
    this.#runner = undefined;
    await this.ctx.storage.deleteAll();
  }

  async #giveBack(record: SessionRecord): Promise<void> {
    const { browserId, sessionId, grantId } = record;
    const keeper = coordinatorFor(grantId);
    const closed = await this.#link.close(record);
    if (!closed && browserId !== undefined) await keeper.abandon(browserId);
    await keeper.release(sessionId, true);
  }

  async #armAlarm(): Promise<void> {
    if (this.#record === undefined || this.#record.ended === true) return;
    const at = nextAlarmAt(this.#record, this.#config, Date.now(), this.#scopes.size);
    await this.ctx.storage.setAlarm(at);
  }

  /** A broken connection is looked into by the alarm, so that a dead browser's place is free soon. */
  #lookSoon(): void {
    if (this.#record === undefined) return;
    this.ctx.waitUntil(this.ctx.storage.setAlarm(Date.now() + LOOK_MS));
  }

  /** Where even this fails, the next call arms the alarm, and without one the lease lapses. */
  async #armRetry(): Promise<void> {
    try {
      await this.ctx.storage.setAlarm(Date.now() + ALARM_RETRY_MS);
    } catch (error) {
      this.#log("no_alarm", { error: String(error) });
    }
  }

  #answer<T>(doing: string, work: () => Promise<T>): Promise<Result<T>> {
    return settle(work, (error, requestId) =>
      this.#log("call_failed", { doing, requestId, error: String(error) }),
    );
  }

  #log(event: string, fields: Record<string, unknown>): void {
    console.error(JSON.stringify({ event, session: this.#record?.sessionId, ...fields }));
  }
}

function sessionLost(reason: string): ToolFailure {
  return new ToolFailure(
    "session_lost",
    `The session has ended: ${reason}. What an unfinished call did on the page is not known.`,
    "Call session_create for a new one.",
  );
}

function destroyed(): ToolFailure {
  return new ToolFailure("cancelled", "The session was destroyed.", "Call session_create.");
}
