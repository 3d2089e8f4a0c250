/** A document of a few routes of the app, as an export writes them; two say what the server does not do. */
export const DOCUMENT = {
  openapi: "3.1.0",
  info: { title: "app", version: "1" },
  paths: {
    "/api/login": {
      post: operation("login", 200, ref("Login"), { requestBody: body(ref("Ask")) }),
    },
    "/api/customers/{customerId}": {
      parameters: [{ $ref: "#/components/parameters/customerId" }],
      patch: operation("change", 200, ref("Customer"), {
        requestBody: body({ type: "object", properties: { phone: { type: "string" } } }),
      }),
      delete: { operationId: "remove", responses: { 204: { description: "gone" } } },
    },
    "/api/reports/{date}": {
      get: operation(
        "report",
        200,
        { type: "object", required: ["date"] },
        {
          parameters: [parameter("date", "path", { type: "string", format: "date" })],
        },
      ),
    },
    "/api/search": {
      get: operation(
        "find",
        200,
        { type: "object", required: ["hits"] },
        {
          parameters: [
            parameter("q", "query", { type: "string" }),
            parameter("tag", "query", { type: "array", items: { enum: ["vip"] }, minItems: 1 }),
          ],
        },
      ),
    },
    "/api/feedback": {
      post: operation(
        "say",
        200,
        { type: "object" },
        {
          requestBody: body(fields("message"), "application/x-www-form-urlencoded"),
        },
      ),
    },
    "/api/uploads": {
      post: operation(
        "upload",
        201,
        { type: "object", required: ["size"] },
        {
          requestBody: body(
            { ...fields("file"), properties: { file: { type: "string", format: "binary" } } },
            "multipart/form-data",
          ),
        },
      ),
    },
    "/api/events": {
      get: { operationId: "events", responses: { 200: answer({}, "text/event-stream") } },
    },
    "/api/stats": { get: operation("wrong", 200, { type: "array" }) },
    "/api/me": { get: operation("undeclared", 201, { type: "object" }) },
  },
  components: {
    parameters: { customerId: parameter("customerId", "path", { type: "string", format: "uuid" }) },
    schemas: {
      Ask: fields("email", "password"),
      Login: { ...fields("token"), properties: { user: ref("Customer") } },
      Customer: {
        type: "object",
        required: ["id", "email"],
        properties: { id: { type: "string", format: "uuid" }, email: { type: "string" } },
      },
    },
  },
};

function operation(operationId: string, status: number, schema: object, more: object = {}) {
  return { operationId, ...more, responses: { [status]: answer(schema) } };
}

function answer(schema: object, type = "application/json") {
  return { description: "", content: { [type]: { schema } } };
}

function body(schema: object, type = "application/json") {
  return { required: true, content: { [type]: { schema } } };
}

function parameter(name: string, place: string, schema: object) {
  return { name, in: place, required: true, schema };
}

function fields(...required: string[]) {
  const properties = Object.fromEntries(required.map((name) => [name, { type: "string" }]));
  return { type: "object", required, properties };
}

function ref(name: string) {
  return { $ref: `#/components/schemas/${name}` };
}
