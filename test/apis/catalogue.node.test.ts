import { expect, test } from "vitest";
import { ApiCatalogue } from "../../src/apis/catalogue.ts";
import { discovered, endpointLines } from "../../src/apis/discovered.ts";
import { schemaLine } from "../../src/apis/schema-line.ts";
import { addresses, call, endpointOf, endpointsOf, type GivenCall, ORIGIN } from "./calls.ts";

/** How the answer of a call of this type reads. */
function answer(responseType: string, responseBody: string, path = "/x"): string {
  const { payloads } = endpointOf(call(path, { responseType, responseBody })).answers[0] ?? {};
  const [payload] = payloads ?? [];
  return `${payload?.mediaType} ${payload?.form} ${payload?.schema ? schemaLine(payload.schema) : "-"}`;
}

/** How the body of a call of this type reads. */
function body(type: string, requestBody: string, given: GivenCall = {}): string {
  const requestHeaders = { "content-type": type };
  const { requests } = endpointOf(
    call("/x", { method: "POST", requestHeaders, requestBody, ...given }),
  );
  return requests.map(({ schema, form }) => `${form} ${schema ? schemaLine(schema) : "-"}`).join();
}

test("calls that are none of an interface do not count", () => {
  const html = { responseType: "text/html", responseBody: "<p>" };
  const none = [
    call("/x", { method: "OPTIONS" }),
    call("/x", { method: "HEAD" }),
    call("/x", { method: "PROPFIND" }),
    call("wss://a.example/x"),
    call("data:application/json,1"),
    call("not an address at all"),
    call(`/${"x".repeat(1_001)}`),
    call("/x", html),
    call("/x", { responseType: "image/png" }),
    call("/x", { responseType: "text/plain", responseBody: "12" }),
    call("/x", {
      ...html,
      method: "POST",
      requestBody: "a=1",
      requestHeaders: { "content-type": "application/x-www-form-urlencoded" },
    }),
  ];
  expect(endpointsOf(none)).toEqual([]);
});

test("calls that carry data or change something count, and so do errors of what is known", () => {
  const form = {
    method: "POST",
    requestBody: "a=1",
    requestHeaders: { "content-type": "application/x-www-form-urlencoded" },
  };
  const found = endpointsOf([
    call("/a", { method: "DELETE", status: 204, responseType: "" }),
    call("/b", { ...form, status: 303, responseType: "text/html" }),
    call("/c", { ...form, status: 201, responseType: "text/html" }),
    call("/d", { sent: { a: 1 }, status: 204, responseType: "" }),
    call("/e", { answered: {} }),
    call("/e", { status: 500, responseType: "text/html", responseBody: "<p>" }),
    call("/f", { status: 404, answered: { error: "none" } }),
  ]);
  expect(addresses(found)).toEqual([
    "DELETE /a",
    "POST /b",
    "POST /c",
    "POST /d",
    "GET /e",
    "GET /f",
  ]);
  expect(found[4]?.answers.map(({ status }) => status)).toEqual([200, 500]);
});

test("answers are read as their type says, and JSON is found where text was said", () => {
  expect(answer("application/json; charset=utf-8", '{"a":1}')).toBe(
    "application/json json {a:integer}",
  );
  expect(answer("application/problem+json", '{"a":1}')).toBe(
    "application/problem+json json {a:integer}",
  );
  expect(answer("application/json", '\uFEFF{"a":1}')).toBe("application/json json {a:integer}");
  expect(answer("application/json", ')]}\',\n{"a":1}')).toBe("application/json json {a:integer}");
  expect(answer("application/json", 'for (;;);{"a":1}')).toBe("application/json json {a:integer}");
  expect(answer("application/json", "{broken")).toBe("application/json json -");
  expect(answer("application/json", "")).toBe("application/json json -");
  expect(answer("application/json", "[]")).toBe("application/json json []");
  expect(answer("application/json", "null")).toBe("application/json json null");
  expect(answer("text/plain", '[{"a":"1"}]')).toBe("text/plain json [{a:string}]");
  expect(answer("text/html", '{"a":1}')).toBe("text/html json {a:integer}");
  expect(answer("text/javascript", '/**/cb({"a":1});', "/x?callback=cb")).toBe(
    "text/javascript json {a:integer}",
  );
  expect(answer("application/x-ndjson", '{"a":1}\n{"a":"b"}\n{"cut')).toBe(
    "application/x-ndjson lines {a:string|integer}",
  );
  expect(answer("application/json-seq", '\u001e{"a":1}\n\u001e{"a":2}\n')).toBe(
    "application/json-seq lines {a:integer}",
  );
  const events =
    ': hi\n\nevent: x\ndata: {"a":\ndata: 1}\nid: 4\n\ndata: [DONE]\n\ndata: plain\n\n';
  expect(answer("text/event-stream", events)).toBe("text/event-stream events {a:integer}");
  expect(answer("evil type with words", '{"a":1}')).toBe(
    "application/octet-stream json {a:integer}",
  );
});

