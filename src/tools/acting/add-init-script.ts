import * as z from "zod";
import { checkSyntax } from "../../browser/init-scripts.ts";
import { counted } from "../../domain/counted.ts";
import { ToolFailure } from "../../domain/failure.ts";
import { ACTS, defineTool } from "../define-tool.ts";
import { headOf } from "../page-answer.ts";

const MAX_SCRIPT = 65_536;
/** Every document of the session runs all of them, and every connection sends them again. */
const MOST_SCRIPTS = 20;
const MOST_CHARACTERS = 262_144;

export const addInitScript = defineTool({
  name: "add_init_script",
  title: "Add init script",
  description:
    "Runs a script before the page's own in every document from now on, in all tabs, for good. Open pages stay as they are.",
  // It can do whatever a page can, with each page that comes.
  annotations: ACTS,
  theme: "acting",
  core: false,
  target: "session",
  isStep: true,
  input: z.strictObject({
    script: z.string().min(1).max(MAX_SCRIPT).describe("JavaScript"),
  }),
  policy: { capabilities: () => ["js"] },
  async run({ script }, context) {
    const { page } = context;
    const { scripts } = page.browser;
    if (scripts.sources.at(-1) === script) {
      return {
        facts: [headOf(context), "the last init script is this one already: nothing was added"],
      };
    }
    refuseTooMuch([...scripts.sources, script]);
    await checkSyntax(page, script);
    await page.step("adding the script", () => scripts.add(script));
    const count = scripts.sources.length;
    const tabs = page.browser.tabs.length;
    return {
      facts: [
        headOf(context),
        `init script ${count} added for ${counted(tabs, "tab")} and those to come · runs from the next document on`,
      ],
    };
  },
});

function refuseTooMuch(sources: readonly string[]): void {
  const characters = sources.reduce((sum, source) => sum + source.length, 0);
  if (sources.length <= MOST_SCRIPTS && characters <= MOST_CHARACTERS) return;
  const limit =
    sources.length > MOST_SCRIPTS
      ? `${MOST_SCRIPTS} init scripts`
      : `${MOST_CHARACTERS} characters of init scripts`;
  throw new ToolFailure(
    "too_large",
    `A session takes ${limit} at most; nothing was added.`,
    "Create a new session with fewer or shorter ones; they cannot be removed.",
  );
}
