import fc from "fast-check";
import { expect, test } from "vitest";
import type { ApiCall } from "../../src/apis/api-call.ts";
import { endpointLines } from "../../src/apis/discovered.ts";
import { openApiOf } from "../../src/apis/openapi.ts";
import { endpointsOf } from "./calls.ts";
import { expectValid } from "./openapi-checks.ts";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** Not shrunk: what is short of being random is a word at last. */
const token = fc.noShrink(
  fc.string({ unit: fc.constantFrom(...ALPHABET), minLength: 30, maxLength: 44 }),
);
const jwt = fc.tuple(token, token).map((parts) => `eyJhbGciOiJIUzI1NiJ9.${parts.join(".")}`);
const id = fc.integer({ min: 10_000, max: 9_999_999 }).map(String);
const prefixed = fc
  .tuple(fc.constantFrom("cus_", "u-", "ord."), token)
  .map((parts) => parts.join(""));
const mail = fc
  .tuple(fc.stringMatching(/^[a-z]{5,8}$/), fc.stringMatching(/^[a-z]{5,8}$/))
  .map(([name, host]) => `${name}@${host}.example`);
const person = fc
  .tuple(fc.stringMatching(/^[A-Z][a-z]{5,8}$/), fc.stringMatching(/^[A-Z][a-z]{5,8}$/))
  .map((names) => names.join(" "));
const phone = id.map((text) => `+49 170 ${text}`);

/** What must not come out, by itself; all of it may stand in a path, in a name or in a value. */
const secret = fc.oneof(token, jwt, id, prefixed, mail, person, phone, fc.uuid());
const word = fc.constantFrom("users", "orders", "api", "v1", "search", "me", "items", "team");
const host = fc.constantFrom("a.example", "b.example", "api.mixpanel.com", "cdn.example");
const name = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom("id", "name", "mail", "access_token", "items", "__proto__"),
  },
  { weight: 1, arbitrary: secret },
);

/** JSON with secrets in its values and some of its names. */
function jsonOf(value: fc.Arbitrary<string>) {
  return fc.letrec((tie) => ({
    json: fc.oneof(
      { depthSize: "small" },
      value,
      value.map((text) => (/^\d+$/.test(text) ? Number(text) : 1)),
      fc.constantFrom(true, null, 1.5),
      fc.array(tie("json"), { maxLength: 3 }),
      fc.dictionary(name, tie("json"), { maxKeys: 5 }),
    ),
  })).json;
}

/** A call made of these secrets, planted wherever a call has a place for one. */
function callWith(secrets: readonly string[]): fc.Arbitrary<ApiCall> {
  const value = fc.constantFrom(...secrets);
  const segment = fc.oneof(word, value.map(encodeURIComponent));
  const path = fc.array(segment, { maxLength: 4 }).map((all) => `/${all.join("/")}`);
  const pair = fc.tuple(fc.oneof(fc.constantFrom("q", "page", "tag", "api_key"), value), value);
  const query = fc.array(pair, { maxLength: 4 }).map((all) => new URLSearchParams(all).toString());
  const json = jsonOf(value).map((one) => JSON.stringify(one));
  const graphql = fc.tuple(value, value).map(([one, other]) =>
    JSON.stringify({
      query: `query Find { user(name: ${JSON.stringify(one)}) { id } } # ${other}`,
      variables: { name: one, [other]: 1 },
      extensions: { persistedQuery: { sha256Hash: other } },
    }),
  );
  const parts = fc
    .tuple(value, value)
    .map(
      ([one, other]) =>
        `--b\r\nContent-Disposition: form-data; name="f"; filename="${one}"\r\n\r\n${other}\r\n--b\r\nContent-Disposition: form-data; name="${other}"\r\n\r\n${one}\r\n--b--`,
    );
  const request = fc.oneof(
    json.map((body) => ["application/json", body] as const),
    graphql.map((body) => ["application/json", body] as const),
    query.map((body) => ["application/x-www-form-urlencoded", body] as const),
    parts.map((body) => ["multipart/form-data; boundary=b", body] as const),
    value.map((body) => ["text/plain", body] as const),
  );
  const response = fc.oneof(
    json.map((body) => ["application/json", body] as const),
    fc
      .array(json, { maxLength: 3 })
      .map((all) => ["application/x-ndjson", all.join("\n")] as const),
    json.map((body) => ["text/event-stream", `event: x\ndata: ${body}\n\n`] as const),
    value.map((body) => ["text/html", body] as const),
    value.map((body) => ["application/json", `{"broken": "${body}`] as const),
  );
  return fc
    .record({
      method: fc.constantFrom("GET", "POST", "PUT", "PATCH", "DELETE"),
      url: fc.tuple(host, path, query).map(([at, to, asked]) => `https://${at}${to}?${asked}`),
      status: fc.constantFrom(200, 200, 201, 204, 303, 400, 404, 500, 0),
      request,
      response,
      headers: fc.record(
        {
          authorization: value.map((one) => `Bearer ${one}`),
          "x-api-key": value,
          cookie: value.map((one) => `sid=${one}`),
          "x-csrf-token": value,
        },
        { requiredKeys: [] },
      ),
    })
    .map(
      ({
        request: [type, requestBody],
        response: [responseType, responseBody],
        headers,
        ...rest
      }) => ({
        ...rest,
        requestHeaders: { ...headers, "content-type": type },
        requestBody,
        responseType,
        responseBody,
      }),
    );
}

const planted = fc
  .uniqueArray(secret, { minLength: 1, maxLength: 6 })
  .chain((secrets) =>
    fc.tuple(fc.constant(secrets), fc.array(callWith(secrets), { minLength: 1, maxLength: 25 })),
  );

test("whatever was called, the document is valid", async () => {
  await fc.assert(
    fc.asyncProperty(planted, fc.boolean(), async ([, calls], includeTracking) => {
      await expectValid(openApiOf(endpointsOf(calls), { title: "Seen", includeTracking }));
    }),
    // One run takes as long as a validator reads its own schema, too long to look for a smaller case.
    { numRuns: 80, endOnFailure: true },
  );
});

test("no secret is in what is told, wherever it stood in a call", () => {
  fc.assert(
    fc.property(planted, ([secrets, calls]) => {
      const endpoints = endpointsOf(calls);
      const document = openApiOf(endpoints, { title: "Seen", includeTracking: true });
      const told = JSON.stringify([document, endpoints, endpoints.flatMap(endpointLines)]);
      for (const one of secrets.flatMap((plain) => [plain, encodeURIComponent(plain)])) {
        expect(told).not.toContain(one);
      }
    }),
    { numRuns: 500 },
  );
});

test("the order of calls that count changes nothing", () => {
  fc.assert(
    fc.property(planted, ([, all]) => {
      // What counts only because its path is known does not count before it is.
      const calls = all.filter((one) => endpointsOf([one]).length > 0);
      const written = (given: readonly ApiCall[]) =>
        JSON.stringify(openApiOf(endpointsOf(given), { title: "Seen", includeTracking: true }));
      expect(written([...calls].reverse())).toBe(written(calls));
    }),
    { numRuns: 150 },
  );
});
