import * as z from "zod";
import { CATEGORIES } from "../../apis/classify.ts";
import { discovered, endpointLines } from "../../apis/discovered.ts";
import { windowOf } from "../../browser/text-window.ts";
import { counted } from "../../domain/counted.ts";
import { TEXT_LIMIT } from "../../domain/limits.ts";
import { defineTool, READS_PAGE } from "../define-tool.ts";
import { headOf } from "../page-answer.ts";
import { apiNotices } from "./api-notices.ts";

export const apiDiscover = defineTool({
  name: "api_discover",
  title: "Discover APIs",
  description:
    "Endpoints the pages called by script: path template, statuses, parameters, shapes, GraphQL operations. Use the page first.",
  annotations: READS_PAGE,
  theme: "network",
  core: false,
  target: "session",
  input: z.strictObject({
    category: z.enum(CATEGORIES).optional().describe("Only these"),
    minConfidence: z.number().min(0).max(1).optional().describe("0 to 1"),
  }),
  async run(filter, context) {
    const { page, apis } = context;
    const coming = await page.step("reading the last answers", () => page.browser.log.read());
    const all = apis.endpoints();
    const found = discovered(all, filter);
    const whole = page.memory.secrets.hide(found.flatMap(endpointLines).join("\n"));
    const text = windowOf(whole, 0, TEXT_LIMIT.max);
    const count =
      found.length === all.length
        ? counted(all.length, "endpoint")
        : `${found.length} of ${counted(all.length, "endpoint")}`;
    const cut =
      text.nextOffset === undefined ? [] : ["the rest does not fit: narrow it down by category"];
    return {
      facts: [headOf(context, [count])],
      notices: [...apiNotices(context, coming), ...cut],
      ...(text.text === "" ? {} : { page: text.text }),
    };
  },
});
