/** What one client takes to use a server. */
export interface ClientSetup {
  readonly client: string;
  /** The file that `text` goes into; absent where it is a command. */
  readonly file?: string;
  readonly text: string;
}

/** What to give each of the common clients; Claude Desktop takes no address and is bridged. */
export function clientSetups(url: string, token: string): ClientSetup[] {
  const mcp = `${url}/mcp`;
  const bearer = `Bearer ${token}`;
  const header = `"Authorization: ${bearer}"`;
  const headers = { Authorization: bearer };
  return [
    {
      client: "Claude Code",
      text: `claude mcp add --transport http leapfrog ${mcp} --header ${header}`,
    },
    {
      client: "Gemini CLI",
      text: `gemini mcp add --transport http --header ${header} leapfrog ${mcp}`,
    },
    {
      client: "Codex CLI",
      file: "~/.codex/config.toml",
      text: `[mcp_servers.leapfrog]\nurl = "${mcp}"\nhttp_headers = { Authorization = "${bearer}" }`,
    },
    {
      client: "Cursor",
      file: ".cursor/mcp.json",
      text: JSON.stringify({ mcpServers: { leapfrog: { url: mcp, headers } } }),
    },
    {
      client: "VS Code",
      file: ".vscode/mcp.json",
      text: JSON.stringify({ servers: { leapfrog: { type: "http", url: mcp, headers } } }),
    },
    {
      client: "Claude Desktop",
      file: "claude_desktop_config.json",
      text: JSON.stringify({ mcpServers: { leapfrog: bridged(mcp, bearer) } }),
    },
    {
      client: "MCP Inspector",
      text: `npx @modelcontextprotocol/inspector --cli ${mcp} --transport http --method tools/list --header ${header}`,
    },
  ];
}

/** What to paste into the common clients to have them use a server. */
export function clientLines(url: string, token: string): string {
  const setups = clientSetups(url, token);
  return setups
    .flatMap(({ client, file, text }) => [title(client, file), indented(text)])
    .join("\n");
}

function title(client: string, file: string | undefined): string {
  return file === undefined ? client : `${client}, ${file}`;
}

function indented(text: string): string {
  return text.replace(/^/gm, "  ");
}

/** The header comes from the environment: Claude Desktop on Windows breaks arguments with spaces. */
function bridged(mcp: string, bearer: string) {
  return {
    command: "npx",
    args: ["-y", "mcp-remote", mcp, "--header", `Authorization:\${AUTH_HEADER}`],
    env: { AUTH_HEADER: bearer },
  };
}
