import { graphql, request } from "./api.js";
import { button, choice, field, form, h, link, list, settings, show, tell } from "./dom.js";

const NOBODY = "00000000-0000-4000-8000-000000000000";
const asked = { page: 1, sort: "name", status: "" };

export async function customers() {
  const query = new URLSearchParams({ page: asked.page, sort: asked.sort });
  if (asked.status !== "") query.set("status", asked.status);
  const { items, total, next } = await request("GET", `/api/customers?${query}`);
  const turn = (by) => () => askAgain({ page: asked.page + by });
  show(
    "Customers",
    choice(
      "Sort by",
      asked.sort,
      { onchange: pick("sort") },
      ["name", "Name"],
      ["created", "Date"],
    ),
    choice(
      "Status",
      asked.status,
      { onchange: pick("status") },
      ["", "All"],
      ["active", "Active"],
      ["lead", "Lead"],
      ["churned", "Churned"],
    ),
    h("p", {}, `${total} customers, page ${asked.page}`),
    list(...items.map(({ id, name }) => link(name, `#/customers/${id}`))),
    asked.page > 1 ? button("Previous page", turn(-1)) : undefined,
    next === null ? undefined : button("Next page", turn(1)),
    link("A customer who is gone", `#/customers/${NOBODY}`),
    newCustomer(),
  );
}

function pick(name) {
  return (event) => askAgain({ page: 1, [name]: event.target.value });
}

function askAgain(change) {
  Object.assign(asked, change);
  return customers();
}

function newCustomer() {
  const create = async (fields) => {
    const made = await request("POST", "/api/customers", Object.fromEntries(fields));
    location.hash = `#/customers/${made.id}`;
  };
  return form(
    "New customer",
    "Create customer",
    create,
    field("Name", { name: "name" }),
    field("Email", { name: "email" }),
  );
}

export async function customer(id) {
  const path = `/api/customers/${id}`;
  const { name, email, phone, status } = await request("GET", path);
  const orders = h("div", { id: "orders" });
  const save = async (fields) => {
    const saved = await request("PATCH", path, Object.fromEntries(fields));
    return `Saved ${saved.name}`;
  };
  show(
    name,
    h("p", {}, `Status: ${status}`),
    form(
      "Customer",
      "Save customer",
      save,
      field("Email", { name: "email", value: email }),
      field("Phone", { name: "phone", value: phone ?? "" }),
    ),
    button("Show orders", () => showOrders(path, orders)),
    orders,
    form("Note", "Add note", (fields) => addNote(id, fields), field("Note", { name: "text" })),
    button("Overview of this customer", () => overview(id)),
    button("Delete customer", () => askToDelete(path)),
    h("div", { id: "confirm" }),
  );
}

async function showOrders(path, orders) {
  const { items } = await request("GET", `${path}/orders`);
  const open = (id) => async () => {
    const order = await request("GET", `${path}/orders/${id}`);
    return `Order ${order.id}: ${order.lines.length} lines, ${order.total} ${order.currency}`;
  };
  orders.replaceChildren(list(...items.map(({ id }) => button(`Order ${id}`, open(id)))));
}

async function addNote(customerId, fields) {
  const variables = { customerId, text: fields.get("text") };
  const { data } = await graphql({
    operationName: "AddNote",
    query: settings.queries.AddNote,
    variables,
  });
  return `Note kept at ${data.addNote.createdAt}`;
}

async function overview(id) {
  const { data } = await graphql({
    operationName: "CustomerOverview",
    query: settings.queries.CustomerOverview,
    variables: { id },
  });
  return `${data.customer.orders.length} orders`;
}

function askToDelete(path) {
  const remove = async () => {
    await request("DELETE", path);
    location.hash = "#/customers";
    tell("Deleted");
  };
  document
    .getElementById("confirm")
    .replaceChildren(h("p", {}, "This cannot be undone."), button("Yes, delete", remove));
}
