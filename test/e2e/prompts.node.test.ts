import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { GUIDES } from "../../src/mcp/guides.ts";
import { PROMPTS } from "../../src/mcp/prompts/prompts.ts";
import { inspect } from "../support/inspector.ts";
import { type LiveServer, startLive } from "../support/live-server.ts";
import { type ConnectedClient, connectV1, connectV2 } from "../support/mcp-clients.ts";

const NAMES = PROMPTS.map(({ name }) => name);
const LIST = { url: "https://shop.example/books", fields: "title, price" };

let server: LiveServer;

beforeAll(async () => {
  server = await startLive();
});

afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
});

const CLIENTS: readonly [string, () => Promise<ConnectedClient>][] = [
  ["SDK v1", () => connectV1(server)],
  ["SDK v2 of the 2025 era", () => connectV2(server, "legacy")],
  ["SDK v2 of the 2026 era", () => connectV2(server, "auto")],
];

test.each(CLIENTS)(
  "%s lists, gets and completes prompts, and reads the guides",
  async (_n, open) => {
    await using client = await open();
    expect(await client.promptNames()).toEqual(NAMES);
    const text = await client.prompt("read_a_list", { ...LIST, pages: "7" });
    expect(text).toContain("https://shop.example/books");
    expect(text).toContain("maxPages 7");
    await expect(client.prompt("read_a_list", { ...LIST, pages: "51" })).rejects.toThrow(/1 to 50/);
    expect(await client.completions("fill_a_form", "send", "")).toEqual(["no", "yes"]);
    const uris = (await client.resources()).map(({ uri }) => uri);
    expect(uris).toEqual(GUIDES.map(({ uri }) => uri));
    for (const { uri, text: said } of GUIDES) expect(await client.read(uri)).toEqual([said]);
  },
);

describe.each(["legacy", "modern"])("the MCP Inspector in the %s era", (era) => {
  const run = async (...args: readonly string[]) => {
    const { code, stdout, stderr } = await inspect(server, ...args, "--protocol-era", era);
    expect(code, stderr).toBe(0);
    return JSON.parse(stdout).result;
  };

  test("lists and gets prompts, lists and reads the guides", async () => {
    const { prompts } = await run("--method", "prompts/list");
    expect(prompts.map(({ name }: { name: string }) => name)).toEqual(NAMES);
    const given = Object.entries(LIST).map(([name, value]) => `${name}=${value}`);
    const got = await run(
      ...["--method", "prompts/get", "--prompt-name", "read_a_list", "--prompt-args"],
      ...given,
    );
    expect(got.messages[0].content.text).toContain("title, price of each row");
    const { resources } = await run("--method", "resources/list");
    expect(resources).toHaveLength(GUIDES.length);
    const [guide] = GUIDES;
    const { contents } = await run("--method", "resources/read", "--uri", guide?.uri ?? "");
    expect(contents[0].text).toBe(guide?.text);
  });
});
