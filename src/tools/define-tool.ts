import type * as z from "zod";
import type { ApiCatalogue } from "../apis/catalogue.ts";
import type { UrlRules } from "../browser/egress/url-rules.ts";
import type { Page } from "../browser/page.ts";
import type { PoolPort } from "../coordinator/coordinator-contract.ts";
import type { Answer } from "../domain/answer.ts";
import type { ArtifactStore } from "../domain/artifact.ts";
import type { Config } from "../domain/config.ts";
import type { CallScope } from "../domain/deadline.ts";
import type { HumanRequest } from "../domain/live.ts";
import type { CarriedState, ProfileStore } from "../domain/profile.ts";
import type { RecordedStep } from "../domain/recorded-step.ts";
import type { KnowledgeStore, SiteKnowledge, Visit } from "../domain/site-knowledge.ts";
import type { Capability, ToolName } from "../domain/tool-names.ts";
import type { TraceFrames } from "../domain/trace-frame.ts";
import type { SessionFacts } from "../policy/facts.ts";
import type { SessionPort } from "../session/session-contract.ts";

/** The folders of the catalogue, which `/mcp?tools=` takes by name. */
export type Theme =
  | "sessions"
  | "profiles"
  | "reading"
  | "acting"
  | "tabs"
  | "network"
  | "memory"
  | "people";

/** All four hints are stated for every tool, and are true. */
export interface ToolAnnotations {
  readonly readOnlyHint: boolean;
  readonly destructiveHint: boolean;
  readonly idempotentHint: boolean;
  readonly openWorldHint: boolean;
}

/** A call inside a call, which the policy decides by itself. */
export interface ToolStep {
  /** Where it stands among the arguments, such as `actions.3`. */
  readonly name: string;
  readonly tool: Tool;
  readonly input: Readonly<Record<string, unknown>>;
}

/** What the policy may ask of a call beyond its arguments. */
export interface PolicyView<I> {
  /** The arguments in one spelling, where several mean the same; as they are without it. */
  args?(input: I): Readonly<Record<string, unknown>>;
  capabilities?(input: I): readonly Capability[];
  /** The address the call leads to. */
  leadsTo?(input: I): string | undefined;
  /** What the session is that the call would open. */
  opens?(input: I): SessionFacts;
  steps?(input: I): readonly ToolStep[];
}

/** Where a tool says of the steps inside it when each begins, which the policy may forbid, and ends. */
export interface StepLedger {
  /** Throws `policy_denied` or `approval_required`; the step must not be done then. */
  begin(name: string): void;
  /** `ok`, or the code of its failure. */
  end(name: string, code: string): void;
}

/** A call that a tool makes as another while it runs. */
export interface InnerCall {
  /** Where it stands in the call, such as `call.3`. */
  readonly name: string;
  readonly tool: SessionTool;
  readonly input: Readonly<Record<string, unknown>>;
}

/** The steps of a call on a session, of which some are known only once it runs. */
export interface SessionSteps extends StepLedger {
  /** Has the policy decide a call, charge and note it, and runs it; throws as a call of its own would. */
  run<T>(page: Page, call: InnerCall, work: (page: Page) => Promise<T>): Promise<T>;
}

interface ToolText {
  readonly name: ToolName;
  readonly title: string;
  /** First what it does, then when; the model sees nothing else of the tool's purpose. */
  readonly description: string;
  readonly annotations: ToolAnnotations;
  readonly theme: Theme;
  /** Whether an argument may name secrets, by its path such as `actions.0.value`; none may otherwise. */
  readonly takesSecret?: (path: string) => boolean;
  /** In the short list for clients with little room. */
  readonly core: boolean;
}

/** What the grant knows of the sites its pages come from, and learns. */
export interface SiteLearning {
  /** Undefined for a site that is new, or whose knowledge cannot be had just now. */
  of(url: string): Promise<SiteKnowledge | undefined>;
  /** Nobody waits for it. */
  note(url: string, visit: Omit<Visit, "endpoints">): void;
}

/** What became of a request to a person. */
export interface HumanOutcome {
  readonly kind: "done" | "declined" | "expired";
  /** The person's own words. */
  readonly note: string;
  /** Who, in words of ours; empty where nobody came. */
  readonly by: string;
}

/** What a session asks of people, one request at a time. */
export interface HumanDesk {
  /** Opens a request; throws `not_actionable` while another one waits. */
  ask(reason: string): HumanRequest;
  /** The last request; throws `not_found` where it has another id. */
  find(id: string | undefined): HumanRequest;
  /** Undefined while it waits. */
  outcomeOf(id: string): HumanOutcome | undefined;
  /** Waits for the outcome, this many ms at most. */
  settled(id: string, ms: number, scope: CallScope): Promise<HumanOutcome | undefined>;
}

/** What a call has before its turn. */
export interface BeforeTurn {
  readonly people: HumanDesk;
  readonly scope: CallScope;
  /** Whether the caller's client opens addresses for its user when it is asked to. */
  readonly opensUrls: boolean;
  /** Address of the live view for a person, good until then; undefined where nothing can be signed. */
  liveLink(until: number): Promise<string | undefined>;
}

