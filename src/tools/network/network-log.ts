import * as z from "zod";
import type { Exchange } from "../../browser/log/exchange.ts";
import { windowOf } from "../../browser/text-window.ts";
import type { Answer } from "../../domain/answer.ts";
import { counted } from "../../domain/counted.ts";
import { ToolFailure } from "../../domain/failure.ts";
import { VERSION } from "../../domain/version.ts";
import { defineTool, READS_PAGE, type SessionContext } from "../define-tool.ts";
import { maxCharsInput, offsetInput } from "../inputs.ts";
import { keepText } from "../kept-file.ts";
import { headOf } from "../page-answer.ts";
import { exchangeDetails } from "./exchange-details.ts";
import { filtered } from "./exchange-filter.ts";
import { exchangeLine } from "./exchange-line.ts";
import { harChunks } from "./har.ts";
import { latestLines } from "./latest-lines.ts";
import { beginningNotices, exchangesOf, hiddenLines, tabOf } from "./session-log.ts";

const status = z.int().min(0).max(999).optional().describe("Status");

const input = z.strictObject({
  urlPattern: z.string().min(1).max(1_000).optional().describe("Substring or /regex/"),
  method: z
    .string()
    .regex(/^[A-Za-z]{1,20}$/)
    .optional()
    .describe("Method"),
  statusMin: status,
  statusMax: status,
  contentType: z.string().min(1).max(200).optional().describe("Substring"),
  failed: z.boolean().optional().describe("true: failed or 400 and up"),
  requestId: z
    .string()
    .regex(/^[a-z]\d{1,9}$/, "such as n12")
    .optional()
    .describe("As listed"),
  maxChars: maxCharsInput,
  offset: offsetInput,
  format: z.enum(["text", "har"]).default("text").describe("har: a file, without bodies"),
});

type Input = z.output<typeof input>;

export const networkLog = defineTool({
  name: "network_log",
  title: "Network log",
  description:
    "The last 1000 requests of tabs, frames and workers: outcome, blocks, redirects, sockets. With requestId headers and bodies.",
  annotations: READS_PAGE,
  theme: "network",
  core: false,
  target: "session",
  input,
  run(given, context) {
    return given.requestId === undefined
      ? list(given, context)
      : one(given, given.requestId, context);
  },
});

async function list(given: Input, context: SessionContext): Promise<Answer> {
  const { network } = context.page.browser.log;
  const all = exchangesOf(context);
  const wanted = filtered(all, given);
  const head = headOf(context, [
    wanted.length === all.length
      ? counted(all.length, "request")
      : `${wanted.length} of ${counted(all.length, "request")}`,
  ]);
  const notices = beginningNotices(context, network.dropped);
  if (given.format === "har") return har(wanted, head, notices, context);
  const active = activeTab(context);
  const lines = hiddenLines(
    wanted.map((exchange) => exchangeLine(exchange, active)),
    context,
  );
  const { text, shown, earlier, notices: about } = latestLines(lines, given.offset, given.maxChars);
  const more =
    earlier === 0 ? [] : [`${earlier} earlier: network_log with offset ${given.offset + shown}`];
  return {
    facts: [head],
    notices: [...notices, ...about, ...more],
    ...(text === "" ? {} : { page: text }),
  };
}

async function one(given: Input, requestId: string, context: SessionContext): Promise<Answer> {
  refuseWithId(given);
  const draft = context.page.browser.log.network.find(requestId);
  if (draft === undefined) throw unknownRequest(requestId);
  const exchange = draft.view(tabOf(context, draft.targetId));
  const details = await exchangeDetails(context, draft, exchange, activeTab(context));
  const whole = context.page.memory.secrets.hide(details);
  const cut = windowOf(whole, given.offset, given.maxChars);
  const more = cut.nextOffset;
  return {
    facts: [headOf(context, [`request ${requestId}`])],
    notices:
      more === undefined
        ? []
        : [
            `${cut.total - more} of ${cut.total} characters follow: network_log with the same requestId and offset ${more}`,
          ],
    page: cut.text,
  };
}

async function har(
  exchanges: readonly Exchange[],
  head: string,
  notices: readonly string[],
  context: SessionContext,
): Promise<Answer> {
  const { secrets } = context.page.memory;
  function* hidden() {
    for (const chunk of harChunks(exchanges, VERSION)) yield secrets.hide(chunk);
  }
  const about = { name: "network.har", type: "application/json" };
  const kept = await keepText(context, about, hidden());
  return { facts: [head], notices, artifacts: [kept] };
}

function activeTab({ page }: SessionContext): number {
  return page.browser.indexOf(page.browser.active);
}

function refuseWithId(given: Input): void {
  const { urlPattern, method, statusMin, statusMax, contentType, failed } = given;
  const filters = { urlPattern, method, statusMin, statusMax, contentType, failed };
  const named = Object.entries(filters).find(([, value]) => value !== undefined)?.[0];
  const besides = given.format === "har" ? "format har" : named;
  if (besides === undefined) return;
  throw new ToolFailure(
    "invalid_arguments",
    `requestId takes no ${besides}: it names one request; nothing was read.`,
    `Leave ${besides} or requestId out.`,
  );
}

function unknownRequest(requestId: string): ToolFailure {
  return new ToolFailure(
    "not_found",
    `There is no request ${requestId} in the log (any more).`,
    "Call network_log without requestId to see those there are.",
  );
}
