import { callMcp, type McpResult } from "../../scripts/mcp-call.ts";
import { connectRival, rivalNamed } from "../reading/contestants/rivals.ts";
import { isRival } from "../report/contestants.ts";
import type { Cell } from "../report/rows.ts";
import { BENCH_TOKEN } from "../two-servers.ts";
import type { Part, World } from "./world.ts";

/** What an agent reads before its first call: names, descriptions and input schemas of all tools. */
export const measureTools: Part = async ({ servers, present, folder }: World) => {
  const { tools = [] } = await callMcp(servers.product.url, BENCH_TOKEN, "tools/list");
  const cells: [string, Cell][] = [["Leapfrog", cellFor(tools)]];
  for (const name of present.filter(isRival)) {
    const server = await connectRival(rivalNamed(name), folder);
    cells.push([name, cellFor(await server.list().finally(() => server.close()))]);
  }
  return { tools: Object.fromEntries(cells) };
};

function cellFor(tools: NonNullable<McpResult["tools"]>): Cell {
  const read = tools.map(({ name, description, inputSchema }) => ({
    name,
    description,
    inputSchema,
  }));
  return { value: JSON.stringify(read).length, note: `${tools.length} tools` };
}
