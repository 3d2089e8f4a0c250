import { type Body, parsedJson } from "./body.ts";
import { type OperationType, operationsIn } from "./graphql-text.ts";
import { partsOf } from "./multipart.ts";
import { isProgramName } from "./name-forms.ts";
import { NOTHING, type Shape, shapeOf } from "./shape.ts";

/** One operation of a call: its variables by their shape, and where in a batch its answer stands. */
export interface SentOperation {
  readonly name: string;
  /** Undefined where only a hash of the document was sent. */
  readonly type: OperationType | undefined;
  readonly variables: Shape;
}

/** What carries an operation: a body, or the query of an address. */
type Carrier = Readonly<Record<string, unknown>>;

const PATH = /\/(?:graphql|gql)(?:\/|$)/i;
const MAX_BATCH = 20;
const ANONYMOUS = "anonymous";

/** The operations of a call, in their order; empty where it is none of GraphQL. */
export function operationsOf(
  url: URL,
  body: Body,
  rawBody: string | undefined,
): readonly SentOperation[] {
  const isPath = PATH.test(url.pathname);
  const carriers = carriersOf(url, body, rawBody).slice(0, MAX_BATCH);
  const operations = carriers.map((carrier) => operationOf(carrier, isPath ? url : undefined));
  return operations.flatMap((operation) => (operation === undefined ? [] : [operation]));
}

function carriersOf(url: URL, { value, mediaType, form }: Body, rawBody = ""): readonly Carrier[] {
  if (mediaType === "application/graphql" && rawBody !== "") return [{ query: rawBody }];
  if (form === "parts" && rawBody.includes('name="operations"')) {
    const part = partsOf("", rawBody).find(({ name }) => name === "operations");
    return carriersIn(parsedJson(part?.text ?? "")?.value);
  }
  if (value !== undefined) return carriersIn(value);
  const query = Object.fromEntries(url.searchParams);
  const read = (name: string) => parsedJson(query[name] ?? "")?.value;
  return [{ ...query, variables: read("variables"), extensions: read("extensions") }];
}

function carriersIn(value: unknown): readonly Carrier[] {
  const all = Array.isArray(value) ? value : [value];
  return all.every(isCarrier) ? all : [];
}

function isCarrier(value: unknown): value is Carrier {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function operationOf(carrier: Carrier, graphqlUrl: URL | undefined): SentOperation | undefined {
  const { query, operationName } = carrier;
  const asked =
    typeof operationName === "string" && operationName !== "" ? operationName : undefined;
  const variables = isCarrier(carrier.variables) ? shapeOf(carrier.variables) : NOTHING;
  const heads = typeof query === "string" ? operationsIn(query) : undefined;
  if (heads !== undefined && heads.length > 0) {
    const head = heads.find(({ name, isNamed }) => isNamed && name === asked) ?? heads[0];
    return { name: told(asked ?? head?.name), type: head?.type, variables };
  }
  const isStored = hasHash(carrier) || (graphqlUrl !== undefined && (asked ?? carrier.variables));
  if (!isStored) return undefined;
  return { name: told(asked ?? lastWord(graphqlUrl)), type: undefined, variables };
}

/** A document that the server knows by its digest. */
function hasHash({ extensions }: Carrier): boolean {
  const stored = isCarrier(extensions) ? extensions.persistedQuery : undefined;
  return isCarrier(stored) && typeof stored.sha256Hash === "string";
}

/** Some servers have the operation's name at the end of the path. */
function lastWord(url: URL | undefined): string | undefined {
  const last = url?.pathname.split("/").at(-1);
  return last === undefined || /^(?:graphql|gql|)$/i.test(last) ? undefined : last;
}

function told(name: string | undefined): string {
  return name !== undefined && /^\w+$/.test(name) && isProgramName(name) ? name : ANONYMOUS;
}

/** The answers of a batch, one for each operation as far as they came; of a single call the one. */
export function answersOf(operations: number, { value }: Body): readonly Shape[] {
  const answers = Array.isArray(value) && operations > 0 ? value : [value];
  return answers
    .slice(0, operations)
    .map((answer) => (answer === undefined ? NOTHING : shapeOf(answer)));
}
