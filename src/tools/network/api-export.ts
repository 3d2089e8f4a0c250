import * as z from "zod";
import { isInterface } from "../../apis/classify.ts";
import { openApiOf } from "../../apis/openapi.ts";
import { counted } from "../../domain/counted.ts";
import { ToolFailure } from "../../domain/failure.ts";
import { defineTool, READS_PAGE } from "../define-tool.ts";
import { keepText } from "../kept-file.ts";
import { headOf } from "../page-answer.ts";
import { apiNotices } from "./api-notices.ts";

/** Characters up to which the document also stands in the answer. */
const MAX_INLINE = 10_000;

export const apiExport = defineTool({
  name: "api_export",
  title: "Export APIs",
  description: "OpenAPI 3.1 of what the pages called, as a file, without any values.",
  annotations: READS_PAGE,
  theme: "network",
  core: false,
  target: "session",
  input: z.strictObject({
    title: z.string().min(1).max(200).optional().describe("Its title"),
    includeTracking: z.boolean().default(false).describe("Also trackers and ads"),
  }),
  async run({ title = "Discovered API", includeTracking }, context) {
    const { page, apis } = context;
    const coming = await page.step("reading the last answers", () => page.browser.log.read());
    const endpoints = apis.endpoints();
    const document = openApiOf(endpoints, { title, includeTracking });
    const paths = Object.keys(document.paths).length;
    const leftOut = includeTracking
      ? 0
      : endpoints.filter(({ category }) => !isInterface(category)).length;
    if (paths === 0) throw nothingSeen(leftOut);
    const text = page.memory.secrets.hide(JSON.stringify(document, null, 1));
    const kept = await keepText(context, { name: "openapi.json", type: "application/json" }, [
      text,
    ]);
    return {
      facts: [headOf(context, ["OpenAPI 3.1", counted(paths, "path")])],
      notices: [...apiNotices(context, coming), ...leftOutNotices(leftOut)],
      artifacts: [kept],
      ...(text.length > MAX_INLINE ? {} : { page: text }),
    };
  },
});

function leftOutNotices(count: number): string[] {
  if (count === 0) return [];
  return [`${counted(count, "endpoint")} for tracking, ads or files left out: includeTracking`];
}

function nothingSeen(leftOut: number): ToolFailure {
  return new ToolFailure(
    "not_found",
    "The pages have called nothing that could be described; no document was made.",
    leftOut === 0
      ? "Use the page first, then see api_discover for what it called."
      : `Call with includeTracking for the ${counted(leftOut, "endpoint")} for tracking, ads or files.`,
  );
}
