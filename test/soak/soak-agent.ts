import type { Random } from "./random.ts";
import type { SoakWorld } from "./soak-world.ts";
import { type WatchedAnswer, watchedCall } from "./watched-call.ts";

/** What an agent does with a session, a few calls long. */
export type Episode = (agent: SoakAgent, sessionId: string) => Promise<void>;

/** Episodes by name, each with how often it comes. */
export type Episodes = Readonly<Record<string, readonly [weight: number, episode: Episode]>>;

const SHARED = 0.1;
const MAX_SHOWN = 240;

/** One agent of a soak: its random choices, and its calls on the sessions all agents share. */
export class SoakAgent {
  readonly world: SoakWorld;
  readonly random: Random;

  constructor(world: SoakWorld, random: Random) {
    this.world = world;
    this.random = random;
  }

  async call(tool: string, args: Record<string, unknown> = {}): Promise<WatchedAnswer> {
    const answer = await watchedCall(this.world.tally, tool, args);
    const { breach } = answer;
    if (breach !== undefined) {
      if (typeof args.sessionId === "string") this.world.find(args.sessionId, breach);
      else this.world.tally.find(breach);
    }
    return answer;
  }

  /** A call on a session; after a failure that may mean its end the agent looks what it has. */
  async on(
    sessionId: string,
    tool: string,
    args: Record<string, unknown> = {},
  ): Promise<WatchedAnswer> {
    const { world } = this;
    const shown = `${tool} ${readable(args).slice(0, MAX_SHOWN)}`;
    const answer = await world.using(sessionId, () => this.call(tool, { sessionId, ...args }));
    world.trace(sessionId, `${shown} → ${answer.outcome} after ${answer.ms} ms`);
    if (answer.outcome === "session_lost") world.ends.add(sessionId);
    if (answer.outcome === "session_not_found") world.missed.add(sessionId);
    if (/^session_/.test(answer.outcome)) await this.look();
    return answer;
  }

  /** Asks which sessions there are, and goes on with these. */
  async look(): Promise<void> {
    const { world } = this;
    const before = new Set(world.live);
    const { structured } = await this.call("session_list");
    if (!Array.isArray(structured?.sessions)) return;
    const listed = new Set(structured.sessions.map((session) => String(session.sessionId)));
    // One that was created while the list was made may not stand in it.
    for (const id of before) if (!listed.has(id)) world.live.delete(id);
    for (const id of listed) world.seen(id);
  }

  async create(args: Record<string, unknown> = {}): Promise<void> {
    const { structured } = await this.call("session_create", args);
    this.opened(structured?.sessionId);
  }

  /** Fills the pool in one call; creates one by one where that is refused. */
  async createAll(count: number): Promise<void> {
    const sessions = Array.from({ length: count }, () => ({}));
    const { structured } = await this.call("session_create_batch", { sessions });
    if (!Array.isArray(structured?.sessions)) return;
    for (const session of structured.sessions) this.opened(session.sessionId);
  }

  opened(sessionId: unknown): void {
    if (typeof sessionId !== "string") return;
    this.world.created.add(sessionId);
    this.world.seen(sessionId);
  }

  async destroy(sessionId: string): Promise<void> {
    const { world } = this;
    world.ends.add(sessionId);
    world.live.delete(sessionId);
    await this.on(sessionId, "session_destroy");
  }

  /** Does `work` with a session, mostly one nobody else is at; waits a moment where there is none. */
  async withSession(work: (sessionId: string) => Promise<void>): Promise<void> {
    const { claimed, live } = this.world;
    const free = [...live].filter((id) => this.random.chance(SHARED) || !claimed.has(id));
    const sessionId = this.random.oneOf(free);
    if (sessionId === undefined) {
      await new Promise((resolve) => setTimeout(resolve, 300));
      return this.look();
    }
    claimed.add(sessionId);
    try {
      await work(sessionId);
    } finally {
      claimed.delete(sessionId);
    }
  }
}

function readable(args: Record<string, unknown>): string {
  const text = JSON.stringify(args);
  try {
    return decodeURIComponent(text).replaceAll("+", " ");
  } catch {
    return text;
  }
}
