import * as z from "zod";
import type { ToolName } from "../../domain/tool-names.ts";

const MAX_TEXT = 4_000;

/** A job that a client offers its user by name; `ask` is the user's message with the way to do it. */
export interface Prompt {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** Every tool the message names: without one of them the prompt is not offered. */
  readonly uses: readonly ToolName[];
  readonly input: z.ZodObject<Readonly<Record<string, z.ZodType<string | undefined>>>>;
  /** The arguments have passed `input`. */
  ask(given: Readonly<Record<string, string | undefined>>): string;
}

/** Types the arguments of one prompt by its own input. */
export function definePrompt<Shape extends Readonly<Record<string, z.ZodType<string | undefined>>>>(
  prompt: Omit<Prompt, "input" | "ask"> & {
    readonly input: z.ZodObject<Shape>;
    ask(given: z.infer<z.ZodObject<Shape>>): string;
  },
): Prompt {
  const { input, ask } = prompt;
  return { ...prompt, input, ask: (given) => ask(input.parse(given)) };
}

/** An address of the web; nothing else can be opened. */
export const addressArgument = z
  .string()
  .max(MAX_TEXT)
  .refine((text) => /^https?:$/.test(URL.parse(text)?.protocol ?? ""), "an http(s) address");

/** Words of the user's own. */
export const wordsArgument = z.string().trim().min(1, "some words").max(MAX_TEXT);

/** The arguments as `prompts/list` shows them. */
export function argumentsOf({ input }: Prompt) {
  return Object.entries(input.shape).map(([name, field]) => ({
    name,
    description: field.description ?? "",
    required: !field.safeParse(undefined).success,
  }));
}

/** What the values of an argument are, where they are few. */
export function choicesOf({ input }: Prompt, argument: string): readonly string[] {
  const field = input.shape[argument];
  const inner = field instanceof z.ZodOptional ? field.unwrap() : field;
  return inner instanceof z.ZodEnum ? inner.options.map(String) : [];
}
