import { DurableObject } from "cloudflare:workers";
import { BindingClient } from "../browser/binding-client.ts";
import { Downloads } from "../browser/downloads/downloads.ts";
import { coordinatorFor } from "../coordinator/coordinator-client.ts";
import type { Answer } from "../domain/answer.ts";
import { type Config, describeProblems, parseConfig } from "../domain/config.ts";
import { CallScope, underDeadline } from "../domain/deadline.ts";
import { type Result, sessionNotFound, settle, ToolFailure } from "../domain/failure.ts";
import { logLine } from "../domain/log.ts";
import { artifactsOf, profilesOf } from "../grants/grant-client.ts";
import { BrowserLink } from "./browser-link.ts";
import { destroyed, sessionLost, stillEnding } from "./call-failures.ts";
import { CallRunner } from "./call-runner.ts";
import { Heart } from "./heart.ts";
import { openSession } from "./open-session.ts";
import { ScriptShelf } from "./script-shelf.ts";
import { SealedStore } from "./sealed-store.ts";
import { seldom } from "./seldom.ts";
import type {
  CallRequest,
  OpenReply,
  OpenRequest,
  SessionDescription,
  SessionHealth,
  SessionRpc,
} from "./session-contract.ts";
import { describeSession, examineSession } from "./session-description.ts";
import { expiryOf } from "./session-lifetime.ts";
import { loadRecord, recordFor, type SessionRecord, saveRecord } from "./session-record.ts";
import { SessionRoute } from "./session-route.ts";
import { rulesOf } from "./session-rules.ts";
import { StateKeeper } from "./state-keeper.ts";

const OPENING = "open";
const SELDOM_MS = 1_000;

/** One browser session of one grant; named from both, so another grant's id finds nothing here. */
export class SessionObject extends DurableObject<Cloudflare.Env> implements SessionRpc {
  readonly #config: Config;
  readonly #sealed: SealedStore;
  readonly #scripts: ScriptShelf;
  readonly #route: SessionRoute;
  readonly #link: BrowserLink;
  readonly #heart: Heart;
  /** The calls in progress, opening included, by operation. */
  readonly #scopes = new Map<string, CallScope>();
  /** For what pages may bring about as often as they like. */
  readonly #saveSoon = seldom(() => this.#save(), SELDOM_MS);
  #record: SessionRecord | undefined;
  #runner: CallRunner | undefined;
  #downloads: Downloads | undefined;
  #ending: Promise<void> | undefined;

  constructor(state: DurableObjectState, env: Cloudflare.Env) {
    super(state, env);
    const parsed = parseConfig({ ...env });
    if (!parsed.ok) throw new Error(describeProblems(parsed.problems));
    this.#config = parsed.config;
    const { storage, id } = state;
    this.#sealed = new SealedStore(storage, this.#config, id.toString());
    this.#scripts = new ScriptShelf(this.#sealed);
    const { egressProxy } = this.#config;
    const platform = new BindingClient(env.BROWSER);
    this.#route = new SessionRoute(platform, storage, this.#sealed, egressProxy);
    const lookSoon = () => state.waitUntil(this.#heart.lookSoon());
    const downloadsOf = (record: SessionRecord) => this.#downloadsOf(record);
    const rules = () => rulesOf(this.#config, this.#record);
    this.#link = new BrowserLink(this.#route, this.#scripts, lookSoon, downloadsOf, rules);
    this.#heart = new Heart({
      storage,
      link: this.#link,
      config: this.#config,
      record: () => this.#record,
      keeper: ({ grantId }) => coordinatorFor(grantId),
      callsInProgress: () => this.#scopes.size,
      save: () => this.#save(),
      sleep: (record) => this.#runnerFor(record).sleep(() => this.#isIdle()),
      lose: (record, reason) => this.#lose(record, reason),
      end: () => this.#end(),
      log: (event, error) => this.#log(event, { error: String(error) }),
    });
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
      record.ownHosts = request.ownHosts;
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
      // An end that was cut short is finished for whoever asks again, not only by the alarm.
      if (this.#record?.ended === true) await this.#end();
      this.#present();
      await this.#end();
      if (this.#record !== undefined) throw stillEnding();
      return null;
    });
  }