/** What a tool that runs in the Worker works with; everything is bound to the caller's grant. */
export interface PoolContext {
  readonly pool: PoolPort;
  readonly sessions: SessionPort;
  /** Address of a session's live view for a person, good until then; undefined without a key. */
  liveLink(sessionId: string, until: number): Promise<string | undefined>;
  /** Live sessions the grant may have; undefined for as many as the pool has. */
  readonly maxSessions?: number | undefined;
  readonly profiles: ProfileStore;
  readonly knowledge: KnowledgeStore;
  readonly config: Config;
  readonly urlRules: UrlRules;
  /** Milliseconds since the epoch. */
  readonly deadlineAt: number;
  readonly steps: StepLedger;
  /** The id behind an id or a name; throws `session_not_found`. */
  resolve(idOrName: string): Promise<string>;
  /** Runs `work`, and `undo` should the caller close the request before it is over. */
  whileWanted<T>(work: () => Promise<T>, undo: () => Promise<void>): Promise<T>;
}

/** What is known of a session without its browser. */
export type SessionKnown = Pick<SessionContext, "profile" | "profiles" | "urlRules">;

/** What a tool that runs on a session's turn works with. */
export interface SessionContext {
  readonly sessionId: string;
  /** The active tab. */
  readonly page: Page;
  readonly urlRules: UrlRules;
  /** Those of the caller's grant. */
  readonly artifacts: ArtifactStore;
  readonly profiles: ProfileStore;
  /** The one the session was created with. */
  readonly profile: string | undefined;
  /** What a profile may keep of the session's browser as it is now. */
  carried(): Promise<CarriedState>;
  readonly steps: SessionSteps;
  /** What the pages have asked servers for by script. */
  readonly apis: ApiCatalogue;
  readonly sites: SiteLearning;
  /** Pictures of what was done; undefined in a session that keeps no trace. */
  readonly trace: TraceFrames | undefined;
  readonly people: HumanDesk;
  /** What was done in the session before this call, oldest first. */
  done(): Promise<readonly RecordedStep[]>;
}

export interface PoolTool<S extends z.ZodObject = z.ZodObject> extends ToolText {
  readonly target: "pool";
  readonly input: S;
  /** Only where `structured` is the whole answer. */
  readonly output?: z.ZodObject;
  readonly policy?: PolicyView<z.output<S>>;
  // A method, so that tools of different inputs fit one list.
  run(input: z.output<S>, context: PoolContext): Promise<Answer>;
}

export interface SessionTool<S extends z.ZodObject = z.ZodObject> extends ToolText {
  readonly target: "session";
  /** Acts on what the caller has seen of the page, and so never on one of a browser started since. */
  readonly actsOnPage?: boolean;
  /** Something is done or looked at, which the session remembers. */
  readonly isStep?: boolean;
  /** Does no more than read unless code of the caller's is in it, though its hints allow for that. */
  readonly readsUnlessCode?: boolean;
  /** Goes on while a person has the page, though it does more than read. */
  readonly whileHeld?: boolean;
  /** Without `sessionId`, which is added and taken off in one place. */
  readonly input: S;
  readonly policy?: PolicyView<z.output<S>>;
  /** Fills in what the call leaves to its session, before the policy is asked, so that it is seen. */
  complete?(input: z.output<S>, known: SessionKnown): Promise<z.output<S>>;
  /** What takes no turn; its answer is the whole, and without one `run` follows on a turn. */
  beforeTurn?(input: z.output<S>, before: BeforeTurn): Promise<Answer | undefined>;
  run(input: z.output<S>, context: SessionContext): Promise<Answer>;
}

export type Tool = PoolTool | SessionTool;

/** Declares a tool; nothing happens but that its parts are checked against each other. */
export function defineTool<S extends z.ZodObject>(tool: PoolTool<S>): PoolTool<S>;
export function defineTool<S extends z.ZodObject>(tool: SessionTool<S>): SessionTool<S>;
export function defineTool<T extends Tool>(tool: T): T {
  return tool;
}

const hints = (readOnly: boolean, destructive: boolean, idempotent: boolean, open: boolean) => ({
  readOnlyHint: readOnly,
  destructiveHint: destructive,
  idempotentHint: idempotent,
  openWorldHint: open,
});

/** Reads what the server knows. */
export const READS = hints(true, false, true, false);
/** Reads a page of the open world. */
export const READS_PAGE = hints(true, false, true, true);
/** Changes the caller's own sessions only. */
export const WRITES = hints(false, false, true, false);
/** Reaches out and adds to what is there. */
export const REACHES_OUT = hints(false, false, false, true);
/** May change or destroy what stands behind a page. */
export const ACTS = hints(false, true, false, true);
/** Destroys something of the caller's own. */
export const DESTROYS = hints(false, true, true, false);
