import { ProtocolError, Server } from "@modelcontextprotocol/server";
import { VERSION } from "../domain/version.ts";
import { artifactsOf } from "../grants/grant-client.ts";
import { policyOf } from "../grants/policy-cache.ts";
import { hides } from "../policy/policy.ts";
import type { Tool } from "../tools/define-tool.ts";
import { withArtifactLines } from "./artifact-lines.ts";
import { ArtifactLinks } from "./artifact-links.ts";
import { CallLine, NO_TOOL } from "./call-line.ts";
import { callTool } from "./call-tool.ts";
import type { Caller } from "./caller.ts";
import { INSTRUCTIONS } from "./instructions.ts";
import { listTool } from "./listed-tools.ts";
import { answerFailure, answerOrAsk, argumentsOf, mayBeAsked } from "./open-page.ts";
import { withProgress } from "./progress.ts";
import { servePrompts } from "./prompts/serve-prompts.ts";
import { noteHidden, noteRefused } from "./refused-calls.ts";
import { serveResources } from "./resources.ts";

const INVALID_PARAMS = -32_602;
/** For how long a client may keep a list of tools or prompts: the grant's policy may hide others by then. */
const KEPT = { ttlMs: 60_000, cacheScope: "private" } as const;

/** Makes the server of one request. */
export type BuildServer = (caller: Caller, admitted: readonly Tool[]) => Server;

/** A server for one request of one caller; it knows `admitted` tools, less those the policy hides. */
export function buildServer(caller: Caller, admitted: readonly Tool[]): Server {
  const policy = policyOf(caller.policy);
  const tools = admitted.filter(({ name }) => policy === undefined || !hides(policy, name));
  const server = new Server(
    { name: "leapfrog", title: "Leapfrog remote browser", version: VERSION },
    {
      instructions: INSTRUCTIONS,
      // A request has a server of its own, so nobody could be told of a change.
      capabilities: {
        tools: { listChanged: false },
        prompts: { listChanged: false },
        completions: {},
        resources: { subscribe: false, listChanged: false },
      },
      cacheHints: { "tools/list": KEPT, "prompts/list": KEPT },
    },
  );
  const links = new ArtifactLinks(caller.config, caller.origin, caller.grant.id);
  serveResources(server, artifactsOf(caller.grant.id), links, caller.isStopped === true);
  servePrompts(server, tools);
  server.setRequestHandler("tools/list", () => ({ tools: tools.map(listTool) }));
  server.setRequestHandler("tools/call", async ({ params }, context) => {
    const tool = tools.find((candidate) => candidate.name === params.name);
    if (tool === undefined) {
      const hidden = admitted.find(({ name }) => name === params.name);
      const who = { ...caller, ...clientOf(server) };
      const line = new CallLine(hidden?.name ?? NO_TOOL, who);
      if (hidden !== undefined) await noteHidden(hidden, params.arguments, who);
      else await noteRefused(params.name, params.arguments, who, "unknown_tool");
      line.write(hidden === undefined ? "unknown_tool" : "hidden");
      throw new ProtocolError(INVALID_PARAMS, `Unknown tool: ${params.name}`);
    }
    const { _meta, signal, notify } = context.mcpReq;
    const progressToken = _meta?.progressToken;
    const report =
      progressToken === undefined
        ? undefined
        : (progress: { progress: number; message: string }) =>
            notify({ method: "notifications/progress", params: { progressToken, ...progress } });
    const asking = context.mcpReq;
    const who = { ...caller, ...clientOf(server), opensUrls: mayBeAsked(asking) };
    const given = argumentsOf(tool, params.arguments, asking);
    const result = await withProgress(tool.name, report, () => callTool(tool, given, who, signal));
    return result.ok
      ? answerOrAsk(await withArtifactLines(result.value, links), asking)
      : answerFailure(result.failure, caller.origin, asking);
  });
  return server;
}

/** What the client calls itself; it may be anything. */
function clientOf(server: Server): { client?: string } {
  const info = server.getClientVersion();
  return info === undefined ? {} : { client: `${info.name} ${info.version}`.slice(0, 100) };
}
