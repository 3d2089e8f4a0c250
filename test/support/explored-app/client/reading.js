import { credentials, graphql, read, request, requestByXhr } from "./api.js";
import { button, choice, field, form, h, link, list, settings, show, tell } from "./dom.js";

export function articles() {
  const open = (slug) => async () => {
    const { title, minutes, body } = await request("GET", `/api/articles/${slug}`);
    return `${title} (${minutes} min): ${body}`;
  };
  const slugs = [...settings.articles, "an-article-that-is-gone"];
  show("Articles", list(...slugs.map((slug) => button(slug.replaceAll("-", " "), open(slug)))));
}

export function reports() {
  const open = async (day) => {
    const { revenue, orders } = await request("GET", `/api/reports/${encodeURIComponent(day)}`);
    return `${day}: ${orders} orders, ${revenue}`;
  };
  show(
    "Reports",
    list(...settings.reports.map((day) => button(`Report of ${day}`, () => open(day)))),
    form(
      "Other day",
      "Show report",
      (fields) => open(fields.get("day")),
      field("Day", { name: "day" }),
    ),
  );
}

export function search() {
  const find = async (fields) => {
    const query = new URLSearchParams({ q: fields.get("q") });
    for (const tag of fields.getAll("tag")) query.append("tag", tag);
    const { hits } = await requestByXhr(`/api/search?${query}`);
    return `${hits.length} found: ${hits.map((hit) => hit.title).join(", ")}`;
  };
  const tag = (value) => field(`Tag ${value}`, { type: "checkbox", name: "tag", value });
  show(
    "Search",
    form("Search", "Find", find, field("Search for", { name: "q" }), tag("vip"), tag("export")),
  );
}

export function insights() {
  const { queries } = settings;
  const batch = [
    { operationName: "TeamMembers", query: queries.TeamMembers },
    { operationName: "CurrencyRates", query: queries.CurrencyRates, variables: { base: "EUR" } },
  ];
  show(
    "Insights",
    button("Recent activity", recentActivity),
    button("Team and currencies", async () => {
      const [team, rates] = await graphql(batch);
      return `${team.data.team.length} people, ${rates.data.rates.length} currencies`;
    }),
    button("Broken query", async () => {
      const { errors } = await graphql({ operationName: "Broken", query: queries.Broken });
      return errors[0].message;
    }),
  );
}

/** Asks by the hash first, as clients with persisted queries do. */
async function recentActivity() {
  const asked = {
    operationName: "RecentActivity",
    variables: { limit: 2 },
    extensions: { persistedQuery: { version: 1, sha256Hash: settings.activityHash } },
  };
  const first = await graphql(asked);
  const found = first.errors === undefined;
  const answer = found
    ? first
    : await graphql({ ...asked, query: settings.queries.RecentActivity });
  return `${answer.data.activity.length} events`;
}

export function documents() {
  show(
    "Documents",
    form(
      "Upload",
      "Upload",
      upload,
      field("Title", { name: "title" }),
      field("Document", { type: "file", name: "file" }),
    ),
    button("Upload a sample", () => {
      const fields = new FormData();
      fields.set("title", "Sample");
      fields.set("file", new Blob(["a,b\n1,2\n"], { type: "text/csv" }), "sample.csv");
      return upload(fields);
    }),
    button("Export orders", exportOrders),
    form(
      "Feedback",
      "Send feedback",
      sendFeedback,
      choice("Topic", "praise", { name: "topic" }, ["praise", "Praise"], ["bug", "Bug"]),
      field("Message", { name: "message" }),
    ),
    h("p", {}, link("Back to customers", "#/customers")),
  );
}

async function upload(body) {
  const headers = credentials();
  const kept = await read(await fetch("/api/uploads", { method: "POST", headers, body }));
  return `Kept ${kept.name} as ${kept.id}`;
}

async function exportOrders() {
  const response = await fetch("/api/export", { headers: credentials() });
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    text += part.value;
    tell(`${text.length} characters so far`);
  }
  return `${text.trimEnd().split("\n").length} orders exported`;
}

async function sendFeedback(fields) {
  const body = new URLSearchParams(fields);
  const answer = await fetch("/api/feedback", { method: "POST", headers: credentials(), body });
  return `Thank you for your ${(await read(answer)).topic}`;
}
