import { inject } from "vitest";
import { type Agent, fenced } from "../../support/agent.ts";

/** Opens a page with this markup and gives its snapshot's lines; refs count from 1 on each page. */
export async function openLines(agent: Agent, html: string): Promise<string[]> {
  const { text, isError } = await agent.navigate(html);
  if (isError) throw new Error(text);
  return linesIn(text);
}

/** The lines of the page as it is now. */
export async function linesNow(
  agent: Agent,
  args: Record<string, unknown> = {},
): Promise<string[]> {
  return linesIn(await agent.snapshot(args));
}

/** The snapshot's lines in an answer, without title and address, refs counted from 1. */
export function linesIn(answer: string): string[] {
  const seen: string[] = [];
  const numbered = fenced(answer).replace(/@e\d+/g, (ref) => {
    if (!seen.includes(ref)) seen.push(ref);
    return `@e${seen.indexOf(ref) + 1}`;
  });
  return numbered.split("\n").filter((line) => line !== "" && !/^(title|url): /.test(line));
}

/** The test server's pages on another site, which Chrome renders in a process of its own. */
export function otherSite(): string {
  return inject("pages").replace("127.0.0.1", "frames.localhost");
}
