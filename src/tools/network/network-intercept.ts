import type { InterceptRule, InterceptRules } from "../../browser/intercept/intercept-rules.ts";
import type { Answer } from "../../domain/answer.ts";
import { counted } from "../../domain/counted.ts";
import { ToolFailure } from "../../domain/failure.ts";
import { ACTS, defineTool, type SessionContext } from "../define-tool.ts";
import { headOf } from "../page-answer.ts";
import {
  type InterceptInput,
  interceptInput,
  MOCK_FIELDS,
  refuseMore,
  ruleIdOf,
  ruleOf,
} from "./intercept-input.ts";

const MAX_RULES = 50;
const MAX_SIZE = 1_000_000;

export const networkIntercept = defineTool({
  name: "network_intercept",
  title: "Intercept requests",
  description:
    "Rules for requests of all tabs: block, mock or count (log). The first that blocks or mocks decides. They open nothing closed; WebSockets pass.",
  // A mock can make a page do whatever it can.
  annotations: ACTS,
  theme: "network",
  core: false,
  target: "session",
  isStep: true,
  input: interceptInput,
  policy: { capabilities: ({ action }) => (action === "mock" ? ["js"] : []) },
  async run(given, context) {
    const { rules } = context.page.browser.log;
    const { action } = given;
    if (action === "list") return listed(given, rules, context);
    if (action === "remove") return remove(given, rules, context);
    const rule = ruleOf({ ...given, action });
    refuseTooMuch(rules, rule);
    const isNew = rules.all.every(({ id }) => id !== rule.id);
    await change(context, () => rules.put(rule));
    const what = `rule ${rule.id} ${isNew ? "added" : "replaced"}: ${wordsFor(rule)}`;
    return { facts: [headOf(context), `${what} · ${held(rules)}`] };
  },
});

async function remove(
  given: InterceptInput,
  rules: InterceptRules,
  context: SessionContext,
): Promise<Answer> {
  refuseMore(given, ["urlPattern", ...MOCK_FIELDS]);
  const id = ruleIdOf(given);
  const known = rules.all.map((rule) => rule.id);
  if (!known.includes(id)) {
    throw new ToolFailure(
      "not_found",
      `There is no rule ${id}; nothing was removed.`,
      known.length === 0
        ? "The session has no rules."
        : `The session's rules are ${known.join(", ")}.`,
    );
  }
  await change(context, () => rules.remove(id));
  return { facts: [headOf(context), `rule ${id} removed · ${held(rules)}`] };
}

function listed(given: InterceptInput, rules: InterceptRules, context: SessionContext): Answer {
  refuseMore(given, ["ruleId", "urlPattern", ...MOCK_FIELDS]);
  const lines = rules.all.map(
    (rule) => `${rule.id}: ${wordsFor(rule)} · ${counted(rules.hits(rule.id), "request")}`,
  );
  return { facts: [headOf(context, [held(rules)]), ...lines] };
}

/** From here on requests are held for the rules that there are; a browser that refuses leaves them as they were. */
async function change({ page }: SessionContext, make: () => void): Promise<void> {
  const { guard, log } = page.browser;
  const before = log.rules.all;
  make();
  try {
    await page.step("telling the browser of the rules", () => guard.renew());
  } catch (error) {
    log.rules.restore(before);
    await guard.renew().catch(() => undefined);
    throw error;
  }
}

function wordsFor({ action, urlPattern, mock }: InterceptRule): string {
  const what =
    mock === undefined ? action : `mock ${mock.status} (${counted(mock.body.length, "character")})`;
  return `${what} ${urlPattern}`;
}

function held(rules: InterceptRules): string {
  return counted(rules.all.length, "rule");
}

function refuseTooMuch(rules: InterceptRules, rule: InterceptRule): void {
  const others = rules.all.filter(({ id }) => id !== rule.id);
  const size = [...others, rule].reduce((sum, { mock }) => sum + (mock?.body.length ?? 0), 0);
  if (others.length < MAX_RULES && size <= MAX_SIZE) return;
  const limit =
    others.length < MAX_RULES ? `${MAX_SIZE} characters of mocks` : `${MAX_RULES} rules`;
  throw new ToolFailure(
    "too_large",
    `A session takes ${limit} at most; no rule was changed.`,
    "Remove rules that are not needed any more, or give a shorter mockBody.",
  );
}
