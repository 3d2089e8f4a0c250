import { createHash } from "node:crypto";
import { ordersOf } from "./data.ts";
import { type AppState, type Call, json, parsed, problem, type Reply } from "./exchange.ts";

/** The queries the page has, by their names. */
export const GRAPHQL = {
  CustomerOverview:
    "query CustomerOverview($id: ID!) { customer(id: $id) { id name status orders { id total } } }",
  AddNote:
    "mutation AddNote($customerId: ID!, $text: String!) { addNote(customerId: $customerId, text: $text) { id createdAt } }",
  RecentActivity: "query RecentActivity($limit: Int) { activity(limit: $limit) { at kind } }",
  TeamMembers: "query TeamMembers { team { id role } }",
  CurrencyRates: "query CurrencyRates($base: String!) { rates(base: $base) { currency rate } }",
  Broken: "query Broken { customer { shoeSize } }",
} as const;

/** By which the page asks for `RecentActivity` before it sends the query itself. */
export const ACTIVITY_HASH = createHash("sha256").update(GRAPHQL.RecentActivity).digest("hex");

type Variables = Readonly<Record<string, unknown>>;
type Resolver = (variables: Variables, state: AppState) => unknown;

const RESOLVERS: Readonly<Record<string, Resolver>> = {
  CustomerOverview({ id }, { customers }) {
    const found = customers.find((one) => one.id === id);
    if (found === undefined) return { customer: null };
    const orders = ordersOf(found.id).map((order) => ({ id: order.id, total: order.total }));
    return { customer: { id: found.id, name: found.name, status: found.status, orders } };
  },
  AddNote: () => ({ addNote: { id: "note-1", createdAt: "2026-05-04T10:00:00.000Z" } }),
  RecentActivity({ limit }) {
    const kinds = ["order", "note", "call"].slice(0, typeof limit === "number" ? limit : 3);
    return { activity: kinds.map((kind) => ({ at: "2026-05-04T10:00:00.000Z", kind })) };
  },
  TeamMembers: () => ({
    team: [
      { id: 1, role: "sales" },
      { id: 2, role: "support" },
    ],
  }),
  CurrencyRates: () => ({
    rates: [
      { currency: "USD", rate: 1.08 },
      { currency: "GBP", rate: 0.85 },
    ],
  }),
};

/** Takes one operation or a batch; what is neither is answered 400. */
export function graphqlReply({ body, state }: Call): Reply {
  const asked = parsed(body.toString());
  if (Array.isArray(asked))
    return json(
      200,
      asked.map((one) => resultOf(one, state)),
    );
  if (typeof asked !== "object" || asked === null) return problem(400, "Not an operation");
  return json(200, resultOf(asked, state));
}

function resultOf(asked: unknown, state: AppState): unknown {
  const query = queryOf(record(asked), state);
  if (query === undefined) return failed("PersistedQueryNotFound", "PERSISTED_QUERY_NOT_FOUND");
  const name = /^\s*(?:query|mutation)\s+(\w+)/.exec(query)?.[1] ?? "";
  const data = RESOLVERS[name]?.(record(record(asked).variables), state);
  if (data === undefined) return failed(`Cannot query ${name}`, "GRAPHQL_VALIDATION_FAILED");
  return { data };
}

/** The query itself, or the one kept under its hash; a query that comes with a hash is kept. */
function queryOf(asked: Variables, { persisted }: AppState): string | undefined {
  const { sha256Hash: hash } = record(record(asked.extensions).persistedQuery);
  if (typeof asked.query !== "string") return persisted.get(String(hash));
  if (hash !== undefined) persisted.set(String(hash), asked.query);
  return asked.query;
}

function failed(message: string, code: string) {
  return { errors: [{ message, extensions: { code } }] };
}

function record(value: unknown): Variables {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
