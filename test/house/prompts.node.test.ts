import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { PROMPTS_PAGE, promptsPage } from "../../scripts/prompts-page.ts";
import { FAILURE_CODES } from "../../src/domain/failure.ts";
import { TOOL_NAMES } from "../../src/domain/tool-names.ts";
import { GUIDES } from "../../src/mcp/guides.ts";
import { argumentsOf, type Prompt } from "../../src/mcp/prompts/define-prompt.ts";
import { PROMPTS } from "../../src/mcp/prompts/prompts.ts";

const MOST_CHARACTERS = 1_200;
const GIVEN: Readonly<Record<string, string>> = {
  url: "https://shop.example/list",
  fields: "title, price",
  task: "buy a book",
  values: "name: Ada",
  profile: "shop",
};

function asked(prompt: Prompt): string {
  const needed = argumentsOf(prompt).filter(({ required }) => required);
  return prompt.ask(Object.fromEntries(needed.map(({ name }) => [name, GIVEN[name]])));
}

/** Whole words alone: `act` is no part of `batch_actions`, and `navigate` no name in prose. */
function toolsIn(text: string): string[] {
  const words = new Set(text.match(/[a-z_]+/g));
  return TOOL_NAMES.filter((name) => words.has(name));
}

test.each(PROMPTS.map((prompt) => [prompt.name, prompt] as const))(
  "%s names exactly the tools it uses, briefly, and describes its arguments",
  (_name, prompt) => {
    const text = asked(prompt);
    expect(toolsIn(text)).toEqual(TOOL_NAMES.filter((name) => prompt.uses.includes(name)));
    expect(text.length).toBeLessThanOrEqual(MOST_CHARACTERS);
    expect(prompt.name).toMatch(/^[a-z][a-z_]{1,39}$/);
    for (const { name, description } of argumentsOf(prompt)) expect(description, name).not.toBe("");
  },
);

test("the guide to errors has every code once", () => {
  const text = GUIDES.find(({ name }) => name === "errors")?.text ?? "";
  const rows = [...text.matchAll(/^\| `(\w+)` \| \S/gm)].map(([, code]) => code);
  expect(rows).toEqual(FAILURE_CODES);
});

test("docs/prompts.md is what the prompts say; run npm run docs", () => {
  expect(readFileSync(PROMPTS_PAGE, "utf8")).toBe(promptsPage());
});
