import * as z from "zod";
import { counted } from "../../domain/counted.ts";
import type { RecordedStep } from "../../domain/recorded-step.ts";
import { redactText } from "../../domain/redact-credentials.ts";
import { visibleLine } from "../../domain/unseen.ts";
import { defineTool, READS } from "../define-tool.ts";
import { headOf } from "../page-answer.ts";

const MOST = 200;
const DEFAULT = 50;
/** Characters of one argument and of what came of a step that are shown. */
const MAX_VALUE = 80;
const MAX_OUTCOME = 120;

export const sessionMemory = defineTool({
  name: "session_memory",
  title: "What was done",
  description: "What was done in this session, one line a step.",
  annotations: READS,
  theme: "memory",
  core: false,
  target: "session",
  input: z.strictObject({
    limit: z.int().min(1).max(MOST).default(DEFAULT).describe("The last so many"),
  }),
  async run({ limit }, context) {
    const all = await context.done();
    // Before anything is cut, since half a secret is not known for one.
    const hide = (text: string) => context.page.memory.secrets.hide(text);
    const shown = all.slice(-limit);
    const first = all[0]?.number ?? 1;
    const notices = first > 1 ? [`${counted(first - 1, "older step")} not kept any more`] : [];
    return {
      facts: [headOf(context, [`${shown.length} of ${counted(all.length, "step")}`])],
      notices,
      ...(shown.length === 0 ? {} : { page: shown.map((step) => lineOf(step, hide)).join("\n") }),
    };
  },
});

/** Names of elements and addresses are a page's words, so that the whole line stands in the fence. */
function lineOf(step: RecordedStep, hide: (text: string) => string): string {
  const { number, at, tool, args, targets, masked, code, outcome, ms, origin } = step;
  const time = new Date(at).toISOString().slice(11, 19);
  const given = Object.entries(args).map(([name, value]) => {
    const label = targets[name]?.label;
    return label === undefined
      ? `${name}=${shown(value, hide)}`
      : `${name}=${cut(hide(label), MAX_VALUE)}`;
  });
  const hidden = masked.map((name) => `${name}=(not kept)`);
  const words = [tool, ...given, ...hidden].join(" ");
  const came = code === "ok" ? cut(hide(outcome), MAX_OUTCOME) || "ok" : code;
  return visibleLine(`${number} ${time} ${words} → ${came} (${ms} ms) at ${origin}`);
}

function shown(value: unknown, hide: (text: string) => string): string {
  const text =
    typeof value === "string" ? JSON.stringify(redactText(value)) : JSON.stringify(value);
  return cut(hide(text), MAX_VALUE);
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most)}…`;
}
