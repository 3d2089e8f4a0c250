import type { BodyForm } from "./body.ts";
import type { Category } from "./classify.ts";
import type { Credential } from "./credentials.ts";
import type { OperationType } from "./graphql-text.ts";
import type { JsonSchema } from "./schema.ts";

export interface PathParameter {
  readonly name: string;
  readonly schema: JsonSchema;
}

export interface QueryParameter {
  readonly name: string;
  /** Of one value. */
  readonly schema: JsonSchema;
  /** Calls that had it. */
  readonly seen: number;
  /** Whether a call had it several times. */
  readonly repeated: boolean;
}

/** Bodies of one media type; of lines and events the schema is that of one. */
export interface Payload {
  readonly mediaType: string;
  readonly form: BodyForm;
  readonly count: number;
  /** Undefined where no body could be read. */
  readonly schema?: JsonSchema | undefined;
}

export interface Answer {
  readonly status: number;
  readonly count: number;
  /** Empty where the answer had no body. */
  readonly payloads: readonly Payload[];
}

/** Credentials that were sent together. */
export interface CredentialSet {
  readonly count: number;
  /** Empty where a call sent none. */
  readonly used: readonly Credential[];
}

export interface GraphqlOperation {
  readonly name: string;
  /** Undefined where only a hash of it was ever sent. */
  readonly type?: OperationType | undefined;
  readonly count: number;
  readonly variables?: JsonSchema | undefined;
  /** Of the whole answer, `data` and `errors` included. */
  readonly answer?: JsonSchema | undefined;
}

/** What a server answers under one method and one template of paths; plain JSON, without any value. */
export interface Endpoint {
  readonly method: string;
  readonly origin: string;
  /** Such as `/users/{userId}`, percent signs as they were. */
  readonly path: string;
  readonly category: Category;
  /** From 0 to 1, see `classify`. */
  readonly confidence: number;
  readonly count: number;
  readonly parameters: readonly PathParameter[];
  readonly query: readonly QueryParameter[];
  readonly requests: readonly Payload[];
  /** By status. */
  readonly answers: readonly Answer[];
  readonly credentials: readonly CredentialSet[];
  readonly operations: readonly GraphqlOperation[];
}