test("bodies are read as their type says", () => {
  expect(body("application/json", '{"a":[1]}')).toBe("json {a:[integer]}");
  expect(body("text/plain;charset=UTF-8", '{"a":1}')).toBe("json {a:integer}");
  expect(
    body("application/x-www-form-urlencoded", "a=1&b=x&b=y&filter%5Bname%5D=&ada%40b.example=1"),
  ).toBe("form {a:integer, b:[string], filter[name]:string, *:integer}");
  expect(body("application/x-www-form-urlencoded", '{"a":1}')).toBe("json {a:integer}");
  const file =
    '--b\r\nContent-Disposition: form-data; name="doc"; filename="ada.pdf"\r\nContent-Type: a/b\r\n\r\n%PDF\r\n';
  const field = '--b\r\nContent-Disposition: form-data; name="n"\r\n\r\n12\r\n';
  expect(body("multipart/form-data; boundary=b", `${file}${field}${field}--b--\r\n`)).toBe(
    "parts {doc:file, n:[integer]}",
  );
  expect(body("application/json", "{broken")).toBe("json -");
});

test("queries: types, how often, several values, names that are told", () => {
  const { query } = endpointOf(
    call("/x?page=1&q=shoes&tag=a&tag=b&filter[name]=x&4711=1&ada@b.example=2", { answered: {} }),
    call("/x?page=2&tag=c&q=", { answered: {} }),
    call("/x?page=007", { answered: {} }),
  );
  expect(
    query.map(({ name, schema, seen, repeated }) => [name, schemaLine(schema), seen, repeated]),
  ).toEqual([
    ["filter[name]", "string", 1, false],
    ["page", "string", 3, false],
    ["q", "string", 2, false],
    ["tag", "string", 2, true],
  ]);
});

test("credentials by name and scheme, never by value", () => {
  const secret = "c2VjcmV0LXNlY3JldA";
  const requestHeaders = {
    authorization: `Bearer ${secret}`,
    cookie: `sid=${secret}`,
    "x-api-key": secret,
    "x-csrf-token": secret,
    "x-request-id": secret,
  };
  const endpoint = endpointOf(
    call(`/x?api_key=${secret}&key=${secret}4711`, { requestHeaders, answered: {} }),
    call("/x", { requestHeaders: { authorization: secret }, answered: {} }),
    call("/x", { answered: {} }),
  );
  expect(JSON.stringify(endpoint)).not.toContain(secret);
  expect(
    endpoint.credentials.map(({ used }) =>
      used.map((one) => one.scheme ?? `${one.in} ${one.name}`),
    ),
  ).toEqual([
    [],
    [
      "cookie session",
      "bearer",
      "header x-api-key",
      "header x-csrf-token",
      "query api_key",
      "query key",
    ],
    ["other"],
  ]);
});

