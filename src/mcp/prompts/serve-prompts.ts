import { ProtocolError, type Server } from "@modelcontextprotocol/server";
import type { Tool } from "../../tools/define-tool.ts";
import { argumentsOf, choicesOf, type Prompt } from "./define-prompt.ts";
import { PROMPTS } from "./prompts.ts";

const INVALID_PARAMS = -32_602;

/** The prompts whose tools are all among these. */
export function promptsFor(tools: readonly Tool[]): readonly Prompt[] {
  const names = new Set(tools.map(({ name }) => name));
  return PROMPTS.filter(({ uses }) => uses.every((name) => names.has(name)));
}

/** Serves the prompts that can be followed with these tools; one of a hidden tool is unknown. */
export function servePrompts(server: Server, tools: readonly Tool[]): void {
  const prompts = promptsFor(tools);
  server.setRequestHandler("prompts/list", () => ({ prompts: prompts.map(listed) }));
  server.setRequestHandler("prompts/get", ({ params }) => {
    const prompt = find(prompts, params.name);
    const text = prompt.ask(checked(prompt, params.arguments ?? {}));
    const { description } = prompt;
    return { description, messages: [{ role: "user", content: { type: "text", text } }] };
  });
  server.setRequestHandler("completion/complete", ({ params: { ref, argument } }) => {
    if (ref.type !== "ref/prompt") return { completion: { values: [] } };
    const choices = choicesOf(find(prompts, ref.name), argument.name);
    return { completion: { values: choices.filter((one) => one.startsWith(argument.value)) } };
  });
}

function listed(prompt: Prompt) {
  const { name, title, description } = prompt;
  return { name, title, description, arguments: argumentsOf(prompt) };
}

function find(prompts: readonly Prompt[], name: string): Prompt {
  const prompt = prompts.find((candidate) => candidate.name === name);
  if (prompt === undefined) throw new ProtocolError(INVALID_PARAMS, `Unknown prompt: ${name}`);
  return prompt;
}

function checked(prompt: Prompt, given: Readonly<Record<string, string>>) {
  // Clients send a field that was left blank as an empty text.
  const filled = Object.entries(given).filter(([, value]) => value.trim() !== "");
  const parsed = prompt.input.safeParse(Object.fromEntries(filled));
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(
    ({ path, message }) => `${path.join(".") || prompt.name}: ${message}`,
  );
  throw new ProtocolError(INVALID_PARAMS, `${problems.join("; ")}.`);
}
