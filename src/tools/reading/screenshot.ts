import * as z from "zod";
import { takeScreenshot } from "../../browser/screenshot.ts";
import { locate } from "../../browser/target.ts";
import { ToolFailure } from "../../domain/failure.ts";
import { defineTool, READS_PAGE } from "../define-tool.ts";
import { selectorInput } from "../inputs.ts";
import { headOf } from "../page-answer.ts";

export const screenshot = defineTool({
  name: "screenshot",
  title: "Screenshot",
  description:
    "A picture of the viewport, the whole page or one element, at most 1,568 px a side unless fullPage.",
  annotations: READS_PAGE,
  theme: "reading",
  core: true,
  target: "session",
  input: z.strictObject({
    fullPage: z.boolean().default(false).describe("The whole page"),
    selector: selectorInput,
    format: z
      .enum(["png", "jpeg", "webp", "pdf"])
      .default("png")
      .describe("pdf is not available yet"),
    quality: z.int().min(1).max(100).optional().describe("For jpeg and webp"),
    savePath: z.string().max(200).optional().describe("Not available yet"),
  }),
  async run({ fullPage, selector, format, quality, savePath }, context) {
    if (savePath !== undefined) throw noArtifacts("savePath");
    if (format === "pdf") throw noArtifacts("format pdf");
    if (quality !== undefined && format === "png") throw useless("quality", "format png");
    if (selector !== undefined && fullPage) throw useless("fullPage", "selector");
    const element = selector === undefined ? undefined : await locate(context.page, selector);
    const picture = await takeScreenshot(context.page, {
      format,
      fullPage,
      ...(quality === undefined ? {} : { quality }),
      ...(element === undefined ? {} : { element }),
    });
    const { data, mimeType, width, height } = picture;
    return {
      facts: [headOf(context, [`${width}×${height} ${format}`])],
      image: { data, mimeType },
    };
  },
});

function noArtifacts(option: string): ToolFailure {
  return new ToolFailure(
    "unsupported",
    `${option} needs artifacts, which are not kept yet; no picture was taken.`,
    "Leave it out: the picture comes in the answer.",
  );
}

function useless(option: string, beside: string): ToolFailure {
  return new ToolFailure(
    "invalid_arguments",
    `${option} means nothing together with ${beside}; no picture was taken.`,
    `Leave one of them out.`,
  );
}
