import type { Call } from "./facts.ts";

/** A call, or a step inside it, before it is decided. */
export interface GatedCall {
  readonly call: Call;
  readonly sessionId?: string;
  /** Where a step stands in its call, such as `actions.3`; undefined for the call itself. */
  readonly step?: string;
  /** False for what works on no browser; its costs are neither counted nor in its way. */
  readonly usesBrowser?: boolean;
}

/** A call first, then its steps. */
export type GatedCalls = readonly [GatedCall, ...GatedCall[]];
