import { randomUUID } from "node:crypto";
import { type Customer, ordersOf } from "./data.ts";
import {
  type Call,
  fieldsOf,
  type Handler,
  json,
  problem,
  type Reply,
  signedIn,
  writing,
} from "./exchange.ts";

const PAGE_SIZE = 5;

/** What is asked about customers and their orders. */
export const CUSTOMER_HANDLERS: Readonly<Record<string, Handler>> = {
  "GET /api/customers": signedIn(listed),
  "POST /api/customers": writing(created),
  "GET /api/customers/{customerId}": signedIn(found((customer) => json(200, customer))),
  "PATCH /api/customers/{customerId}": writing(found(changed)),
  "DELETE /api/customers/{customerId}": writing(found(deleted)),
  "GET /api/customers/{customerId}/orders": signedIn(
    found(({ id }) => json(200, { items: ordersOf(id).map(({ lines: _, ...order }) => order) })),
  ),
  "GET /api/customers/{customerId}/orders/{orderId}": signedIn(found(oneOrder)),
};

function listed({ url, state }: Call): Reply {
  const query = url.searchParams;
  const page = Number(query.get("page") ?? 1);
  if (!Number.isInteger(page) || page < 1) {
    return problem(422, "Not a page", { page: "has to be 1 or more" });
  }
  const sort = query.get("sort") ?? "name";
  const status = query.get("status");
  const all = state.customers.filter((one) => status === null || one.status === status);
  all.sort((a, b) => valueBy(sort, a).localeCompare(valueBy(sort, b)));
  const from = (page - 1) * PAGE_SIZE;
  const hasMore = from + PAGE_SIZE < all.length;
  return json(200, {
    items: all.slice(from, from + PAGE_SIZE),
    page,
    pageSize: PAGE_SIZE,
    total: all.length,
    next: hasMore ? `/api/customers?page=${page + 1}&sort=${encodeURIComponent(sort)}` : null,
  });
}

function valueBy(sort: string, customer: Customer): string {
  return sort === "created" ? customer.createdAt : customer.name;
}

function created(call: Call): Reply {
  const fields = fieldsOf(call);
  const errors = errorsIn(fields);
  if (typeof fields.name !== "string" || fields.name === "") errors.name = "is missing";
  if (fields.email === undefined) errors.email = "is missing";
  if (Object.keys(errors).length > 0) return problem(422, "Cannot be saved", errors);
  const customer: Customer = {
    id: randomUUID(),
    name: String(fields.name),
    email: String(fields.email),
    phone: null,
    status: "lead",
    balance: 0,
    tags: [],
    createdAt: new Date().toISOString(),
  };
  call.state.customers.push(customer);
  return json(201, customer, { Location: `/api/customers/${customer.id}` });
}

function changed(customer: Customer, call: Call): Reply {
  const fields = fieldsOf(call);
  const errors = errorsIn(fields);
  if (Object.keys(errors).length > 0) return problem(422, "Cannot be saved", errors);
  if (typeof fields.name === "string") customer.name = fields.name;
  if (typeof fields.email === "string") customer.email = fields.email;
  if (typeof fields.phone === "string") customer.phone = fields.phone;
  return json(200, customer);
}

function errorsIn({ email }: Record<string, unknown>): Record<string, string> {
  return email === undefined || /^\S+@\S+\.\S+$/.test(String(email))
    ? {}
    : { email: "is no address" };
}

function deleted({ id }: Customer, { state }: Call): Reply {
  state.customers = state.customers.filter((one) => one.id !== id);
  return { status: 204 };
}

function oneOrder({ id }: Customer, { params }: Call): Reply {
  const order = ordersOf(id).find((one) => String(one.id) === params.orderId);
  return order === undefined ? problem(404, "No such order") : json(200, order);
}

function found(handler: (customer: Customer, call: Call) => Reply): Handler {
  return (call) => {
    const customer = call.state.customers.find(({ id }) => id === call.params.customerId);
    return customer === undefined ? problem(404, "No such customer") : handler(customer, call);
  };
}
