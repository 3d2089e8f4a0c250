import { expect, test } from "vitest";
import type { ApiCall } from "../../src/apis/api-call.ts";
import { openApiOf } from "../../src/apis/openapi.ts";
import { call, endpointsOf } from "./calls.ts";
import { expectValid, itemsOf } from "./openapi-checks.ts";

async function documentOf(calls: readonly ApiCall[], includeTracking = false) {
  const document = openApiOf(endpointsOf(calls), { title: "Seen", includeTracking });
  await expectValid(document);
  return document;
}

const ADA = { id: 1, name: "Ada", mail: "ada@mail.example" };

test("nothing was seen", async () => {
  expect(await documentOf([])).toMatchObject({ openapi: "3.1.0", paths: {} });
});

test("an operation with its parameters, bodies and answers", async () => {
  const document = await documentOf([
    call("/api/users/1?page=1&tag=a&tag=b", { answered: ADA }),
    call("/api/users/2?page=2", { answered: { ...ADA, name: null } }),
    call("/api/users/3", { status: 404, answered: { error: "none" } }),
    call("/api/users/1", { method: "PUT", sent: { name: "Ada" }, status: 204, responseType: "" }),
  ]);
  expect(document.servers).toEqual([{ url: "https://api.example" }]);
  expect(document.tags).toEqual([{ name: "users" }]);
  expect(document.paths).toEqual({
    "/api/users/{userId}": {
      get: {
        operationId: "getUsersByUserId",
        tags: ["users"],
        summary: "GET /api/users/{userId}",
        description: "Seen in 3 calls.",
        parameters: [
          { name: "userId", in: "path", required: true, schema: { type: "integer" } },
          { name: "page", in: "query", schema: { type: "integer" } },
          {
            name: "tag",
            in: "query",
            style: "form",
            explode: true,
            schema: { type: "array", items: { type: "string" } },
          },
        ],
        responses: {
          200: {
            description: "OK, seen 2 times.",
            content: {
              "application/json": {
                schema: {
                  type: "object",
                  properties: {
                    id: { type: "integer" },
                    mail: { type: "string", format: "email" },
                    name: { type: ["string", "null"] },
                  },
                  required: ["id", "mail", "name"],
                },
              },
            },
          },
          404: {
            description: "Not found, seen 1 time.",
            content: {
              "application/json": {
                schema: {
                  type: "object",
                  properties: { error: { type: "string" } },
                  required: ["error"],
                },
              },
            },
          },
        },
        "x-category": "data",
        "x-confidence": expect.any(Number),
      },
      put: expect.objectContaining({
        operationId: "putUsersByUserId",
        requestBody: {
          required: true,
          content: { "application/json": { schema: expect.anything() } },
        },
        responses: { 204: { description: "No content, seen 1 time." } },
      }),
    },
  });
});

test("ids and tags are words that say something", async () => {
  const paths = ["/api/me", "/v1/en/user-settings/7", "/", "/graphql/schema", "/api/v2"];
  const document = await documentOf(paths.map((path) => call(path, { answered: [] })));
  const told = itemsOf(document).map(([, item]) => `${item.get?.tags} ${item.get?.operationId}`);
  expect(told).toEqual([
    "root getRoot",
    "me getMe",
    "root getApiV2",
    "schema getSchema",
    "user-settings getUserSettingsByUserSettingId",
  ]);
});

test("a query that every one of several calls had is required, one call alone says nothing", async () => {
  const required = async (...calls: readonly ApiCall[]) =>
    (await documentOf(calls)).paths["/x"]?.get?.parameters?.map((one) => one.required ?? false);
  const one = call("/x?a=1&api_key=4711", { answered: {} });
  expect(await required(one)).toEqual([false]);
  expect(await required(one, one)).toEqual([true]);
});

test("credentials become schemes, and the calls without any are allowed for", async () => {
  const headers = {
    authorization: "Bearer a.b.c",
    "x-api-key": "k",
    cookie: "a=b",
    "x-xsrf-token": "t",
  };
  const document = await documentOf([
    call("/a?access_token=4711", { requestHeaders: headers, answered: [] }),
    call("/a", { answered: [] }),
    call("/b", { requestHeaders: { authorization: "Basic YTpi" }, answered: [] }),
    call("/c", { requestHeaders: { authorization: "Custom 1" }, answered: [] }),
  ]);
  expect(document.components?.securitySchemes).toMatchObject({
    authorization: { type: "apiKey", in: "header", name: "Authorization" },
    basic: { type: "http", scheme: "basic" },
    bearer: { type: "http", scheme: "bearer" },
    "header_x-api-key": { type: "apiKey", in: "header", name: "x-api-key" },
    "header_x-xsrf-token": { type: "apiKey", in: "header", name: "x-xsrf-token" },
    query_access_token: { type: "apiKey", in: "query", name: "access_token" },
    session: { type: "apiKey", in: "cookie", name: "session" },
  });
  const all = [
    "session",
    "bearer",
    "header_x-api-key",
    "header_x-xsrf-token",
    "query_access_token",
  ];
  expect(document.paths["/a"]?.get?.security).toEqual([
    {},
    Object.fromEntries(all.map((one) => [one, []])),
  ]);
  expect(document.paths["/b"]?.get?.security).toEqual([{ basic: [] }]);
});

