import * as z from "zod";
import { CONSOLE_LEVELS, type ConsoleEntry } from "../../browser/log/console-log.ts";
import { counted } from "../../domain/counted.ts";
import { redactText, redactUrl } from "../../domain/redact-credentials.ts";
import { visibleBlock } from "../../domain/unseen.ts";
import { defineTool, READS_PAGE } from "../define-tool.ts";
import { maxCharsInput } from "../inputs.ts";
import { headOf } from "../page-answer.ts";
import { latestLines } from "./latest-lines.ts";
import { beginningNotices, hiddenLines } from "./session-log.ts";

export const consoleLog = defineTool({
  name: "console_log",
  title: "Console log",
  description:
    "The last 500 console messages and uncaught errors of tabs, frames and workers, with source and line.",
  annotations: READS_PAGE,
  theme: "network",
  core: false,
  target: "session",
  input: z.strictObject({
    level: z.enum(CONSOLE_LEVELS).optional().describe("And all graver ones"),
    maxChars: maxCharsInput,
  }),
  async run({ level, maxChars }, context) {
    const { log } = context.page.browser;
    const all = log.console.all();
    const wanted = all.filter((entry) => isAsGrave(entry, level));
    const errors = wanted.filter((entry) => entry.level === "error").length;
    const lines = hiddenLines(wanted.map(lineOf), context);
    const { text, earlier, notices } = latestLines(lines, 0, maxChars);
    const more =
      earlier === 0 ? [] : [`${earlier} earlier lines are left out: call with more maxChars`];
    return {
      facts: [headOf(context, [counted(wanted.length, "message"), counted(errors, "error")])],
      notices: [...beginningNotices(context, log.console.dropped), ...notices, ...more],
      ...(text === "" ? {} : { page: text }),
    };
  },
});

function isAsGrave({ level }: ConsoleEntry, least: ConsoleEntry["level"] | undefined): boolean {
  if (least === undefined) return true;
  return CONSOLE_LEVELS.indexOf(level) <= CONSOLE_LEVELS.indexOf(least);
}

function lineOf({ level, from, text, source, place, at, count }: ConsoleEntry): string {
  const time = new Date(at).toISOString().slice(11, 19);
  const words = from === "console" ? level : `${level}, ${from}`;
  // A message of several lines stays one entry: what follows is set in.
  const shown = visibleBlock(redactText(text)).replaceAll("\n", "\n  ");
  const parts = [
    ...(source === undefined ? [] : [redactSource(source)]),
    ...(place === "page" ? [] : [place]),
    ...(count === 1 ? [] : [`×${count}`]),
  ];
  const tail = parts.length === 0 ? "" : ` — ${parts.join(" · ")}`;
  return `${time} [${words}] ${shown}${tail}`;
}

function redactSource(source: string): string {
  const [, address = source, place = ""] = /^(.*?)((?::\d+){0,2})$/s.exec(source) ?? [];
  return redactUrl(address) + place;
}
