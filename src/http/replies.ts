import type { Config } from "../domain/config.ts";

/** A request with what the Worker knows of itself. */
export interface EdgeRequest {
  readonly request: Request;
  readonly url: URL;
  readonly config: Config;
  readonly context: ExecutionContext;
}

/** A line of text, for whoever has come to the wrong place. */
export function plain(status: number, text: string): Response {
  return withCors(new Response(`${text}\n`, { status }));
}

/** A client in a web page has to be able to read why it was refused. */
export function withCors(response: Response): Response {
  response.headers.set("Access-Control-Allow-Origin", "*");
  return response;
}
