import type { ServerResponse } from "node:http";
import { CUSTOMER_HANDLERS } from "./customers.ts";
import { AGENT, ARTICLE_SLUGS, CSRF, ordersOf, REPORT_DATES, SESSION, TOKEN } from "./data.ts";
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
import { graphqlReply } from "./graphql.ts";

const MS_BETWEEN_EVENTS = 300;
const { password: _, ...KNOWN } = AGENT;

/** By method and template of the route; the WebSocket is answered elsewhere. */
export const HANDLERS: Readonly<Record<string, Handler>> = {
  ...CUSTOMER_HANDLERS,
  "POST /api/login": login,
  "GET /api/me": signedIn(() => json(200, { user: KNOWN, roles: ["sales", "support"] })),
  "GET /api/reports/{date}": signedIn(report),
  "GET /api/articles/{slug}": article,
  "GET /api/search": signedIn(search),
  "GET /api/old": () => ({ status: 302, headers: { Location: "/api/me" } }),
  "GET /api/stats": signedIn(stats),
  "POST /api/feedback": feedback,
  "POST /collect": () => ({ status: 204 }),
  "POST /api/uploads": writing(upload),
  "GET /api/export": signedIn(exported),
  "GET /api/events": signedIn(() => ({ ...streamed("text/event-stream"), stream: sendEvents })),
  "POST /graphql": signedIn(graphqlReply),
};

function login(call: Call): Reply {
  const { email, password } = fieldsOf(call);
  const missing = Object.entries({ email, password }).filter(([, value]) => !value);
  if (missing.length > 0) {
    const errors = missing.map(([field]) => [field, "is missing"]);
    return problem(422, "Cannot sign in", Object.fromEntries(errors));
  }
  if (email !== AGENT.email || password !== AGENT.password) return problem(401, "Wrong password");
  const cookie = `crm_session=${SESSION}; Path=/; HttpOnly; SameSite=Lax`;
  const told = { token: TOKEN, csrfToken: CSRF, expiresIn: 3600, user: KNOWN };
  return json(200, told, { "Set-Cookie": cookie });
}

function report({ params: { date = "" } }: Call): Reply {
  if (!/^\d{4}-\d\d-\d\d$/.test(date)) return problem(422, "Not a day", { date: "is no date" });
  if (!REPORT_DATES.includes(date)) return problem(404, "No report of this day");
  const revenue = Number(date.replaceAll("-", "")) / 1_000;
  return json(200, {
    date,
    revenue,
    orders: 17,
    bestSellers: ["SKU-1041", "SKU-1052"],
    final: true,
  });
}

function article({ params: { slug = "" } }: Call): Reply {
  if (!ARTICLE_SLUGS.includes(slug)) return problem(404, "No such article");
  const title = slug.replaceAll("-", " ");
  return json(200, { slug, title, body: `All about ${title}.`, minutes: 2 + (slug.length % 5) });
}

function search({ url, state }: Call): Reply {
  const wanted = url.searchParams.get("q")?.toLowerCase() ?? "";
  if (wanted === "") return problem(422, "Nothing to search for", { q: "is missing" });
  const tags = url.searchParams.getAll("tag");
  const people = state.customers
    .filter((one) => one.name.toLowerCase().includes(wanted))
    .filter((one) => tags.every((tag) => one.tags.includes(tag)))
    .map(({ id, name }) => ({ kind: "customer", id, title: name, score: 0.9 }));
  const texts = ARTICLE_SLUGS.filter((slug) => slug.includes(wanted)).map((slug) => ({
    kind: "article",
    slug,
    title: slug.replaceAll("-", " "),
    score: 0.5,
  }));
  return json(200, { query: wanted, tags, hits: [...people, ...texts] });
}

function stats({ state: { customers } }: Call): Reply {
  const count = (status: string) => customers.filter((one) => one.status === status).length;
  const byStatus = { active: count("active"), lead: count("lead"), churned: count("churned") };
  return json(200, { customers: customers.length, byStatus, averageBalance: 612.25 });
}

function feedback({ body }: Call): Reply {
  const form = new URLSearchParams(body.toString());
  if (!form.get("message")) return problem(422, "Say something", { message: "is missing" });
  return json(200, { received: true, topic: form.get("topic") ?? "other" });
}

function upload({ headers, body, state }: Call): Reply {
  const boundary = /^multipart\/form-data;.*boundary="?([^";]+)/.exec(
    headers["content-type"] ?? "",
  );
  const parts = boundary === null ? [] : body.toString("latin1").split(`--${boundary[1]}`);
  const file = parts.find((part) => /name="file"/.test(part));
  if (file === undefined) return problem(422, "No file", { file: "is missing" });
  const name = /filename="([^"]*)"/.exec(file)?.[1] ?? "unnamed";
  const type = /content-type: *([^\r\n]+)/i.exec(file)?.[1] ?? "application/octet-stream";
  const size = file.length - file.indexOf("\r\n\r\n") - "\r\n\r\n\r\n".length;
  return json(201, { id: ++state.uploads, name, type, size });
}

/** One order a line. */
function exported({ state: { customers } }: Call): Reply {
  const orders = customers.flatMap(({ id }) => ordersOf(id));
  const body = orders.map((order) => `${JSON.stringify(order)}\n`).join("");
  return { ...streamed("application/x-ndjson"), body };
}

function streamed(type: string): Reply {
  return { status: 200, headers: { "Content-Type": type, "Cache-Control": "no-store" } };
}

/** Goes on until the page turns away. */
function sendEvents(response: ServerResponse): void {
  let count = 0;
  const send = () => {
    count++;
    const data = { number: count, orderId: 1040 + count, total: count * 12.5 };
    response.write(`id: ${count}\nevent: order\ndata: ${JSON.stringify(data)}\n\n`);
  };
  response.write("retry: 2000\n\n");
  send();
  const timer = setInterval(send, MS_BETWEEN_EVENTS);
  response.on("close", () => clearInterval(timer));
}
