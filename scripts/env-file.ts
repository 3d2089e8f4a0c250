import { StartProblem } from "./start-problem.ts";

/** Settings as the text of a file for `wrangler dev --env-file`, so that each reads back as it was. */
export function envFileText(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}=${quoted(name, value)}\n`)
    .join("");
}

// wrangler reads the file with dotenv, which knows no escaped quote, and then expands every $NAME.
function quoted(name: string, value: string): string {
  const quote = ["'", "`", '"'].find((mark) => !value.includes(mark));
  if (quote === undefined || (quote === '"' && /\\[nr]/.test(value))) {
    throw new StartProblem(`${name} cannot be handed over: it holds all of ', " and \`.`);
  }
  return quote + value.replaceAll("$", "\\$") + quote;
}