test("one line says it, and no line is long", () => {
  const user = { id: 1, name: "Ada", tags: ["a"] };
  const calls = [1, 2, 3].flatMap((id) => [
    call(`/users/${id}?page=${id}${id > 1 ? "&q=a" : ""}`, {
      answered: id > 1 ? user : { id: 1, name: "" },
    }),
  ]);
  const lost = call("/users/9?page=1", { status: 404, answered: { error: "none" } });
  expect(endpointLines(endpointOf(...calls, lost))).toEqual([
    `GET ${ORIGIN}/users/{userId} · data 80% · 200 ×3, 404 ×1 · query page:integer, q:string? · → {id:integer, name:string, tags:[string]?}`,
  ]);
  const put = call("/users/1", {
    method: "PUT",
    sent: { name: "Ada" },
    status: 204,
    responseType: "",
  });
  expect(endpointLines(endpointOf(put))[1]).toBe("  ← application/json {name:string}");
  const wide = call("/x", {
    answered: Object.fromEntries(
      "abcdefghijklmnopqrstuvwxyz".split("").map((one) => [`name_${one}`, { one }]),
    ),
  });
  for (const line of endpointLines(endpointOf(wide, call("/x"))))
    expect(line.length).toBeLessThanOrEqual(300);
});

test("endpoints are filtered and sorted", () => {
  const all = endpointsOf([
    call("https://b.example/x", { answered: [1] }),
    call("https://a.example/x", { sent: { a: 1 }, answered: [1] }),
    call("https://a.example/x", { answered: [1] }),
    call("https://mixpanel.com/track", { sent: {}, answered: 1 }),
  ]);
  const shown = (
    ...filter: Parameters<typeof discovered> extends [unknown, ...infer Rest] ? Rest : never
  ) =>
    discovered([...all].reverse(), ...filter).map(
      ({ method, origin }) => `${method} ${new URL(origin).host}`,
    );
  expect(shown()).toEqual([
    "GET a.example",
    "POST a.example",
    "GET b.example",
    "POST mixpanel.com",
  ]);
  expect(shown({ category: "tracking" })).toEqual(["POST mixpanel.com"]);
  expect(shown({ minConfidence: 0.9 })).toEqual(["POST mixpanel.com"]);
});

test("what one path after another tells is folded, and little is forgotten", () => {
  const catalogue = new ApiCatalogue();
  const add = (path: string, answered: unknown) => catalogue.add(call(path, { answered }));
  for (let n = 0; n < 3_000; n++) {
    add(`/users/${n}`, { id: n, name: "a", tags: [] });
    add(`/teams/team-${n.toString(36).replace(/\d/g, "z")}`, { id: n, name: "a", users: [] });
  }
  const [teams, users] = catalogue.endpoints();
  expect([teams?.path, users?.path]).toEqual(["/teams/{teamId}", "/users/{userId}"]);
  expect(catalogue.dropped).toBe(0);
  expect([teams?.count, users?.count]).toEqual([3_000, 3_000]);
});

test("what does not fold goes, the longest unused first, and is counted", () => {
  const catalogue = new ApiCatalogue();
  const word = (n: number) =>
    [n % 26, (n / 26) % 26, n / 676].map((one) => String.fromCharCode(97 + one)).join("");
  for (let n = 0; n < 1_500; n++) {
    catalogue.add(call(`/${word(n)}`, { answered: { a: n } }));
    catalogue.add(call("/often", { answered: { b: n } }));
  }
  const endpoints = catalogue.endpoints();
  expect(endpoints.length).toBeLessThanOrEqual(500);
  expect(endpoints.find(({ path }) => path === "/often")?.count).toBe(1_500);
  const told = endpoints.reduce((sum, { count }) => sum + count, 0);
  expect(told + catalogue.dropped).toBe(3_000);
});

test("large answers are cut to a size, and add up to a bound", () => {
  const catalogue = new ApiCatalogue();
  const wide = (n: number): unknown =>
    Object.fromEntries(
      "abcdefghij"
        .split("")
        .map((one) => [`${one}${n}`, { [`${one}x`]: { [`${one}y`]: [{ z: 1 }] } }]),
    );
  const start = performance.now();
  for (let n = 0; n < 200; n++) {
    catalogue.add(
      call(`/${String.fromCharCode(97 + (n % 26), 97 + n / 26)}`, {
        answered: Array.from({ length: 40 }, (_, k) => wide(k)),
      }),
    );
  }
  expect(performance.now() - start).toBeLessThan(10_000);
  expect(catalogue.dropped).toBeGreaterThan(0);
  expect(JSON.stringify(catalogue.endpoints()).length).toBeLessThan(2_000_000);
});
