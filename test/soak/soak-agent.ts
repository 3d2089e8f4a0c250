import type { Random } from "./random.ts";
import type { SoakWorld } from "./soak-world.ts";
import { type WatchedAnswer, watchedCall } from "./watched-call.ts";

/** One agent of a soak: its random choices, and its calls on the sessions all agents share. */
export class SoakAgent {
  readonly world: SoakWorld;
  readonly random: Random;

  constructor(world: SoakWorld, random: Random) {
    this.world = world;
    this.random = random;
  }

  call(tool: string, args: Record<string, unknown> = {}): Promise<WatchedAnswer> {
    return watchedCall(this.world.tally, tool, args);
  }

  /** A call on a session; after a failure that may mean its end the agent looks what it has. */
  async on(
    sessionId: string,
    tool: string,
    args: Record<string, unknown> = {},
  ): Promise<WatchedAnswer> {
    const { world } = this;
    const answer = await this.call(tool, { sessionId, ...args });
    const shown = JSON.stringify(args).slice(0, 200);
    world.trace(sessionId, `${tool} ${shown} → ${answer.outcome}`, answer.isBreach);
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
    if (structured === undefined) return;
    this.world.created.add(String(structured.sessionId));
    this.world.seen(String(structured.sessionId));
  }

  async destroy(sessionId: string): Promise<void> {
    const { world } = this;
    world.ends.add(sessionId);
    world.live.delete(sessionId);
    await this.on(sessionId, "session_destroy");
  }

  /** Does `work` with a session, mostly one nobody else is at; nothing where there is none. */
  async withSession(work: (sessionId: string) => Promise<void>): Promise<void> {
    const { claimed, live } = this.world;
    const free = [...live].filter((id) => this.random.chance(SHARED) || !claimed.has(id));
    const sessionId = this.random.oneOf(free);
    if (sessionId === undefined) return this.look();
    claimed.add(sessionId);
    try {
      await work(sessionId);
    } finally {
      claimed.delete(sessionId);
    }
  }
}

const SHARED = 0.15;
