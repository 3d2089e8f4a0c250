import { perform } from "../../browser/actions/perform.ts";
import { noteStep } from "../../browser/actions/repetition.ts";
import { carryOut } from "../../browser/carry-out.ts";
import { observe } from "../../browser/outcome.ts";
import { namesSecret } from "../../domain/secret-reference.ts";
import { ACTS, defineTool } from "../define-tool.ts";
import { repeated, stepOf } from "./act-repetition.ts";
import { actionInput } from "./action-input.ts";
import { outcomeAnswer } from "./outcome-answer.ts";

export const act = defineTool({
  name: "act",
  title: "Act",
  description:
    "Does one thing on the page and answers what happened: changed lines, navigation, new tab, dialog, errors. Waits until its target can be acted on and the page has settled.",
  annotations: ACTS,
  theme: "acting",
  core: true,
  target: "session",
  isStep: true,
  actsOnPage: true,
  input: actionInput,
  policy: { capabilities: ({ value }) => (namesSecret(value ?? "") ? ["secret"] : []) },
  takesSecret: (path) => path === "value",
  async run(given, context) {
    const { page, artifacts } = context;
    try {
      const doing = () => carryOut(page, (acting) => perform(acting, given, artifacts));
      const outcome = await observe(page, doing, given.dialog);
      const loop = noteStep(page.memory, stepOf(given, given, outcome, page.tab.targetId));
      return outcomeAnswer(context, outcome, {
        done: [`${given.action} done`],
        notices: loop === undefined ? [] : [loop],
      });
    } catch (error) {
      throw repeated(error, given, page);
    }
  },
});