test("objects that several places share have one name", async () => {
  const order = { id: 7, total: 1.5, buyer: ADA };
  const document = await documentOf([
    call("/users/1", { answered: ADA }),
    call("/users", { answered: { items: [ADA], next: null } }),
    call("/orders", { answered: [order] }),
    call("/orders/7", { answered: order }),
  ]);
  const schemas = document.components?.schemas ?? {};
  expect(Object.keys(schemas)).toEqual(["Buyer", "Order"]);
  expect(schemas.Order?.properties?.buyer).toEqual({ $ref: "#/components/schemas/Buyer" });
  expect(document.paths["/users"]?.get?.responses[200]?.content).toMatchObject({
    "application/json": {
      schema: {
        properties: { items: { type: "array", items: { $ref: "#/components/schemas/Buyer" } } },
      },
    },
  });
});

test("lines, events, files and forms", async () => {
  const part = (head: string, text: string) =>
    `--b\r\nContent-Disposition: form-data; ${head}\r\n\r\n${text}\r\n`;
  const document = await documentOf([
    call("/lines", { responseType: "application/x-ndjson", responseBody: '{"a":1}\n{"a":2}\n' }),
    call("/events", { responseType: "text/event-stream", responseBody: 'data: {"b":1}\n\n' }),
    call("/upload", {
      method: "POST",
      requestHeaders: { "content-type": "multipart/form-data; boundary=b" },
      requestBody: `${part('name="file"; filename="ada.pdf"', "%PDF")}${part('name="size"', "3")}--b--`,
      answered: { ok: true },
    }),
    call("/none", { status: 0, answered: [] }),
  ]);
  expect(document.paths["/lines"]?.get?.responses[200]?.content).toEqual({
    "application/x-ndjson": {
      schema: { type: "string" },
      "x-item-schema": { type: "object", properties: { a: { type: "integer" } }, required: ["a"] },
    },
  });
  expect(document.paths["/events"]?.get?.responses[200]?.description).toContain("x-item-schema");
  expect(
    document.paths["/upload"]?.post?.requestBody?.content["multipart/form-data"]?.schema,
  ).toEqual({
    type: "object",
    properties: {
      file: { type: "string", contentMediaType: "application/octet-stream" },
      size: { type: "integer" },
    },
    required: ["file", "size"],
  });
  expect(document.paths["/none"]?.get?.responses).toEqual({
    default: { description: "No answer was seen." },
  });
});

test("GraphQL is one operation, with its own listed", async () => {
  const ask = (sent: unknown, answered: unknown) => call("/graphql", { sent, answered });
  const document = await documentOf([
    ask(
      { query: "query GetUser($id: ID!) { user(id: $id) { id } }", variables: { id: "1" } },
      { data: { user: ADA } },
    ),
    ask([{ query: "mutation Rename { rename { id } }" }], [{ data: { rename: ADA } }]),
  ]);
  const post = document.paths["/graphql"]?.post;
  expect(post?.description).toBe(
    "Seen in 2 calls. Its operations: query GetUser, mutation Rename.",
  );
  expect(post?.tags).toEqual(["graphql"]);
  expect(post?.requestBody?.content["application/json"]?.schema?.type).toEqual(["object", "array"]);
  expect(
    post?.["x-graphql-operations"]?.map(({ name, type, variables }) => [
      name,
      type,
      variables?.required,
    ]),
  ).toEqual([
    ["GetUser", "query", ["id"]],
    ["Rename", "mutation", undefined],
  ]);
  expect(Object.keys(document.components?.schemas ?? {})).toContain("User");
});

test("one path of two origins is never mixed, and both can be reached", async () => {
  const to = (host: string, path: string, answered: unknown) =>
    call(`https://${host}.example${path}`, { answered });
  const document = await documentOf([
    to("a", "/api/users/1", { a: 1 }),
    to("a", "/api/users/2", { a: 1 }),
    to("b", "/api/users/1", { b: 1 }),
    to("a", "/items", [{ a: 1 }]),
    to("b", "/items", [{ b: 1 }]),
    to("b", "/things", [{ b: 1 }]),
  ]);
  expect(document.servers).toEqual([{ url: "https://a.example" }, { url: "https://b.example" }]);
  const places = itemsOf(document).map(([path, item]) => `${item.servers?.[0]?.url} ${path}`);
  expect(places).toEqual([
    "https://a.example /api/users/{userId}",
    "https://a.example /items",
    "https://b.example /things",
    "https://b.example/api /users/{userId}",
    "https://b.example /items",
  ]);
  expect(Object.keys(document.components?.pathItems ?? {})).toEqual(["b.example_items"]);
  expect(document.info.description).toContain("1 could stand under components.pathItems");
});

test("what tracks is left out unless it is asked for", async () => {
  const calls = [
    call("/users", { answered: [ADA] }),
    call("https://api.mixpanel.com/track", { sent: { event: "a" }, answered: 1 }),
  ];
  expect(Object.keys((await documentOf(calls)).paths)).toEqual(["/users"]);
  expect(Object.keys((await documentOf(calls, true)).paths)).toEqual(["/track", "/users"]);
});

test("the order of calls changes nothing", async () => {
  const calls = [
    call("/users/1", { answered: ADA }),
    call("/users/2?b=1", { answered: { ...ADA, tags: ["a"] } }),
    call("/orders", { answered: [{ buyer: ADA, id: 1, total: 2 }] }),
    call("https://other.example/orders", { sent: ADA, answered: [] }),
  ];
  const [one, other] = [await documentOf(calls), await documentOf([...calls].reverse())];
  expect(JSON.stringify(one)).toBe(JSON.stringify(other));
});
