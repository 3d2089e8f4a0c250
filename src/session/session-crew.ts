import { Downloads } from "../browser/downloads/downloads.ts";
import { coordinatorFor } from "../coordinator/coordinator-client.ts";
import type { Config } from "../domain/config.ts";
import type { ToolFailure } from "../domain/failure.ts";
import { ADMIN_NAME } from "../domain/live-link.ts";
import { artifactsOf, knowledgeOf, peopleOf, profilesOf } from "../grants/grant-client.ts";
import type { BrowserLink } from "./browser-link.ts";
import { CallRunner } from "./call-runner.ts";
import type { KeptCare } from "./kept-care.ts";
import { LiveRoom } from "./live/live-room.ts";
import { People } from "./people.ts";
import type { SealedStore } from "./sealed-store.ts";
import type { Viewer } from "./session-contract.ts";
import { expiryOf } from "./session-lifetime.ts";
import type { SessionRecord } from "./session-record.ts";
import { rulesOf } from "./session-rules.ts";
import { StateKeeper } from "./state-keeper.ts";

export interface CrewParts {
  readonly link: BrowserLink;
  readonly config: Config;
  readonly kept: KeptCare;
  readonly sealed: SealedStore;
  readonly callsInProgress: () => number;
  readonly save: () => void;
  /** For what pages and people may bring about as often as they like. */
  readonly saveSoon: () => void;
  readonly lose: (record: SessionRecord, reason: string) => Promise<ToolFailure>;
  readonly log: (event: string, error: unknown) => void;
  /** Keeps the object until this is done, though no answer waits for it. */
  readonly later: (work: Promise<void>) => void;
}

/** Those who work for one session while its object lives, each made when it is asked for first. */
export class SessionCrew {
  readonly #parts: CrewParts;
  readonly #record: SessionRecord;
  readonly people: People;
  #runner: CallRunner | undefined;
  /** Rounds of keeping what people may have changed that are under way or wait for a turn. */
  #keeping = 0;
  #downloads: Downloads | undefined;

  constructor(parts: CrewParts, record: SessionRecord) {
    this.#parts = parts;
    this.#record = record;
    this.people = new People(record, parts.config, parts.save);
  }

  /** Whether something goes on that no call waits for. */
  get isBusy(): boolean {
    return this.#downloads?.isBusy === true || this.people.hold.isHeld;
  }

  get runner(): CallRunner {
    this.#runner ??= this.#makeRunner();
    return this.#runner;
  }

  get downloads(): Downloads {
    this.#downloads ??= this.#makeDownloads();
    return this.#downloads;
  }

  /** Where people watch the session. */
  get room(): LiveRoom {
    this.people.room ??= this.#makeRoom();
    return this.people.room;
  }

  /** Lets the session outlive its idle time, or not any more, in which case that begins anew. */
  async pin(pinned: boolean): Promise<void> {
    const { config, save } = this.#parts;
    const record = this.#record;
    record.pinned = pinned;
    record.lastUsedAt = Date.now();
    save();
    const freeAt = expiryOf(record, config);
    await coordinatorFor(record.grantId).pin(record.sessionId, pinned, freeAt);
  }

  #makeRunner(): CallRunner {
    const { link, config, kept, sealed, save, lose, log, later } = this.#parts;
    const record = this.#record;
    const { grantId } = record;
    return new CallRunner({
      ...{ record, link, config, kept, sealed, save, log },
      people: this.people,
      keeper: coordinatorFor(grantId),
      artifacts: artifactsOf(grantId),
      profiles: profilesOf(grantId),
      knowledge: knowledgeOf(grantId),
      state: new StateKeeper(sealed),
      lose: (reason) => lose(record, reason),
      later: (work) => later(work.catch((error) => log("call_unsettled", error))),
    });
  }

  #makeDownloads(): Downloads {
    const record = this.#record;
    return new Downloads({
      accepts: record.acceptDownloads,
      store: artifactsOf(record.grantId),
      tally: record.downloads,
      note: (tally) => {
        record.downloads = tally;
        this.#parts.saveSoon();
      },
      log: this.#parts.log,
    });
  }

  #makeRoom(): LiveRoom {
    const { link, config, saveSoon, log, later } = this.#parts;
    const record = this.#record;
    const { hold, requests } = this.people;
    const { grantId, sessionId } = record;
    const quietly = (event: string, work: Promise<unknown>) =>
      later(
        work.then(
          () => undefined,
          (error) => log(event, error),
        ),
      );
    return new LiveRoom({
      ...{ hold, requests, log },
      rules: () => rulesOf(config, record),
      browser: async () => (isAwake(record) ? link.ensure(record) : undefined),
      about: () => ({ sessionId, session: this.#state(), expiresAt: expiryOf(record, config) }),
      note: (what, by) =>
        quietly("deed_not_noted", peopleOf(grantId).note({ what, sessionId, by })),
      used: () => {
        record.lastUsedAt = Date.now();
        saveSoon();
      },
      cover: (told) => this.runner.secrets.keepOut(async () => told),
      hasSecrets: () => this.runner.secrets.wereUsed,
      mayStay: (viewer) => mayStay(grantId, viewer),
      keep: () => quietly("state_not_kept", this.#keep()),
      wake: () => this.runner.wake(),
    });
  }

  /** One that waits for its turn keeps what came before it too. */
  async #keep(): Promise<void> {
    if (this.#keeping > 1) return;
    this.#keeping++;
    try {
      await this.runner.keepState();
    } finally {
      this.#keeping--;
    }
  }

  #state(): "ready" | "busy" | "restoring" | "asleep" {
    const isBusy = this.#parts.callsInProgress() > this.people.requests.waiting;
    if (isAwake(this.#record)) return isBusy ? "busy" : "ready";
    return isBusy ? "restoring" : "asleep";
  }
}

/** Whether a viewer's grant lets it in as it stands now; the admin comes in by no grant. */
async function mayStay(grantId: string, { name, generation }: Viewer): Promise<boolean> {
  if (name === ADMIN_NAME) return true;
  // An object that gives no answer ends nothing.
  const entry = await peopleOf(grantId)
    .enter()
    .catch(() => undefined);
  if (entry === undefined) return true;
  return entry.ok && (generation === undefined || generation === entry.generation);
}

/** Whether there is a browser to look at, as far as is known. */
function isAwake({ rest, lost, ended, browserId }: SessionRecord): boolean {
  return rest === undefined && lost === undefined && ended !== true && browserId !== undefined;
}
