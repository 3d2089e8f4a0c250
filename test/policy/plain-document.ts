/** Parts of a policy document, and a call, as plain JSON. */
export interface Cond {
  path: string;
  op: string;
  value?: unknown;
}
export interface Clause {
  conditions: Cond[];
  on_deny?: string;
}
export interface Limit {
  counter: string;
  window: string;
  max: number;
  scope?: string;
  increment_from?: string;
}
export interface Entry {
  action?: string;
  when?: Cond[];
  approval?: { timeout_s?: number };
  require?: Clause[];
  deny_if?: Clause[];
  limits?: Limit[];
  rate_limit?: { max: number; window: number };
}
export interface Document {
  version: string;
  default: string;
  hide?: string[];
  all_tools?: { limits?: Limit[] };
  tools?: Record<string, Entry>;
  capabilities?: Record<string, Entry>;
}
export interface PlainCall {
  tool: string;
  args: Record<string, unknown>;
  ctx: object;
  capabilities: readonly string[];
}
