import { expect, test } from "vitest";
import type { ApiCall } from "../../src/apis/api-call.ts";
import { call, endpointOf } from "./calls.ts";

function kind(...calls: readonly ApiCall[]): readonly [string, number] {
  const { category, confidence } = endpointOf(...calls);
  return [category, confidence];
}

function times(count: number, one: ApiCall): ApiCall[] {
  return Array.from({ length: count }, () => one);
}

const USERS = call("/users", { answered: [{ id: 1, name: "Ada" }] });

test("data is surer the more of it was seen", () => {
  const shares = [1, 3, 10].map((count) => kind(...times(count, USERS)));
  expect(shares.map(([category]) => category)).toEqual(["data", "data", "data"]);
  const [one = 0, three = 0, ten = 0] = shares.map(([, confidence]) => confidence);
  expect(one).toBeGreaterThan(0.7);
  expect(three).toBeGreaterThan(one);
  expect(ten).toBeGreaterThan(three);
  expect(ten).toBeLessThan(1);
});

const EVENT = { events: [{ event_name: "view", timestamp: 1 }], client_id: "x", session_id: "y" };

test.each([
  [
    "tracking",
    call("https://www.google-analytics.com/g/collect?v=2&tid=G-1", {
      method: "POST",
      status: 204,
      responseType: "",
    }),
  ],
  [
    "tracking",
    call("https://o1.ingest.sentry.io/api/1/envelope/", { sent: EVENT, answered: { id: "a" } }),
  ],
  ["tracking", call("/t", { sent: EVENT, status: 204, responseType: "" })],
  [
    "tracking",
    call("/v1/collect", {
      sent: EVENT,
      status: 200,
      responseType: "text/plain",
      responseBody: "ok",
    }),
  ],
  [
    "ads",
    call("https://ib.adnxs.com/ut/v3/prebid", { sent: { imp: [] }, answered: { seatbid: [] } }),
  ],
  ["ads", call("https://securepubads.g.doubleclick.net/gampad/ads", { answered: {} })],
  [
    "auth",
    call("/oauth/token", {
      sent: { grant_type: "a" },
      answered: { access_token: "x", expires_in: 1 },
    }),
  ],
  ["auth", call("/api/session", { sent: { user: "ada", password: "x" }, answered: { ok: true } })],
  ["auth", call("https://tenant.auth0.com/userinfo", { answered: { sub: "a", name: "b" } })],
  ["cdn", call("/static/locales/en.json", { answered: { hello: "Hello" } })],
  ["cdn", call("https://cdn.shop.example/build/manifest.3f2a9c1d.json", { answered: { a: "b" } })],
  ["data", call("/_next/data/build/products.json", { answered: { pageProps: { items: [] } } })],
  ["data", call("/api/v1/items/7", { method: "DELETE", status: 204, responseType: "" })],
  [
    "data",
    call("/graphql", { sent: { query: "{ me { id } }" }, answered: { data: { me: { id: 1 } } } }),
  ],
])("%s: %o", (category, one) => {
  const [found, confidence] = kind(one);
  expect(found).toBe(category);
  expect(confidence).toBeGreaterThan(0.5);
});

test("a known host is nearly sure, and only the host itself or one below it is known", () => {
  const to = (host: string) => kind(call(`https://${host}/x`, { sent: {}, answered: { a: 1 } }));
  expect(to("api.mixpanel.com")[0]).toBe("tracking");
  const beacon = call("https://api.mixpanel.com/x", { sent: {}, status: 204, responseType: "" });
  expect(kind(beacon)[1]).toBeGreaterThanOrEqual(0.95);
  expect(to("mixpanel.com.evil.example")[0]).toBe("data");
  expect(to("notmixpanel.com")[0]).toBe("data");
});

test("what is not there, or never went well, is known little of", () => {
  const failed = (status: number) =>
    kind(...times(20, call("/api/users", { status, answered: { error: "a" } })));
  expect(failed(404)[1]).toBeLessThanOrEqual(0.2);
  expect(failed(405)[1]).toBeLessThanOrEqual(0.2);
  expect(failed(500)[1]).toBeLessThanOrEqual(0.6);
  expect(failed(401)[1]).toBeGreaterThan(0.2);
});
