import type { AdminAccess } from "./admin-access.ts";
import { reasonOf, StartProblem } from "./start-problem.ts";

const REQUEST_MS = 60_000;

/** Sends a request below `/admin`; gives the answer's JSON, or throws what it was refused for. */
export async function adminRequest(
  { origin, token, isLocal }: AdminAccess,
  method: string,
  path: string,
  body?: string,
): Promise<unknown> {
  const init = {
    method,
    headers: { authorization: `Bearer ${token}` },
    redirect: "error",
    signal: AbortSignal.timeout(REQUEST_MS),
    ...(body === undefined ? {} : { body }),
  } as const;
  const response = await fetch(`${origin}/admin${path}`, init).catch((error: unknown) => {
    const hint = isLocal ? " Is npm start running?" : "";
    throw new StartProblem(`${origin} does not answer: ${reasonOf(error)}.${hint}`);
  });
  const text = await response.text();
  const answer = parse(text);
  if (response.ok && answer !== undefined) return answer;
  throw new StartProblem(refusalOf(answer) ?? `${origin} answered ${response.status}: ${text}`);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Each error as `pointer message`, or the one message there is. */
function refusalOf(answer: unknown): string | undefined {
  const { errors, message }: { errors?: unknown; message?: unknown } = Object(answer);
  if (typeof message === "string") return message;
  if (!Array.isArray(errors)) return undefined;
  return errors.map((error) => `${error.pointer || "(document)"} ${error.message}`).join("\n");
}
