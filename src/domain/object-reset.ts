import { ToolFailure } from "./failure.ts";

/**
 * Whether an object was reset or went out of reach during a call, by the marks the platform puts on
 * the error; what the call did before that is not known.
 */
export function isObjectReset(error: unknown): boolean {
  const marks: { durableObjectReset?: unknown; retryable?: unknown } = Object(error);
  return marks.durableObjectReset === true || marks.retryable === true;
}

/** `ask`, and once more when its object was reset meanwhile; only for what may be done twice. */
export async function askAgain<T>(ask: (again: boolean) => Promise<T>): Promise<T> {
  try {
    return await ask(false);
  } catch (error) {
    if (!isObjectReset(error)) throw error;
  }
  try {
    return await ask(true);
  } catch (error) {
    throw isObjectReset(error) ? restarting() : error;
  }
}

function restarting(): ToolFailure {
  return new ToolFailure(
    "platform_busy",
    "A part of the server that this needs is restarting.",
    "Try again in 1 s.",
    { retryAfterSeconds: 1 },
  );
}
