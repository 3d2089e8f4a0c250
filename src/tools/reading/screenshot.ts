import * as z from "zod";
import { printPage } from "../../browser/print.ts";
import { type ScreenshotRequest, takeScreenshot } from "../../browser/screenshot.ts";
import type { Covered } from "../../browser/secret-fields.ts";
import { locate } from "../../browser/target.ts";
import type { Answer } from "../../domain/answer.ts";
import { ToolFailure } from "../../domain/failure.ts";
import { defineTool, READS_PAGE, type SessionContext } from "../define-tool.ts";
import { selectorInput } from "../inputs.ts";
import { headOf } from "../page-answer.ts";

const input = z.strictObject({
  fullPage: z.boolean().default(false).describe("The whole page"),
  selector: selectorInput,
  format: z
    .enum(["png", "jpeg", "webp", "pdf"])
    .default("png")
    .describe("pdf: the whole page, printed"),
  quality: z.int().min(1).max(100).optional().describe("For jpeg and webp"),
  savePath: z.string().max(200).optional().describe("Not available yet"),
});

type ScreenshotInput = z.output<typeof input>;

export const screenshot = defineTool({
  name: "screenshot",
  title: "Screenshot",
  description:
    "A picture of the viewport, the whole page or one element, at most 1,568 px a side unless fullPage. Fields for passwords and other secrets are covered.",
  annotations: READS_PAGE,
  theme: "reading",
  core: true,
  target: "session",
  input,
  async run(given, context) {
    refuseMismatch(given);
    return given.format === "pdf" ? printed(context) : pictured(given, given.format, context);
  },
});

function refuseMismatch({ fullPage, selector, format, quality, savePath }: ScreenshotInput): void {
  if (savePath !== undefined) throw noArtifacts();
  if (quality !== undefined && (format === "png" || format === "pdf")) {
    throw useless("quality", `format ${format}`);
  }
  if (selector === undefined) return;
  if (fullPage) throw useless("fullPage", "selector");
  if (format === "pdf") throw useless("selector", "format pdf, which prints the whole page");
}

async function pictured(
  { fullPage, selector, quality }: ScreenshotInput,
  format: ScreenshotRequest["format"],
  context: SessionContext,
): Promise<Answer> {
  const element = selector === undefined ? undefined : await locate(context.page, selector);
  const { data, mimeType, width, height, isPart, covered } = await takeScreenshot(context.page, {
    format,
    fullPage,
    ...(quality === undefined ? {} : { quality }),
    ...(element === undefined ? {} : { element }),
  });
  const part = "the picture holds only the part of the element that what scrolls around it shows";
  return {
    facts: [headOf(context, [`${width}×${height} ${format}`, ...coveredFields(covered)])],
    notices: [...(isPart ? [part] : []), ...uncovered(covered)],
    image: { data, mimeType },
  };
}

async function printed(context: SessionContext): Promise<Answer> {
  const { data, bytes, pages, covered } = await printPage(context.page);
  const size = `pdf of ${pages} ${pages === 1 ? "page" : "pages"}, ${bytes} bytes`;
  return {
    facts: [headOf(context, [size, ...coveredFields(covered)])],
    notices: uncovered(covered),
    file: { name: "page.pdf", mimeType: "application/pdf", data },
  };
}

function coveredFields({ fields }: Covered): string[] {
  return fields === 0 ? [] : [`${fields} secret ${fields === 1 ? "field" : "fields"} covered`];
}

function uncovered({ openFrames }: Covered): string[] {
  if (openFrames === 0) return [];
  const frames = openFrames === 1 ? "1 frame" : `${openFrames} frames`;
  return [`${frames} did not answer or changed meanwhile: secret fields there may be seen`];
}

function noArtifacts(): ToolFailure {
  return new ToolFailure(
    "unsupported",
    "savePath needs artifacts, which are not kept yet; no picture was taken.",
    "Leave it out: the picture comes in the answer.",
  );
}

function useless(option: string, beside: string): ToolFailure {
  return new ToolFailure(
    "invalid_arguments",
    `${option} means nothing together with ${beside}; no picture was taken.`,
    "Leave one of them out.",
  );
}
