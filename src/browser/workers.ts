import { type CDPSession, type Connection, type Protocol, resume } from "./cdp.ts";
import type { EgressGuard } from "./egress/guard.ts";
import type { Emulator } from "./emulator.ts";
import type { Place } from "./log/exchange.ts";
import type { SessionLog } from "./log/session-log.ts";

const HELD_BACK = { autoAttach: true, waitForDebuggerOnStart: true, flatten: true };

const PLACES: Readonly<Record<string, Place>> = {
  shared_worker: "shared worker",
  service_worker: "service worker",
};

interface WorkerCare {
  readonly guard: EgressGuard;
  readonly emulator: Emulator;
  readonly log: SessionLog;
}

/** Readies every worker before it runs, and those that workers start. */
export class Workers {
  readonly #connection: Connection;
  readonly #care: WorkerCare;

  constructor(connection: Connection, care: WorkerCare) {
    this.#connection = connection;
    this.#care = care;
  }

  /** `tabId` is the target of the tab it belongs to; one that is shared belongs to none. */
  take(session: CDPSession, event: Protocol.Target.AttachedToTargetEvent, tabId?: string): void {
    const { guard, emulator } = this.#care;
    const { type, url } = event.targetInfo;
    session.on("Target.attachedToTarget", (nested) => {
      const child = this.#connection.session(nested.sessionId);
      if (child !== null) this.take(child, nested, tabId);
    });
    const sent = [
      ...guard.guardWorker(session, url),
      ...(type.endsWith("worker")
        ? [this.#listen(session, event, tabId), ...emulator.worker(session)]
        : []),
      session.send("Target.setAutoAttach", HELD_BACK),
    ];
    // A worker that ends while it is set up has nothing left to show.
    Promise.all(sent).catch(() => undefined);
    resume(session);
  }

  #listen(
    session: CDPSession,
    { targetInfo: { type }, waitingForDebugger }: Protocol.Target.AttachedToTargetEvent,
    targetId: string | undefined,
  ): Promise<void> {
    const source = { place: PLACES[type] ?? "worker", targetId } as const;
    const { log } = this.#care;
    if (type !== "shared_worker" || !waitingForDebugger) return log.listen(session, source);
    return log.listenToSharedWorker(session, source);
  }
}
