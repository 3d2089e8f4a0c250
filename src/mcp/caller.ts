import type { Config } from "../domain/config.ts";
import type { CallerFacts, Grant } from "../domain/grant.ts";
import { directory } from "../grants/directory-client.ts";
import { Gate } from "../grants/gate.ts";
import { grantGate } from "../grants/grant-client.ts";
import type { PolicyCopy } from "../grants/grant-contract.ts";
import type { MetricsSink } from "./call-metrics.ts";

/** Who calls, and what the Worker lends to the call. */
export interface Caller {
  readonly grant: Grant;
  /** The person or service within the grant, where the login tells. */
  readonly subject?: string;
  readonly policy: PolicyCopy | undefined;
  /** The kill switch is on, so that nothing but the refusal of calls is served. */
  readonly isStopped?: boolean;
  /** Drawn for each HTTP request. */
  readonly requestId: string;
  readonly config: Config;
  /** Host names of this deployment. */
  readonly ownHosts: readonly string[];
  /** Where links into this deployment lead. */
  readonly origin: string;
  readonly waitUntil: (work: Promise<unknown>) => void;
  /** Whether the client opens addresses for its user, and has not done so for this call. */
  readonly opensUrls?: boolean;
  /** Name and version of the client program, as it says. */
  readonly client?: string;
  /** Where a point is written for each call, should a dataset be bound. */
  readonly metrics?: MetricsSink | undefined;
}

/** What calls decided in the Worker pass, by the policy that the request came in with. */
export function gateOf(caller: Caller): Gate {
  const parts = {
    caller: callerFacts(caller),
    grant: grantGate(caller.grant.id),
    directory: directory(),
    config: caller.config,
  };
  return new Gate(parts, { copy: caller.policy });
}

/** The caller as counters and the audit know it. */
export function callerFacts({ grant, subject, client, requestId }: Caller): CallerFacts {
  return {
    grantId: grant.id,
    requestId,
    ...(subject === undefined ? {} : { subject }),
    ...(client === undefined ? {} : { client }),
  };
}
