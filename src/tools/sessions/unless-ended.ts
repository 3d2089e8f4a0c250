import { ToolFailure } from "../../domain/failure.ts";

/** What a session says of itself; undefined when it has ended since the list was read. */
export async function unlessEnded<T>(asking: Promise<T>): Promise<T | undefined> {
  try {
    return await asking;
  } catch (error) {
    const ended = error instanceof ToolFailure && error.failure.code === "session_not_found";
    if (ended) return undefined;
    throw error;
  }
}
