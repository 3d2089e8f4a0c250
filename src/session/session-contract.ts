import type { ConsentMode } from "../browser/consent/framework.ts";
import type { Emulation } from "../browser/emulation.ts";
import type { ProxyRoute } from "../browser/proxy.ts";
import type { Answer } from "../domain/answer.ts";
import type { Failure, Result } from "../domain/failure.ts";
import type { CallerFacts } from "../domain/grant.ts";
import type { HumanRequest, LiveRole, LiveSize } from "../domain/live.ts";

/** Which browser a session works in and by which way its requests go; both may hold secrets. */
export interface RouteRequest {
  readonly proxy?: ProxyRoute | undefined;
  /** WebSocket address of a browser of the caller's. */
  readonly cdp?: string | undefined;
}

/** What a session is created with, every field checked. */
export interface OpenRequest extends RouteRequest {
  readonly grantId: string;
  readonly sessionId: string;
  readonly name?: string | undefined;
  readonly pinned: boolean;
  readonly emulation: Emulation;
  readonly consent: ConsentMode;
  readonly acceptDownloads: boolean;
  /** Pictures are kept of what is done. */
  readonly isTraced: boolean;
  /** The only hosts it may reach, checked; absent in an open session. */
  readonly allowedHosts?: readonly string[] | undefined;
  /** A saved profile to begin with; only with `allowedHosts`. */
  readonly profile?: string | undefined;
  /** First page, already checked; opened when the browser is there. */
  readonly url?: string | undefined;
  /** Host names of this deployment, which no page may reach. */
  readonly ownHosts: readonly string[];
  readonly waitUntil: "load" | "domcontentloaded" | "networkidle";
  /** Milliseconds since the epoch. */
  readonly deadlineAt: number;
}

export interface OpenReply {
  /** Milliseconds since the epoch at which the session ends if it is not used again. */
  readonly expiresAt: number;
  /** What was set of a profile, and what was not, in words of ours. */
  readonly profile?:
    | {
        readonly name: string;
        readonly cookies: number;
        readonly origins: number;
        readonly missing: readonly string[];
      }
    | undefined;
  /** How the first page went; undefined when none was asked for. */
  readonly page?:
    | {
        readonly facts: readonly string[];
        readonly notices: readonly string[];
        readonly failure?: Failure;
      }
    | undefined;
}

/** A tool call on its way to a session; `input` was validated against the tool's schema. */
export interface CallRequest {
  readonly operationId: string;
  readonly tool: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** Host names of this deployment, which no page may reach. */
  readonly ownHosts: readonly string[];
  readonly deadlineAt: number;
  readonly caller: CallerFacts;
  readonly people: PeopleFacts;
}

/** What a session answers a call with, and the milliseconds that the call worked in its browser. */
export type CallReply = Result<Answer> & { readonly browserMs: number };

/** How people can be reached for a call. */
export interface PeopleFacts {
  /** Where links into this deployment lead. */
  readonly origin: string;
  /** What a link opens for whoever holds it, as the grant's policy says. */
  readonly role: LiveRole;
  /** Whether the client opens addresses for its user, and has not been asked to for this call. */
  readonly opensUrls: boolean;
}

/** Carries a `Viewer` as JSON, percent-encoded, from the Worker to the session's object alone. */
export const VIEWER_HEADER = "X-Leapfrog-Viewer";

/** Who watches a session, as the Worker has made sure of it. */
export interface Viewer {
  /** In words of ours, for the others who watch and for the audit. */
  readonly name: string;
  readonly role: LiveRole;
  readonly size: LiveSize;
  /** Host names of this deployment, which no page may reach. */
  readonly ownHosts: readonly string[];
  /** Of the grant's key, under which a person's code was good; undefined for the admin and for links. */
  readonly generation?: number;
  /** When the viewer has to show again that it may watch; ms since the epoch. */
  readonly until: number;
}

/** `restoring`: a call is under way that gives the session a new browser. */
export type SessionState = "ready" | "busy" | "restoring" | "waiting for human";

/** What can be said of a session without using it. */
export interface SessionDescription {
  readonly state: SessionState;
  readonly tabs: number;
  readonly idleSeconds: number;
  readonly expiresAt: number;
  /** Origin of the active tab. */
  readonly origin: string;
  readonly pinned: boolean;
  /** What the agent waits for a person to do. */
  readonly request?: HumanRequest;
  /** How many people watch, and who of them has the page. */
  readonly viewers: number;
  readonly holder?: string;
}

export interface SessionHealth {
  readonly healthy: boolean;
  /** Round trip in milliseconds; undefined when there was none. */
  readonly ms?: number | undefined;
  readonly restarts: number;
  /** What is wrong, or was the last time, in words of ours. */
  readonly reason?: string | undefined;
}

/** What the Worker may ask of the grant's sessions; every method throws `ToolFailure`. */
export interface SessionPort {
  open(request: Omit<OpenRequest, "grantId">): Promise<OpenReply>;
  /** `onSpent` hears of the browser's time before the answer or its failure comes. */
  call(
    sessionId: string,
    request: CallRequest,
    onSpent?: (browserMs: number) => void,
  ): Promise<Answer>;
  /** Ends a call that nobody waits for any more. */
  cancel(sessionId: string, operationId: string): Promise<void>;
  /** Closes the browser, deletes the state, frees the place; `session_not_found` the second time. */
  destroy(sessionId: string): Promise<void>;
  describe(sessionId: string): Promise<SessionDescription>;
  health(sessionId: string): Promise<SessionHealth>;
  /** Lets a session outlive its idle time, or not any more. */
  pin(sessionId: string, pinned: boolean): Promise<void>;
}

/** The session object's RPC surface; failures cross it as values. */
export interface SessionRpc {
  open(request: OpenRequest): Promise<Result<OpenReply>>;
  call(request: CallRequest): Promise<CallReply>;
  cancel(operationId: string): Promise<void>;
  destroy(): Promise<Result<null>>;
  describe(): Promise<Result<SessionDescription>>;
  health(): Promise<Result<SessionHealth>>;
  pin(pinned: boolean): Promise<Result<null>>;
}
