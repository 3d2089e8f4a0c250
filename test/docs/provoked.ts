type Call = readonly [tool: string, args: Readonly<Record<string, unknown>>];

/** Stands for an origin that is open to pages and where nobody answers. */
export const CLOSED = "http://closed.invalid";

/** Calls on a product of the shop that fail by the code they stand under, in the words of troubleshooting.md. */
export const PROVOKED: Readonly<Record<string, Call>> = {
  invalid_arguments: ["act", { action: "click", target: "text=e" }],
  session_not_found: ["snapshot", { sessionId: "s_aaaaaa" }],
  stale_ref: ["act", { action: "click", target: "@e999" }],
  not_found: ["act", { action: "click", target: "#none" }],
  not_actionable: ["act", { action: "click", target: "text=Skip to content" }],
  blocked_url: ["navigate", { url: "http://192.168.1.1/" }],
  navigation_failed: ["navigate", { url: CLOSED }],
  script_failed: ["extract", { type: "js", js: "nope.nope" }],
  unsupported: ["session_create", { extensions: ["x"] }],
};

/** Requests of `/mcp` by the status they are answered with, in the words of troubleshooting.md. */
export const REFUSED: readonly (readonly [
  status: number,
  request: { method?: string; path?: string; headers?: Record<string, string>; body?: string },
])[] = [
  [400, { body: "{" }],
  [400, { body: "[{}]" }],
  [400, { path: "/mcp?tools=nothing" }],
  [401, { headers: { Authorization: "Bearer nobody" } }],
  [401, { path: "/admin/grants", headers: { Authorization: "" } }],
  [401, { path: "/artifacts/art_aaaaaaaaaaaaaaaa", method: "GET", headers: { Authorization: "" } }],
  [403, { headers: { Origin: "https://elsewhere.example" } }],
  [404, { path: "/nothing" }],
  [405, { method: "GET" }],
  [406, { headers: { Accept: "text/html" } }],
  [410, { path: "/live/x", method: "GET" }],
  [413, { body: " ".repeat(17 * 1024 * 1024) }],
  [415, { headers: { "Content-Type": "text/plain" } }],
];
