import { redactText } from "./redact-credentials.ts";

/** Writes one line of JSON to the log, without credentials. */
export function logLine(event: string, fields: Readonly<Record<string, unknown>>): void {
  console.error(redactText(JSON.stringify({ event, ...fields })));
}
