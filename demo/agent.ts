import { findRef, listRefs } from "./refs.ts";

/** A screenshot as the tool answers it; `data` is base64. */
export interface Image {
  mimeType: string;
  data: string;
}

/** One tool answer: its text blocks joined, and its image when there is one. */
export interface Answer {
  text: string;
  image?: Image | undefined;
  isError: boolean;
}

/** Calls one tool of the server; rejects only when no answer arrived. */
export type Call = (tool: string, args: Record<string, unknown>) => Promise<Answer>;

/** The page or a tool said something else than the flow expects; `code` is the tool's failure code. */
export class DemoFailure extends Error {
  readonly code: string | undefined;

  constructor(message: string, code?: string) {
    super(message);
    this.code = code;
  }
}

/** What `act` takes besides the action and its target. */
export interface ActDetails {
  value?: string;
  key?: string;
  dialog?: "accept" | "dismiss" | { promptText: string };
}

/** Which element an action is for: its role as the snapshot writes it (or `any`) and its name. */
export type Target = readonly [role: string, name: string | RegExp];

function contains(text: string, expected: string | RegExp): boolean {
  const present = text.split("\n").filter((line) => !/^\s*- /.test(line));
  const whole = present.join("\n");
  return typeof expected === "string" ? whole.includes(expected) : expected.test(whole);
}

function failureOf(tool: string, text: string): DemoFailure {
  const code = /^\s*([a-z_]+):/.exec(text)?.[1] ?? /\bblocked_url\b/.exec(text)?.[0];
  return new DemoFailure(`${tool} failed: ${text.trim().slice(0, 600)}`, code);
}

/** One browser session seen as an agent sees it: text in, refs out. */
export class Agent {
  readonly #call: Call;
  readonly #sessionId: string;
  /** Text in which refs of the current page were seen, newest first. */
  #seen: string;
  #latest: string;

  constructor(call: Call, sessionId: string, firstAnswer: string) {
    this.#call = call;
    this.#sessionId = sessionId;
    this.#seen = firstAnswer;
    this.#latest = firstAnswer;
  }

  /** Calls a tool on this session and fails when the tool does. */
  async use(tool: string, args: Record<string, unknown> = {}): Promise<Answer> {
    const answer = await this.#call(tool, { sessionId: this.#sessionId, ...args });
    if (answer.isError) throw failureOf(tool, answer.text);
    this.#latest = answer.text;
    return answer;
  }

  /** Calls a tool that shows another page, so that refs seen before are forgotten. */
  async turnTo(tool: string, args: Record<string, unknown> = {}): Promise<string> {
    const { text } = await this.use(tool, args);
    this.#seen = text;
    return text;
  }

  /** A fresh look at the page. */
  snapshot(): Promise<string> {
    return this.turnTo("snapshot");
  }

  /** Finds the element, acts on it, and answers the outcome. */
  async act(action: string, target: Target, details: ActDetails = {}): Promise<string> {
    const attempt = async () =>
      this.use("act", { action, target: await this.#ref(target), ...details });
    const { text } = await attempt().catch((error: unknown) => {
      // A stale ref means nothing was touched, so looking again and trying once more is safe.
      if (!(error instanceof DemoFailure) || error.code !== "stale_ref") throw error;
      this.#seen = "";
      return attempt();
    });
    this.#seen = /\bnavigated\b/i.test(text) ? text : `${text}\n${this.#seen}`;
    return text;
  }

  /** Fills one field after the other. */
  async fillAll(fields: readonly (readonly [target: Target, value: string])[]): Promise<void> {
    for (const [target, value] of fields) await this.act("fill", target, { value });
  }

  /** Holds when the last answer shows the text, or the page does within ten seconds. */
  async expectText(text: string): Promise<void> {
    if (contains(this.#latest, text)) return;
    const answer = await this.#call("wait_for", {
      sessionId: this.#sessionId,
      condition: "text",
      text,
    });
    if (answer.isError) throw new DemoFailure(`the page never showed "${text}". ${answer.text}`);
  }

  /** Reads the text of an element chosen by CSS and fails unless it matches. */
  async expectTextOf(selector: string, expected: RegExp): Promise<string> {
    const { text } = await this.use("extract", { type: "text", target: selector });
    const found = expected.exec(text)?.[0];
    if (found === undefined) throw new DemoFailure(`${selector} should read ${expected}: ${text}`);
    return found;
  }

  /** Fails when the page still has the element. */
  async expectGone([role, name]: Target): Promise<void> {
    const ref = findRef(await this.snapshot(), role, name);
    if (ref !== undefined) throw new DemoFailure(`${role} "${name}" should be gone, is ${ref}`);
  }

  /** Looks where refs were seen, then at the whole page, then for the name alone, since long pages are cut. */
  async #ref([role, name]: Target): Promise<string> {
    const known = findRef(this.#seen, role, name) ?? findRef(await this.snapshot(), role, name);
    if (known !== undefined) return known;
    const find = typeof name === "string" ? name : `/${name.source}/`;
    const { text } = await this.use("snapshot", { find });
    const found = findRef(text, role, name);
    if (found !== undefined) return found;
    const same = listRefs(this.#seen).filter((element) => element.role === role);
    const names = same.map((element) => `"${element.name}"`).join(", ") || "none";
    throw new DemoFailure(`no ${role} named "${name}" on the page; of that role: ${names}`);
  }
}

/** Fails with what was expected unless the text contains it. */
export function expectIn(text: string, expected: string | RegExp, what: string): void {
  if (!contains(text, expected)) {
    throw new DemoFailure(`${what}: expected ${expected} in:\n${text.slice(0, 1500)}`);
  }
}

async function create(call: Call, name: string, url: string): Promise<Answer> {
  const answer = await call("session_create", { name, url });
  const taken = answer.isError && /^\s*invalid_arguments\b.*\bname\b/s.test(answer.text);
  // A session of that name may be somebody's work, so it is left alone and another name taken.
  return taken
    ? call("session_create", { name: `${name}-${Date.now().toString(36)}`, url })
    : answer;
}

/** Runs `work` in a session of its own, which is destroyed whatever happens. */
export async function withSession<T>(
  call: Call,
  name: string,
  url: string,
  work: (agent: Agent) => Promise<T>,
): Promise<T> {
  const created = await create(call, name, url);
  if (created.isError) throw failureOf("session_create", created.text);
  const sessionId = /\bs_[a-z0-9]{6}\b/.exec(created.text)?.[0];
  if (sessionId === undefined) throw new DemoFailure(`session_create named no id: ${created.text}`);
  const destroy = () => call("session_destroy", { sessionId });
  try {
    if (/\bblocked_url\b/.test(created.text)) throw failureOf("session_create", created.text);
    const result = await work(new Agent(call, sessionId, created.text));
    const ended = await destroy();
    if (ended.isError) throw failureOf("session_destroy", ended.text);
    return result;
  } catch (error) {
    // What went wrong first is worth telling, not that the clean-up after it failed too.
    await destroy().catch(() => undefined);
    throw error;
  }
}
