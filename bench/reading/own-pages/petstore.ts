const RESOURCES = ["pet", "order", "user", "clinic", "visit", "vaccine", "owner", "invoice"];

/** An OpenAPI document of eight resources with three operations each. */
export function petstore(): object {
  const paths = RESOURCES.flatMap((name) => [
    [`/${name}`, { get: list(name), post: create(name) }],
    [`/${name}/{id}`, { delete: remove(name) }],
  ]);
  return {
    openapi: "3.0.3",
    info: {
      title: "Leapfrog pet clinic",
      version: "2.4.1",
      description: "Keeps the records of a pet clinic. Rate limit: 60 requests a minute.",
      contact: { email: "api@clinic.example" },
      license: { name: "Apache 2.0", url: "https://licence.example/apache" },
    },
    servers: [{ url: "/v2" }, { url: "/v1", description: "until June" }],
    tags: RESOURCES.map((name) => ({ name, description: `Everything about ${name}s` })),
    paths: Object.fromEntries(paths),
    components: { schemas: Object.fromEntries(RESOURCES.map((name) => [name, schema(name)])) },
  };
}

function list(name: string): object {
  const limit = { name: "limit", in: "query", schema: { type: "integer", default: 20 } };
  const schema = { type: "array", items: reference(name) };
  return operation(name, `Lists ${name}s, newest first`, { parameters: [limit] }, schema);
}

function create(name: string): object {
  const content = { "application/json": { schema: reference(name) } };
  return operation(name, `Adds one ${name}`, { requestBody: { content } }, reference(name));
}

function remove(name: string): object {
  const id = { name: "id", in: "path", required: true, schema: { type: "string" } };
  const deprecated = name === "order";
  return operation(
    name,
    `Removes one ${name}`,
    { parameters: [id], deprecated },
    { type: "string" },
  );
}

function operation(tag: string, summary: string, rest: object, schema: object): object {
  const content = { "application/json": { schema } };
  return { tags: [tag], summary, ...rest, responses: { 200: { description: "Done", content } } };
}

function reference(name: string): object {
  return { $ref: `#/components/schemas/${name}` };
}

function schema(name: string): object {
  return {
    type: "object",
    title: name,
    properties: { id: { type: "string" }, name: { type: "string" } },
  };
}
