import { DurableObject } from "cloudflare:workers";
import { BindingClient } from "../browser/binding-client.ts";
import { coordinatorFor } from "../coordinator/coordinator-client.ts";
import { type Config, describeProblems, parseConfig } from "../domain/config.ts";
import { CallScope } from "../domain/deadline.ts";
import {
  notedResult,
  type Result,
  sessionNotFound,
  settle,
  type ToolFailure,
} from "../domain/failure.ts";
import { overAtOnce } from "../domain/live-over.ts";
import { logLine } from "../domain/log.ts";
import { BrowserLink } from "./browser-link.ts";
import { destroyed, sessionLost, stillEnding } from "./call-failures.ts";
import { CallsInProgress } from "./calls-in-progress.ts";
import { Heart } from "./heart.ts";
import { KeptCare } from "./kept-care.ts";
import { viewerIn } from "./live/handshake.ts";
import { openSession } from "./open-session.ts";
import { SealedStore } from "./sealed-store.ts";
import { seldom } from "./seldom.ts";
import type {
  CallReply,
  CallRequest,
  OpenReply,
  OpenRequest,
  SessionDescription,
  SessionHealth,
  SessionRpc,
} from "./session-contract.ts";
import { SessionCrew } from "./session-crew.ts";
import { describeSession } from "./session-description.ts";
import { examineSession } from "./session-health.ts";
import { expiryOf } from "./session-lifetime.ts";
import { loadRecord, recordFor, type SessionRecord, saveRecord } from "./session-record.ts";
import { SessionRoute } from "./session-route.ts";
import { rulesOf } from "./session-rules.ts";

const OPENING = "open";
const SELDOM_MS = 1_000;

/** One browser session of one grant; named from both, so another grant's id finds nothing here. */
export class SessionObject extends DurableObject<Cloudflare.Env> implements SessionRpc {
  readonly #config: Config;
  readonly #sealed: SealedStore;
  readonly #kept: KeptCare;
  readonly #route: SessionRoute;
  readonly #link: BrowserLink;
  readonly #heart: Heart;
  readonly #calls = new CallsInProgress(() => this.#used());
  /** For what pages may bring about as often as they like. */
  readonly #saveSoon = seldom(() => this.#save(), SELDOM_MS);
  #record: SessionRecord | undefined;
  #crew: SessionCrew | undefined;
  #ending: Promise<void> | undefined;

  constructor(state: DurableObjectState, env: Cloudflare.Env) {
    super(state, env);
    const parsed = parseConfig({ ...env });
    if (!parsed.ok) throw new Error(describeProblems(parsed.problems));
    this.#config = parsed.config;
    const { storage, id } = state;
    this.#sealed = new SealedStore(storage, this.#config, id.toString());
    this.#kept = new KeptCare(storage, this.#sealed);
    const platform = new BindingClient(env.BROWSER);
    this.#route = new SessionRoute(platform, storage, this.#sealed, this.#config.egressProxy);
    const lookSoon = () => state.waitUntil(this.#heart.lookSoon());
    const downloadsOf = (record: SessionRecord) => this.#crewOf(record).downloads;
    const rules = () => rulesOf(this.#config, this.#record);
    this.#link = new BrowserLink(this.#route, this.#kept, lookSoon, downloadsOf, rules);
    this.#heart = new Heart({
      storage,
      link: this.#link,
      config: this.#config,
      record: () => this.#record,
      keeper: ({ grantId }) => coordinatorFor(grantId),
      callsInProgress: () => this.#calls.count,
      save: () => this.#save(),
      sleep: (record) => this.#crewOf(record).runner.sleep(() => this.#isIdle()),
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
      try {
        return await this.#calls.run(OPENING, scope, () => this.#open(request, scope));
      } catch (error) {
        await this.#end();
        throw error;
      }
    });
  }

  async call(request: CallRequest): Promise<CallReply> {
    const scope = new CallScope(request.deadlineAt);
    const result = await this.#answer(request.tool, async () => {
      const record = await this.#liveRecord();
      record.ownHosts = request.ownHosts;
      return this.#calls.run(request.operationId, scope, () =>
        this.#crewOf(record).runner.run(request, scope),
      );
    });
    const { ms: browserMs } = scope.browser;
    return { ...(scope.isNoted ? notedResult(result) : result), browserMs };
  }

  async cancel(operationId: string): Promise<void> {
    this.#calls.cancel(operationId);
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
      const { runner, people } = this.#crewOf(record);
      const { browser } = this.#link;
      return runner.secrets.cover(
        describeSession(record, browser, this.#calls.count, this.#config, people),
      );
    });
  }

  health(): Promise<Result<SessionHealth>> {
    return this.#answer("health", () =>
      examineSession(this.#present(), this.#link, this.#calls.count),
    );
  }

  pin(pinned: boolean): Promise<Result<null>> {
    return this.#answer("pin", async () => {
      await this.#crewOf(this.#present()).pin(pinned);
      await this.#heart.arm();
      return null;
    });
  }

  /** The handshake of a person's browser, which the Worker has let through. */
  override async fetch(request: Request): Promise<Response> {
    const viewer = viewerIn(request);
    if (viewer === undefined) return new Response("Not for this.", { status: 400 });
    const record = this.#record;
    const isThere = record !== undefined && record.ended !== true && !this.#isExpired(record);
    if (!isThere || record.lost !== undefined) {
      return overAtOnce("There is no such session any more.");
    }
    // Beside those by which calls come.
    record.ownHosts = [...new Set([...(record.ownHosts ?? []), ...viewer.ownHosts])];
    return this.#crewOf(record).room.admit(viewer);
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
    const opened = await this.#crewOf(record).runner.open(request, scope, async () => {
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
    return this.#calls.count === 0 && this.#crew?.isBusy !== true;
  }

  /** A call in progress holds the session, however late it is. */
  #isExpired(record: SessionRecord): boolean {
    return this.#calls.count === 0 && Date.now() >= expiryOf(record, this.#config);
  }

  /** The record for a call; a session that could not go on says so once and is gone. */
  async #liveRecord(): Promise<SessionRecord> {
    const record = this.#present();
    if (record.lost === undefined) return record;
    const reason = record.lost;
    await this.#end();
    throw sessionLost(reason);
  }

  /** Those who work for the session of this record. */
  #crewOf(record: SessionRecord): SessionCrew {
    this.#crew ??= new SessionCrew(
      {
        ...{ link: this.#link, config: this.#config, kept: this.#kept, sealed: this.#sealed },
        callsInProgress: () => this.#calls.count,
        save: () => this.#save(),
        saveSoon: this.#saveSoon,
        lose: (losing, reason) => this.#lose(losing, reason),
        log: (event, error) => this.#log(event, { error: String(error) }),
        later: (work) => this.ctx.waitUntil(work),
      },
      record,
    );
    return this.#crew;
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
    this.#crew?.people.room?.end(`The session has ended: ${reason}.`);
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
    this.#calls.endAll(destroyed);
    this.#crew?.people.room?.end("The session has ended.");
    try {
      await this.#giveBack(record);
      // Nobody writes the record again while it is deleted.
      this.#record = undefined;
      await this.ctx.storage.deleteAll();
      this.#crew = undefined;
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
