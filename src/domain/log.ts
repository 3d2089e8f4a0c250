import { redactText } from "./redact-credentials.ts";

/** Under which a line is found again: as information, as a warning, or as trouble of ours. */
export type LogLevel = "log" | "warn" | "error";

/** Writes one line of JSON to the log, without credentials; what is undefined is left out. */
export function logLine(
  event: string,
  fields: Readonly<Record<string, unknown>>,
  level: LogLevel = "error",
): void {
  console[level](redactText(JSON.stringify({ event, ...fields })));
}
