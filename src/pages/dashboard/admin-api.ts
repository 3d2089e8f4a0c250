/** Something that is wrong with what was sent, and where in it (RFC 6901). */
export interface Fault {
  readonly pointer: string;
  readonly message: string;
}

/** A refusal in words for the person; `status` is 0 where no answer came. */
export class Refused extends Error {
  readonly status: number;
  readonly faults: readonly Fault[];

  constructor(status: number, message: string, faults: readonly Fault[] = []) {
    super(message);
    this.status = status;
    this.faults = faults;
  }
}

const LOGIN_OVER = "The login has ended. Load the page again to log in.";
const NO_ANSWER = "The server does not answer.";

/** A request below `/admin` by this browser's login; a body that is no text goes as JSON. */
export async function ask<T>(
  method: string,
  path: string,
  body?: unknown,
  signal?: AbortSignal,
): Promise<T> {
  const response = await send(method, path, body, signal);
  const answer: unknown = await response.json().catch(() => ({}));
  if (!response.ok) throw refusedBy(response.status, answer);
  return answer as T;
}

async function send(
  method: string,
  path: string,
  body: unknown,
  signal: AbortSignal | undefined,
): Promise<Response> {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  try {
    return await fetch(`/admin${path}`, { method, body: text ?? null, signal: signal ?? null });
  } catch (error) {
    if (signal?.aborted === true) throw error;
    throw new Refused(0, NO_ANSWER);
  }
}

function refusedBy(status: number, answer: unknown): Refused {
  if (status === 401) return new Refused(status, LOGIN_OVER);
  const { message, errors } = Object(answer) as {
    readonly message?: string;
    readonly errors?: readonly Fault[];
  };
  const faults = errors ?? [];
  const told = faults.map(({ pointer, message: what }) => `${pointer || "It"} ${what}.`).join(" ");
  return new Refused(status, message ?? (told || `The server answered ${status}.`), faults);
}

/** What went wrong, in words for the person. */
export function wordsOf(error: unknown): string {
  return error instanceof Refused ? error.message : `Something failed in this page: ${error}`;
}