  describe(): Promise<Result<SessionDescription>> {
    return this.#answer("describe", async () => {
      const record = this.#present();
      const told = describeSession(record, this.#link.browser, this.#scopes.size, this.#config);
      return this.#runner?.cover(told) ?? told;
    });
  }

  health(): Promise<Result<SessionHealth>> {
    return this.#answer("health", () =>
      examineSession(this.#present(), this.#link, this.#scopes.size),
    );
  }

  override alarm(): Promise<void> {
    return this.#heart.ring();
  }

  async #open(request: OpenRequest, scope: CallScope): Promise<OpenReply> {
    const record = recordFor(request, Date.now());
    this.#record = record;
    this.#save();
    const keeper = coordinatorFor(record.grantId);
    // Before anything is waited for, so that a call which comes meanwhile finds the turn taken.
    const opened = await this.#runnerFor(record).open(request, scope, async () => {
      await this.#heart.arm();
      await this.#route.keep(request);
      await openSession(record, scope, this.#link, keeper, () => this.#save());
    });
    record.lastUsedAt = Date.now();
    return { expiresAt: expiryOf(record, this.#config), ...opened };
  }

  #present(): SessionRecord {
    const record = this.#record;
    if (record === undefined || record.ended === true || this.#isExpired(record)) {
      throw sessionNotFound();
    }
    return record;
  }

  #isIdle(): boolean {
    return this.#scopes.size === 0 && this.#downloads?.isBusy !== true;
  }

  /** A call in progress holds the session, however late it is. */
  #isExpired(record: SessionRecord): boolean {
    return this.#scopes.size === 0 && Date.now() >= expiryOf(record, this.#config);
  }

  /** The record for a call; a session that could not go on says so once and is gone. */
  async #liveRecord(): Promise<SessionRecord> {
    const record = this.#present();
    if (record.lost === undefined) return record;
    const reason = record.lost;
    await this.#end();
    throw sessionLost(reason);
  }

  #runnerFor(record: SessionRecord): CallRunner {
    const { grantId } = record;
    this.#runner ??= new CallRunner({
      record,
      link: this.#link,
      config: this.#config,
      keeper: coordinatorFor(grantId),
      artifacts: artifactsOf(grantId),
      profiles: profilesOf(grantId),
      state: new StateKeeper(this.#sealed),
      scripts: this.#scripts,
      sealed: this.#sealed,
      save: () => this.#save(),
      lose: (reason) => this.#lose(record, reason),
      log: (event, error) => this.#log(event, { error: String(error) }),
      later: (work) =>
        this.ctx.waitUntil(
          work.catch((error) => this.#log("call_unsettled", { error: String(error) })),
        ),
    });
    return this.#runner;
  }

  #downloadsOf({ grantId, acceptDownloads, downloads }: SessionRecord): Downloads {
    this.#downloads ??= new Downloads({
      accepts: acceptDownloads,
      store: artifactsOf(grantId),
      tally: downloads,
      note: (tally) => {
        if (this.#record !== undefined) this.#record.downloads = tally;
        this.#saveSoon();
      },
      log: (event, error) => this.#log(event, { error: String(error) }),
    });
    return this.#downloads;
  }

  /** The end of a call is what the idle time counts from. */
  async #used(): Promise<void> {
    if (this.#record === undefined || this.#record.ended === true) return;
    this.#record.lastUsedAt = Date.now();
    this.#save();
    await this.#heart.arm();
  }

  #save(): void {
    if (this.#record !== undefined) saveRecord(this.ctx.storage, this.#record);
  }

  /** The session cannot go on: the place is free at once, and the next call is told. */
  async #lose(record: SessionRecord, reason: string): Promise<ToolFailure> {
    record.lost = reason;
    this.#save();
    this.#link.disconnect();
    await coordinatorFor(record.grantId).release(record.sessionId);
    return sessionLost(reason);
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
    this.#sealed.close();
    for (const scope of this.#scopes.values()) scope.end(destroyed());
    try {
      await this.#giveBack(record);
      // Nobody writes the record again while it is deleted.
      this.#record = undefined;
      await this.ctx.storage.deleteAll();
      this.#runner = undefined;
      this.#downloads = undefined;
    } catch (error) {
      this.#record = record;
      this.#log("end_failed", { error: String(error) });
      await this.#heart.armRetry();
    }
  }

  async #giveBack(record: SessionRecord): Promise<void> {
    const { browserId, sessionId, grantId } = record;
    const keeper = coordinatorFor(grantId);
    const closed = await this.#link.close(record);
    if (!closed && browserId !== undefined) await keeper.abandon(browserId);
    await keeper.release(sessionId, true);
  }

  #answer<T>(doing: string, work: () => Promise<T>): Promise<Result<T>> {
    return settle(work, (error, requestId) =>
      this.#log("call_failed", { doing, requestId, error: String(error) }),
    );
  }

  #log(event: string, fields: Record<string, unknown>): void {
    logLine(event, { session: this.#record?.sessionId, ...fields });
  }
}
