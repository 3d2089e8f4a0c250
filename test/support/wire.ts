/** The two ways a client may speak: per session of a connection, or each request by itself. */
export type Era = "2025-06-18" | "2025-11-25" | "2026-07-28";

/** A JSON-RPC message as it came over the wire. */
export interface Message {
  readonly id?: unknown;
  readonly method?: string;
  readonly params?: Record<string, unknown>;
  readonly result?: Record<string, unknown>;
  readonly error?: { readonly code: number; readonly message: string };
}

/** The body of one request, with what the era wants inside it. */
export function bodyOf(era: Era, method: string, params: Record<string, unknown>): string {
  const given = params._meta;
  const meta = { ...(typeof given === "object" ? given : {}), ...envelopeOf(era) };
  const whole = Object.keys(meta).length === 0 ? params : { ...params, _meta: meta };
  return JSON.stringify({ jsonrpc: "2.0", id: 1, method, params: whole });
}

function envelopeOf(era: Era): Record<string, unknown> {
  if (era !== "2026-07-28") return {};
  return {
    "io.modelcontextprotocol/protocolVersion": era,
    "io.modelcontextprotocol/clientCapabilities": {},
    "io.modelcontextprotocol/clientInfo": { name: "wire", version: "1" },
  };
}

/** The headers the era wants besides the authorization. */
export function headersOf(
  era: Era,
  method: string,
  params: Record<string, unknown>,
): Record<string, string> {
  const common = {
    "Content-Type": "application/json",
    Accept: "application/json, text/event-stream",
    "MCP-Protocol-Version": era,
  };
  if (era !== "2026-07-28") return common;
  const name = params.name ?? params.uri;
  const named = typeof name === "string" ? { "Mcp-Name": name } : {};
  return { ...common, "Mcp-Method": method, ...named };
}

/** Every message of an answer, whether it came as JSON or as a stream of events. */
export function messagesIn(text: string): Message[] {
  const events = text.split("\n").filter((line) => line.startsWith("data:"));
  if (events.length === 0) return [JSON.parse(text)];
  return events.map((line) => JSON.parse(line.slice("data:".length)));
}

/** The message that answers the request: the last one. */
export function answerIn(text: string): Message {
  const last = messagesIn(text).at(-1);
  if (last === undefined) throw new Error("no message in the answer");
  return last;
}

/** The text a tool's result shows. */
export function textOf(message: Message): string {
  const content = message.result?.content;
  const [first] = Array.isArray(content) ? content : [];
  return typeof first?.text === "string" ? first.text : JSON.stringify(message);
}
