/** What to paste into the common clients to have them use a server. */
export function clientLines(url: string, token: string): string {
  const mcp = `${url}/mcp`;
  const bearer = `Bearer ${token}`;
  const entry = { url: mcp, headers: { Authorization: bearer } };
  return [
    "Claude Code",
    `  claude mcp add --transport http leapfrog ${mcp} --header "Authorization: ${bearer}"`,
    "Cursor, .cursor/mcp.json",
    `  ${JSON.stringify({ mcpServers: { leapfrog: entry } })}`,
    "VS Code, .vscode/mcp.json",
    `  ${JSON.stringify({ servers: { leapfrog: { type: "http", ...entry } } })}`,
    "MCP Inspector",
    `  npx @modelcontextprotocol/inspector --cli ${mcp} --transport http --method tools/list --header "Authorization: ${bearer}"`,
  ].join("\n");
}
