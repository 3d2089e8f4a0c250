import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { route } from "../../src/http/routes.ts";
import { TOKEN } from "./agent.ts";
import { answerIn, bodyOf, type Era, headersOf, type Message } from "./wire.ts";

/** How a request differs from an ordinary one of the owner. */
export interface EdgeOptions {
  readonly era?: Era;
  readonly path?: string;
  readonly method?: string;
  /** Undefined takes a header away. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly body?: BodyInit;
  /** Settings in place of those of the project; undefined takes one away. */
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly signal?: AbortSignal;
}

/** Sends one request to the Worker's own entry, under settings of the test's choice. */
export async function request(options: EdgeOptions = {}): Promise<Response> {
  const { path = "/mcp", method = "POST", body, settings, signal } = options;
  const context = createExecutionContext();
  const init: RequestInit = {
    method,
    headers: present({
      Host: "127.0.0.1",
      Authorization: `Bearer ${TOKEN}`,
      ...headersOf(options.era ?? "2025-11-25", "", {}),
      ...options.headers,
    }),
    ...(body === undefined ? {} : { body }),
    ...(signal === undefined ? {} : { signal }),
  };
  const url = new URL(path, "http://127.0.0.1");
  const response = await route(new Request(url, init), { ...env, ...settings }, context);
  const whole = new Response(await response.arrayBuffer(), response);
  await waitOnExecutionContext(context);
  return whole;
}

/** Sends one JSON-RPC request in the era's own form. */
export async function ask(
  era: Era,
  method: string,
  params: Record<string, unknown> = {},
  options: EdgeOptions = {},
): Promise<Message> {
  const response = await request({
    ...options,
    headers: { ...headersOf(era, method, params), ...options.headers },
    body: bodyOf(era, method, params),
  });
  return answerIn(await response.text());
}

function present(headers: Record<string, string | undefined>): Headers {
  const made = new Headers();
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) made.set(name, value);
  }
  return made;
}
