import { ToolFailure } from "../domain/failure.ts";
import type { CDPSession, Connection, Protocol } from "./cdp.ts";
import {
  applyEmulation,
  applyRegion,
  applyViewport,
  concernsWorkers,
  type Emulation,
  type TargetKind,
} from "./emulation.ts";
import { permissionTypes, refusedUnasked } from "./permissions.ts";
import { concernsRequests, correctedHeaders } from "./request-headers.ts";

type Setting = Protocol.Browser.PermissionSetting;

/** Gives every target of a browser the session's look before its first script runs, and keeps it. */
export class Emulator {
  readonly #connection: Connection;
  /** All targets that have the look, over all tabs. */
  readonly #targets = new Map<CDPSession, TargetKind>();
  #emulation: Emulation;
  #refusal: unknown;

  constructor(connection: Connection, emulation: Emulation) {
    this.#connection = connection;
    this.#emulation = emulation;
    connection.on("sessiondetached", (session) => this.#gone(session));
  }

  get emulation(): Emulation {
    return this.#emulation;
  }

  /**
   * Sets what holds for the browser as a whole, or for one of its contexts. Where others share the
   * browser its early requests are theirs too, and stay as they are.
   */
  async prepare(browserContextId: string | undefined, isShared: boolean): Promise<void> {
    const context = browserContextId === undefined ? {} : { browserContextId };
    await Promise.all([this.#grant(context), isShared ? undefined : this.#watchEarlyRequests()]);
  }

  /** Throws what the browser could not be given, if there was anything. */
  check(): void {
    if (this.#refusal !== undefined) throw this.#refusal;
  }

  async page(session: CDPSession): Promise<void> {
    session.on("Page.frameNavigated", ({ frame }) => {
      if (frame.parentId === undefined) this.#restore(session);
    });
    await this.#apply(session, "page");
  }

  async frame(session: CDPSession): Promise<void> {
    await this.#apply(session, "frame");
  }

  /** Gives a worker the look of its pages; what is given settles when the browser has taken it. */
  worker(session: CDPSession): Promise<unknown>[] {
    return concernsWorkers(this.#emulation) ? [this.#apply(session, "worker")] : [];
  }

  /** Changes the size of every page, now and later. */
  async resize(viewport: Emulation["viewport"]): Promise<void> {
    this.#emulation = { ...this.#emulation, viewport };
    const pages = [...this.#targets].filter(([, kind]) => kind === "page");
    await Promise.all(pages.map(([session]) => applyViewport(session, { viewport })));
  }

  async #apply(session: CDPSession, kind: TargetKind): Promise<void> {
    this.#targets.set(session, kind);
    try {
      await applyEmulation(session, kind, this.#emulation);
    } catch (error) {
      if (session.connection() !== undefined) this.#refusal ??= refusalOf(error, this.#emulation);
      throw error;
    }
  }

  /** What nobody has granted is denied, not left for a person to answer who is not there. */
  async #grant(context: { browserContextId?: string }): Promise<void> {
    const { permissions, geolocation } = this.#emulation;
    const hasPosition = geolocation !== undefined;
    if (permissions !== undefined) {
      const types = permissionTypes([...permissions, ...(hasPosition ? ["geolocation"] : [])]);
      await this.#connection
        .send("Browser.grantPermissions", { permissions: types, ...context })
        .catch((error) => {
          throw refusalOf(error, this.#emulation);
        });
      return;
    }
    const set = (permission: Protocol.Browser.PermissionDescriptor, setting: Setting) =>
      this.#connection.send("Browser.setPermission", { permission, setting, ...context });
    const denials = refusedUnasked(hasPosition).map((permission) =>
      // A browser that does not know a permission gives it to no page.
      set(permission, "denied").catch(() => undefined),
    );
    const granted = hasPosition ? set({ name: "geolocation" }, "granted") : undefined;
    await Promise.all([granted, ...denials]);
  }

  /**
   * Chrome sends some requests before there is a target to tell: for the script of a service worker or
   * of a worker that a worker starts, and for the document of a tab that the browser itself opens.
   */
  async #watchEarlyRequests(): Promise<void> {
    if (!concernsRequests(this.#emulation)) return;
    const types = ["Document", "Other"] as const;
    const patterns = types.map((resourceType) => ({ urlPattern: "*", resourceType }));
    // A session of its own, since one has only one set of patterns, and others intercept too.
    const { sessionId } = await this.#connection.send("Target.attachToBrowserTarget");
    const session = this.#connection.session(sessionId);
    session?.on("Fetch.requestPaused", (event) => this.#sendOn(session, event));
    await session?.send("Fetch.enable", { patterns });
  }

  #sendOn(session: CDPSession, { requestId, request }: Protocol.Fetch.RequestPausedEvent): void {
    const headers = correctedHeaders(request.headers, this.#emulation);
    // A request whose page went away is gone with it.
    session.send("Fetch.continueRequest", { requestId, headers }).catch(() => undefined);
  }

  #gone(session: CDPSession): void {
    if (this.#targets.delete(session)) this.#restore(session);
  }

  /** What a target that ends or moves to another process owned there is set again for the others. */
  #restore(cause: CDPSession): void {
    for (const session of this.#targets.keys()) {
      // A target that ends as well needs nothing any more.
      if (session !== cause) applyRegion(session, this.#emulation).catch(() => undefined);
    }
  }
}

/** The browser's words for a value it does not know, as a failure that names the option. */
function refusalOf(error: unknown, emulation: Emulation): unknown {
  const said = String(error);
  const refused = (what: string, next: string) =>
    new ToolFailure("invalid_arguments", `${what}.`, next);
  if (/invalid time ?zone/i.test(said)) {
    const what = `timezoneId "${emulation.timezoneId}" is not known to the browser`;
    return refused(what, "Use another IANA name, such as Europe/Berlin.");
  }
  if (/invalid locale/i.test(said)) {
    const what = `locale "${emulation.locale}" is not known to the browser`;
    return refused(what, "Use another BCP 47 tag, such as de-DE.");
  }
  if (/unknown permission/i.test(said)) {
    return refused(
      `the browser does not know one of the permissions ${emulation.permissions?.join(", ")}`,
      "Leave out those that are not needed.",
    );
  }
  return error;
}
