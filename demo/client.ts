import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { type Answer, type Call, DemoFailure } from "./agent.ts";

/** A connected MCP client; `call` obeys the signal it was opened with. */
export interface DemoClient {
  call: Call;
  close(): Promise<void>;
}

/** A session has to be destroyed even after Ctrl-C, but not for ever. */
const DESTROY_TIMEOUT_MS = 5000;

type ToolResult = Awaited<ReturnType<Client["callTool"]>>;

function toAnswer(result: ToolResult): Answer {
  const texts = result.content.flatMap((block) => (block.type === "text" ? [block.text] : []));
  const [image] = result.content.flatMap((block) =>
    block.type === "image" ? [{ mimeType: block.mimeType, data: block.data }] : [],
  );
  return { text: texts.join("\n"), image, isError: result.isError === true };
}

/** The client wraps the status in different errors, depending on the protocol revision it tried. */
function explain(error: unknown): unknown {
  if (!/\b401\b|unauthorized/i.test(String(error))) return error;
  return new DemoFailure(
    "The server refused the token: LEAPFROG_TOKEN is not the one it runs with.",
  );
}

/** Connects to an MCP server with a bearer token, in the newest protocol revision both sides speak. */
export async function connect(
  url: string,
  token: string,
  signal: AbortSignal,
): Promise<DemoClient> {
  const client = new Client(
    { name: "leapfrog-demo", version: "1.0.0" },
    { versionNegotiation: { mode: "auto" } },
  );
  const requestInit = { headers: { authorization: `Bearer ${token}` } };
  const transport = new StreamableHTTPClientTransport(new URL(url), { requestInit });
  await client.connect(transport, { signal }).catch((error: unknown) => {
    throw explain(error);
  });
  return {
    call: async (name, args) => {
      const ending = name === "session_destroy";
      const limit = ending ? { timeout: DESTROY_TIMEOUT_MS } : { signal };
      return toAnswer(await client.callTool({ name, arguments: args }, limit));
    },
    close: () => client.close(),
  };
}
