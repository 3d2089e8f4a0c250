import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { TOOLS_PAGE, toolsPage } from "../../scripts/generate-docs.ts";
import { TOOL_NAMES } from "../../src/domain/tool-names.ts";
import { INSTRUCTIONS } from "../../src/mcp/instructions.ts";
import { type ListedTool, listTool } from "../../src/mcp/listed-tools.ts";
import { filterTools } from "../../src/mcp/tool-filter.ts";
import { CATALOGUE } from "../../src/tools/catalogue.ts";

/** Characters of names, descriptions and input schemas that all tools may have together. */
const LIST_BUDGET = 22_000;

type Node = Record<string, unknown>;

test("names are unique, short and of the client-safe alphabet", () => {
  const names = CATALOGUE.map((tool) => tool.name);
  expect(new Set(names).size).toBe(names.length);
  expect(names.filter((name) => !/^[a-z][a-z_]{1,39}$/.test(name))).toEqual([]);
});

test("every tool stands in a file of its own name in the folder of its theme", () => {
  const missing = CATALOGUE.map((tool) => `${tool.theme}/${tool.name.replaceAll("_", "-")}.ts`);
  const root = new URL("../../src/tools/", import.meta.url);
  expect(missing.filter((file) => !existsSync(new URL(file, root)))).toEqual([]);
});

test("hints are complete and do not contradict each other", () => {
  for (const { name, annotations } of CATALOGUE) {
    expect(Object.keys(annotations), name).toHaveLength(4);
    expect(annotations.readOnlyHint && annotations.destructiveHint, name).toBe(false);
  }
});

test("descriptions are sentences of a bounded length", () => {
  for (const { name, description, title } of CATALOGUE) {
    expect(description, name).toMatch(/^[A-Z].*\.$/s);
    expect(description.length, name).toBeLessThanOrEqual(400);
    expect(title, name).not.toBe("");
  }
});

test.each(CATALOGUE.map((tool) => [tool.name, listTool(tool)] as const))(
  "%s: objects are closed, fields described, numbers bounded, schemas portable",
  (_name, listed) => {
    for (const { path, node } of nodesOf(listed)) check(path, node);
  },
);

test("caps that are enforced are not listed", () => {
  const listed = JSON.stringify(CATALOGUE.map(listTool));
  expect(listed).not.toMatch(/maxLength|minLength|maxItems|minItems|\$schema|"pattern"/);
});

test("the catalogue has the tools of the contract, each of which a policy may name", () => {
  expect(CATALOGUE.map(({ name }) => name).sort()).toEqual([...TOOL_NAMES].sort());
});

test("the list keeps to its budget", () => {
  const listed = CATALOGUE.map(listTool).map(({ name, description, inputSchema }) => ({
    name,
    description,
    inputSchema,
  }));
  const { length } = JSON.stringify(listed);
  expect(length).toBeLessThanOrEqual(LIST_BUDGET);
});

test("core and themes filter, and an unknown name filters nothing in silence", () => {
  const core = filterTools("core")?.map((tool) => tool.name);
  expect(core).toContain("session_create");
  expect(core).not.toContain("tab_close");
  expect(core).not.toContain("session_create_batch");
  expect(filterTools("sessions")?.map((tool) => tool.name)).toContain("session_create_batch");
  expect(filterTools("tabs")?.map((tool) => tool.name)).toEqual([
    "tabs_list",
    "tab_switch",
    "tab_close",
  ]);
  expect(filterTools("tabs,nonsense")).toBeUndefined();
  expect(filterTools("")).toBeUndefined();
});

test("instructions fit what clients keep", () => {
  expect(INSTRUCTIONS.length).toBeLessThanOrEqual(2_048);
});

test("docs/tools.md is what the catalogue says; run npm run docs", () => {
  expect(readFileSync(TOOLS_PAGE, "utf8")).toBe(toolsPage());
});

function nodesOf({ inputSchema }: ListedTool): { path: string; node: Node }[] {
  return walk("", inputSchema);
}

function walk(path: string, node: Node): { path: string; node: Node }[] {
  const properties = Object.entries((node.properties ?? {}) as Record<string, Node>);
  const nested = [...((node.anyOf ?? []) as Node[]), ...(node.items ? [node.items as Node] : [])];
  return [
    { path, node },
    ...properties.flatMap(([name, child]) => walk(`${path}.${name}`, child)),
    ...nested.flatMap((child, index) => walk(`${path}[${index}]`, child)),
  ];
}

function check(path: string, node: Node): void {
  if (node.type === "object") {
    const isOpen = MAPS.has(path) || isListedInPart(path, node);
    expect(node.additionalProperties, path).toBe(isOpen);
    if (path !== "") expect(Object.keys(node.properties ?? {}), path).not.toEqual([]);
  }
  if (node.type === "number" || node.type === "integer") {
    expect(node.minimum, path).toBeTypeOf("number");
    expect(node.maximum, path).toBeTypeOf("number");
  }
  if (/^\.[^.[]+$/.test(path) && path !== ".sessionId")
    expect(node.description, path).toBeTypeOf("string");
  expect(
    Object.keys(node).filter((key) => !PORTABLE.has(key)),
    path,
  ).toEqual([]);
}

/** Listed in part, or with whatever names a caller has. */
const MAPS = new Set([
  ".mockHeaders",
  ".params",
  ".recording[1]",
  ".geolocation",
  ".filePaths[1][0][1]",
]);

/** The items of a list may leave their fields to another tool, if they name it. */
function isListedInPart(path: string, { description }: Node): boolean {
  const words = String(description).split(" ");
  return path.endsWith("[0]") && CATALOGUE.some(({ name }) => words.includes(name));
}

/** Keywords every client is known to understand. */
const PORTABLE = new Set(
  "type description enum const properties required additionalProperties items anyOf default minimum maximum".split(
    " ",
  ),
);
