import { expect, test } from "vitest";
import type { ApiCall } from "../../src/apis/api-call.ts";
import { endpointLines } from "../../src/apis/discovered.ts";
import { operationsIn } from "../../src/apis/graphql-text.ts";
import { schemaLine } from "../../src/apis/schema-line.ts";
import { call, endpointOf, endpointsOf } from "./calls.ts";

test.each([
  ["{ me { id } }", "query me"],
  ["query GetUser($id: ID! = {a: 1}) @live { user(id: $id) { id } }", "query GetUser"],
  ['mutation { alias: addPet(name: "}{") { id } }', "mutation addPet"],
  ["# query Not { a }\nsubscription OnPet { pet { id } }", "subscription OnPet"],
  ['query A { a(text: """ } query B { \\""" """) } fragment F on Pet { id }', "query A"],
  ["query A { a } mutation B { b }", "query A, mutation B"],
  ["{ ...F } fragment F on Query { a }", "query ?"],
  ["fragment F on Query { a }", ""],
  ["shoes", undefined],
  ["query", undefined],
  ["{ a", undefined],
  ["{}", undefined],
  ["", undefined],
  ["{ a } and more", undefined],
])("%s", (text, expected) => {
  const operations = operationsIn(text);
  expect(operations?.map(({ type, name }) => `${type} ${name ?? "?"}`).join(", ")).toBe(expected);
});

const USER = { data: { user: { id: "1", name: "Ada" } } };
const DOCUMENT =
  "query GetUser($id: ID!) { user(id: $id) { id name } } mutation Rename { rename { id } }";

function operations(...calls: readonly ApiCall[]) {
  return endpointOf(...calls).operations.map(({ name, type, count, variables, answer }) =>
    [
      `${type} ${name} ×${count}`,
      variables && schemaLine(variables),
      answer && schemaLine(answer),
    ].join(" "),
  );
}

test("a posted operation, with its variables and its answer", () => {
  const post = (operationName: string, variables: unknown, answered: unknown) =>
    call("/graphql", { sent: { query: DOCUMENT, operationName, variables }, answered });
  expect(
    operations(
      post("GetUser", { id: "1" }, USER),
      post(
        "GetUser",
        { id: "2", full: true },
        { data: { user: null }, errors: [{ message: "no" }] },
      ),
      post("Rename", {}, { data: { rename: { id: "1" } } }),
    ),
  ).toEqual([
    "query GetUser ×2 {full:boolean?, id:string} {data:{user:{id:string, name:string}|null}, errors:[{message:string}]?}",
    "mutation Rename ×1 {} {data:{rename:{id:string}}}",
  ]);
});

test("queries in an address, stored documents, batches and uploads", () => {
  const stored = JSON.stringify({ persistedQuery: { version: 1, sha256Hash: "ab12".repeat(16) } });
  const address = new URLSearchParams({ operationName: "GetUser", variables: '{"id":"1"}' });
  const get = (more: Record<string, string>) =>
    call(`/api?${new URLSearchParams([...address, ...Object.entries(more)])}`, { answered: USER });
  const user = "{id:string} {data:{user:{id:string, name:string}}}";
  expect(operations(get({ query: DOCUMENT }))).toEqual([`query GetUser ×1 ${user}`]);
  expect(operations(get({ extensions: stored }))).toEqual([`undefined GetUser ×1 ${user}`]);
  expect(operations(get({ extensions: stored }), get({ query: DOCUMENT }))).toEqual([
    `query GetUser ×2 ${user}`,
  ]);
  const batch = [{ query: "{ a }" }, { query: "mutation B { b }", variables: { n: 1 } }];
  expect(
    operations(call("/api", { sent: batch, answered: [{ data: { a: 1 } }, { data: { b: 2 } }] })),
  ).toEqual(["mutation B ×1 {n:integer} {data:{b:integer}}", "query a ×1  {data:{a:integer}}"]);
  const sent = JSON.stringify({
    query: "mutation Up($f: Upload!) { up(f: $f) }",
    variables: { f: null },
  });
  const part = (name: string, text: string) =>
    `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${text}\r\n`;
  const upload = call("/graphql", {
    method: "POST",
    requestHeaders: { "content-type": "multipart/form-data; boundary=b" },
    requestBody: `${part("operations", sent)}${part("map", '{"0":["variables.f"]}')}--b--\r\n`,
    answered: { data: { up: true } },
  });
  expect(operations(upload)).toEqual(["mutation Up ×1 {f:null} {data:{up:boolean}}"]);
});

test("an operation that is named at the end of its path", () => {
  const path = `/i/api/graphql/${"aB3x".repeat(5)}/UserTweets?variables=%7B%22userId%22%3A%2242%22%7D`;
  const endpoint = endpointOf(call(path, { answered: USER }));
  expect(endpoint.path).toBe("/i/api/graphql/{id}/UserTweets");
  expect(endpoint.operations[0]?.name).toBe("UserTweets");
});

test("a search is no operation, and values in a document or in a name are not kept", () => {
  const [rest] = endpointsOf([call("/search", { sent: { query: "shoes" }, answered: [] })]);
  expect(rest?.operations).toEqual([]);
  const secret = "s3cr3tAda4711";
  const endpoint = endpointOf(
    call("/graphql", {
      sent: {
        query: `query Q${secret} { user(mail: "${secret}") { id } }`,
        variables: { id: secret },
      },
      answered: USER,
    }),
  );
  expect(JSON.stringify(endpoint)).not.toContain(secret);
  expect(endpointLines(endpoint)[1]).toBe(
    "  query anonymous(id:string) ×1 → {data:{user:{id:string, name:string}}}",
  );
});
