import { join } from "node:path";
import { GUIDES } from "../src/mcp/guides.ts";
import { argumentsOf, type Prompt } from "../src/mcp/prompts/define-prompt.ts";
import { PROMPTS } from "../src/mcp/prompts/prompts.ts";
import { PROJECT_FOLDER } from "./project-folders.ts";

export const PROMPTS_PAGE = join(PROJECT_FOLDER, "docs", "prompts.md");

/** The page of prompts and guides as Markdown. */
export function promptsPage(): string {
  return [
    "# Prompts and guides",
    "",
    "<!-- Written by `npm run docs` from src/mcp; edit the prompts and guides, not this page. -->",
    "",
    "Prompts are jobs that a client offers by name (in Claude Code `/mcp__leapfrog__read_a_list`); each becomes a message",
    "that names the tools in their order. One is offered only where `?tools=` and the grant's policy leave all its tools.",
    "An argument marked * is required.",
    ...PROMPTS.flatMap(section),
    "",
    "## Guides",
    "",
    "Resources in Markdown, the same for everybody, which a client may give its model:",
    "",
    "| resource | what it is |",
    "|---|---|",
    ...GUIDES.map(({ uri, title, description }) => `| \`${uri}\` | ${title}: ${description} |`),
    "",
  ].join("\n");
}

function section(prompt: Prompt): string[] {
  const rows = argumentsOf(prompt).map(
    ({ name, description, required }) => `| \`${name}\`${required ? "*" : ""} | ${description} |`,
  );
  const table = ["| argument | meaning |", "|---|---|", ...rows];
  const tools = prompt.uses.map((name) => `\`${name}\``).join(", ");
  const head = ["", `## \`${prompt.name}\``, "", `${prompt.description} Uses ${tools}.`, ""];
  return [...head, ...table];
}
