/** Writes from the code and package.json what is told of them, so that it can never say anything else. */
import { readFile, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import * as z from "zod";
import { listTool } from "../src/mcp/listed-tools.ts";
import { CATALOGUE } from "../src/tools/catalogue.ts";
import type { Theme, Tool } from "../src/tools/define-tool.ts";
import { recordingSchema } from "../src/tools/memory/recording.ts";
import { costTables } from "./cost.ts";
import { isStarted, PROJECT_FOLDER } from "./project-folders.ts";
import { PROMPTS_PAGE, promptsPage } from "./prompts-page.ts";
import { deployButton, type Package, registryEntry, withBlock } from "./publication.ts";

export const TOOLS_PAGE = join(PROJECT_FOLDER, "docs", "tools.md");
export const RECORDING_SCHEMA = join(PROJECT_FOLDER, "docs", "recording.schema.json");

interface SchemaNode {
  readonly type?: string;
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly SchemaNode[];
  readonly items?: SchemaNode;
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean;
}

/** The whole page as Markdown. */
export function toolsPage(): string {
  const themes = [...new Set(CATALOGUE.map((tool) => tool.theme))];
  const core = CATALOGUE.filter((tool) => tool.core).map((tool) => `\`${tool.name}\``);
  return [
    "# Tools",
    "",
    "<!-- Written by `npm run docs` from src/tools; edit the tools, not this page. -->",
    "",
    `${CATALOGUE.length} tools. \`/mcp?tools=\` lists a part of them: \`core\` (${core.join(", ")}) or themes (${themes.join(", ")}), comma separated.`,
    "",
    "Every session tool takes `sessionId`: an id such as `s_k3m7x1`, or the name given at creation. An argument marked * is required.",
    ...themes.flatMap(themeSection),
    "",
  ].join("\n");
}

function themeSection(theme: Theme): string[] {
  const tools = CATALOGUE.filter((tool) => tool.theme === theme);
  return ["", `## ${theme}`, ...tools.flatMap(toolSection)];
}

function toolSection(tool: Tool): string[] {
  const { description, inputSchema } = listTool(tool);
  const schema: SchemaNode = inputSchema;
  const fields = Object.entries(schema.properties ?? {}).filter(([name]) => name !== "sessionId");
  const rows = fields.map(([name, node]) => fieldRow(name, node, schema.required ?? []));
  const table = ["", "| argument | type | meaning |", "|---|---|---|", ...rows];
  return [
    "",
    `### \`${tool.name}\``,
    "",
    description,
    "",
    `Hints: ${hintsOf(tool)}.${takesSession(tool)}`,
    ...(rows.length === 0 ? [] : table),
  ];
}

function takesSession(tool: Tool): string {
  return tool.target === "session" ? " Takes `sessionId`*." : "";
}

function hintsOf({ annotations }: Tool): string {
  const { readOnlyHint, destructiveHint, idempotentHint, openWorldHint } = annotations;
  return [
    readOnlyHint ? "reads only" : destructiveHint ? "may destroy" : "writes",
    ...(idempotentHint ? ["safe to repeat"] : []),
    ...(openWorldHint ? ["reaches the open world"] : []),
  ].join(", ");
}

function fieldRow(name: string, node: SchemaNode, required: readonly string[]): string {
  const mark = required.includes(name) && node.default === undefined ? "*" : "";
  const fallback =
    node.default === undefined ? "" : ` Default \`${JSON.stringify(node.default)}\`.`;
  const sentences = [node.description, node.items?.description].filter(
    (text) => text !== undefined,
  );
  const meaning = `${sentences.map((text) => `${text}. `).join("")}${fallback.trim()}`.trim();
  return `| \`${name}\`${mark} | ${typeOf(node)} | ${meaning.replaceAll("|", "\\|")} |`;
}

function typeOf(node: SchemaNode): string {
  if (node.enum !== undefined) return node.enum.map((value) => `\`${value}\``).join(" ");
  if (node.anyOf !== undefined) return node.anyOf.map(typeOf).join(" or ");
  if (node.type === "array") return `list of ${typeOf(node.items ?? {})}`;
  if (node.properties !== undefined) return objectType(node);
  if (node.minimum !== undefined) return `${node.type} ${node.minimum}–${node.maximum}`;
  return node.type ?? "any";
}

function objectType(node: SchemaNode): string {
  const fields = Object.keys(node.properties ?? {});
  const more = node.additionalProperties === true ? ", …" : "";
  return `{${fields.map((field) => `\`${field}\``).join(", ")}${more}}`;
}

/** The schema of recordings as a file, by which others may check theirs. */
export function recordingSchemaText(): string {
  const title = "A recording of Leapfrog, version 1";
  return `${JSON.stringify({ title, ...z.toJSONSchema(recordingSchema, { io: "input" }) }, null, 2)}\n`;
}

/** Every file that is written, by its path, with what it is to say; pages of ours keep all but their blocks. */
export async function generated(): Promise<ReadonlyMap<string, string>> {
  const read = (name: string) => readFile(join(PROJECT_FOLDER, name), "utf8");
  const about: Package = JSON.parse(await read("package.json"));
  const button = deployButton(about);
  const deployPage = withBlock(await read("docs/deploy.md"), "deploy button", button);
  return new Map([
    [TOOLS_PAGE, toolsPage()],
    [PROMPTS_PAGE, promptsPage()],
    [RECORDING_SCHEMA, recordingSchemaText()],
    [join(PROJECT_FOLDER, "server.json"), registryEntry(about)],
    [
      join(PROJECT_FOLDER, "README.md"),
      withBlock(await read("README.md"), "deploy button", button),
    ],
    [join(PROJECT_FOLDER, "docs/deploy.md"), withBlock(deployPage, "cost", costTables())],
  ]);
}

if (isStarted(import.meta.url)) {
  for (const [file, text] of await generated()) {
    const current = await readFile(file, "utf8").catch(() => "");
    if (current !== text) await writeFile(file, text);
    const name = relative(PROJECT_FOLDER, file);
    console.log(current === text ? `${name} is up to date` : `${name} written`);
  }
}
