import {
  Client as ClientV2,
  StreamableHTTPClientTransport as TransportV2,
  type VersionNegotiationOptions,
} from "@modelcontextprotocol/client";
import { Client as ClientV1 } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport as TransportV1 } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import type { Call } from "../../demo/agent.ts";

/** A connected client of some SDK, as far as a flow needs it. */
export interface ConnectedClient extends AsyncDisposable {
  readonly call: Call;
  readonly protocolVersion: string | undefined;
  readonly instructions: string | undefined;
  readonly toolNames: readonly string[];
  resources(): Promise<readonly Listed[]>;
  templates(): Promise<readonly unknown[]>;
  /** The base64 of each part of a resource, or its text. */
  read(uri: string): Promise<readonly (string | undefined)[]>;
  promptNames(): Promise<readonly string[]>;
  /** The text of a prompt's messages. */
  prompt(name: string, args: Record<string, string>): Promise<string>;
  completions(prompt: string, argument: string, begun: string): Promise<readonly string[]>;
}

/** A resource as a client lists it. */
interface Listed {
  readonly uri: string;
  readonly name: string;
  readonly description?: string | undefined;
  readonly mimeType?: string | undefined;
  readonly size?: number | undefined;
}

interface Endpoint {
  readonly url: string;
  readonly token: string;
}

const INFO = { name: "leapfrog-tests", version: "1.0.0" };

/** The client of SDK v1, which speaks the 2025 revisions. */
export async function connectV1({ url, token }: Endpoint): Promise<ConnectedClient> {
  const client = new ClientV1(INFO);
  const transport = new TransportV1(new URL(url), { requestInit: authorized(token) });
  // Its own declaration of a transport is not written for exact optional properties.
  await client.connect(transport as Parameters<ClientV1["connect"]>[0]);
  const { tools } = await client.listTools();
  return {
    call: async (name, args) => toAnswer(await client.callTool({ name, arguments: args })),
    protocolVersion: transport.protocolVersion,
    instructions: client.getInstructions(),
    toolNames: tools.map((tool) => tool.name),
    ...resourcesOf(client),
    [Symbol.asyncDispose]: () => client.close(),
  };
}

/** What a client that opens addresses for its user is asked to open. */
export interface AskedUrl {
  readonly mode: unknown;
  readonly url: unknown;
  readonly message: unknown;
}

/**
 * The client of SDK v2, in the era the mode asks for. With `onUrl` it says that it opens addresses,
 * and always that its user has accepted.
 */
export async function connectV2(
  { url, token }: Endpoint,
  mode: NonNullable<VersionNegotiationOptions["mode"]>,
  onUrl?: (asked: AskedUrl) => Promise<void>,
): Promise<ConnectedClient> {
  const capabilities = onUrl === undefined ? {} : { elicitation: { url: {} } };
  const client = new ClientV2(INFO, { capabilities, versionNegotiation: { mode } });
  if (onUrl !== undefined) {
    client.setRequestHandler("elicitation/create", async ({ params }) => {
      await onUrl({ mode: params.mode, message: params.message, url: Object(params).url });
      return { action: "accept" };
    });
  }
  await client.connect(new TransportV2(new URL(url), { requestInit: authorized(token) }));
  const { tools } = await client.listTools();
  return {
    call: async (name, args) => toAnswer(await client.callTool({ name, arguments: args })),
    protocolVersion: client.getNegotiatedProtocolVersion(),
    instructions: client.getInstructions(),
    toolNames: tools.map((tool) => tool.name),
    ...resourcesOf(client),
    [Symbol.asyncDispose]: () => client.close(),
  };
}

function resourcesOf(client: ClientV1 | ClientV2) {
  return {
    resources: async () => (await client.listResources()).resources,
    templates: async () => (await client.listResourceTemplates()).resourceTemplates,
    read: async (uri: string) => {
      const { contents } = await client.readResource({ uri });
      return contents.map((part) => ("blob" in part ? part.blob : part.text));
    },
    promptNames: async () => (await client.listPrompts()).prompts.map(({ name }) => name),
    prompt: async (name: string, args: Record<string, string>) => {
      const { messages } = await client.getPrompt({ name, arguments: args });
      return messages.map(({ content }) => ("text" in content ? content.text : "")).join("\n");
    },
    completions: async (prompt: string, argument: string, begun: string) => {
      const ref = { type: "ref/prompt" as const, name: prompt };
      const asked = { ref, argument: { name: argument, value: begun } };
      return (await client.complete(asked)).completion.values;
    },
  };
}

function authorized(token: string): RequestInit {
  return { headers: { Authorization: `Bearer ${token}` } };
}

interface Block {
  readonly type: string;
  readonly text?: string;
  readonly data?: string;
  readonly mimeType?: string;
}

function toAnswer(result: { [key: string]: unknown }) {
  const blocks = (Array.isArray(result.content) ? result.content : []) as Block[];
  const image = blocks.find((block) => block.type === "image");
  return {
    text: blocks.flatMap((block) => block.text ?? []).join("\n"),
    image: image && { mimeType: image.mimeType ?? "", data: image.data ?? "" },
    isError: result.isError === true,
  };
}
