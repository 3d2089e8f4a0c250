import * as z from "zod";
import { counted } from "../../domain/counted.ts";
import { ToolFailure } from "../../domain/failure.ts";
import { visibleJson } from "../../domain/unseen.ts";
import { defineTool, READS } from "../define-tool.ts";
import { keepText } from "../kept-file.ts";
import { headOf } from "../page-answer.ts";
import type { Recording } from "./recording.ts";
import { recordingOf } from "./recording-of.ts";
import { playwrightScript } from "./scripts/playwright-script.ts";
import { puppeteerScript } from "./scripts/puppeteer-script.ts";
import type { ScriptText } from "./scripts/script-text.ts";

/** Characters of a recording that still go into the answer itself. */
const MAX_INLINE = 20_000;

export const sessionExport = defineTool({
  name: "session_export",
  title: "Export a recording",
  description:
    "What was done here, as a recording to replay or a script; {{params}} for what is personal.",
  annotations: READS,
  theme: "memory",
  core: false,
  target: "session",
  input: z.strictObject({
    name: z.string().min(1).max(200).default("recording").describe("Its name"),
    format: z.enum(["json", "playwright", "puppeteer"]).default("json").describe("Format"),
    keepExtracts: z.boolean().default(false).describe("With extracts"),
  }),
  async run({ name, format, keepExtracts }, context) {
    const steps = await context.done();
    const { recording, notices: lost } = recordingOf(steps, { name, at: Date.now(), keepExtracts });
    const notices = [...lost];
    if (recording.steps.length === 0) throw nothingDone();
    const { secrets } = context.page.memory;
    const made = FORMATS[format](recording);
    const text = secrets.hide(made.text);
    const lacks = made.left.map(({ number, tool }) => `${number} ${tool}`).join(", ");
    if (lacks !== "") notices.push(`the script leaves out steps that it cannot do: ${lacks}`);
    const counts = [counted(recording.steps.length, "step"), paramCounts(recording.params)];
    const facts = [headOf(context, counts)];
    if (text.length <= MAX_INLINE) return { facts, notices, page: text };
    const kept = await keepText(context, { name: made.file, type: made.type }, [text]);
    const names = paramNames(recording.params);
    return { facts, notices, artifacts: [kept], ...(names === "" ? {} : { page: names }) };
  },
});

const JAVASCRIPT = "text/javascript";

const FORMATS = {
  json: (recording: Recording) => ({
    text: visibleJson(JSON.stringify(recording, null, 1)),
    left: [],
    file: "recording.json",
    type: "application/json",
  }),
  playwright: (recording: Recording) => ({
    ...playwrightScript(recording),
    file: "recording.playwright.mjs",
    type: JAVASCRIPT,
  }),
  puppeteer: (recording: Recording) => ({
    ...puppeteerScript(recording),
    file: "recording.puppeteer.mjs",
    type: JAVASCRIPT,
  }),
} satisfies Readonly<Record<string, (recording: Recording) => Written>>;

interface Written extends ScriptText {
  readonly file: string;
  readonly type: string;
}

type Params = Recording["params"];

function paramCounts(params: Params): string {
  const all = Object.values(params);
  const asked = all.filter((param) => param.default === undefined).length;
  const given = asked === 0 ? "" : `, ${asked} without a value, which replay has to be given`;
  return `${counted(all.length, "param")}${given}`;
}

/** They are called after a page's fields. */
function paramNames(params: Params): string {
  const names = Object.entries(params).map(([name, param]) =>
    param.default === undefined ? `${name} (has to be given)` : name,
  );
  return names.length === 0 ? "" : `params: ${names.join(", ")}`;
}

function nothingDone(): ToolFailure {
  return new ToolFailure(
    "not_found",
    "Nothing that could be done again was done in this session yet; nothing was exported.",
    "Act first, or see session_memory for what was done.",
  );
}
