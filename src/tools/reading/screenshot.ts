import * as z from "zod";
import { printPage } from "../../browser/print.ts";
import { type ScreenshotRequest, takeScreenshot } from "../../browser/screenshot.ts";
import type { Covered } from "../../browser/secret-fields.ts";
import { locate } from "../../browser/target.ts";
import type { Answer } from "../../domain/answer.ts";
import { decodeBase64 } from "../../domain/base64.ts";
import { counted } from "../../domain/counted.ts";
import { ToolFailure } from "../../domain/failure.ts";
import { artifactName } from "../artifact-name.ts";
import { defineTool, READS_PAGE, type SessionContext } from "../define-tool.ts";
import { savePathInput, selectorInput } from "../inputs.ts";
import { keepFile } from "../kept-file.ts";
import { headOf } from "../page-answer.ts";

const input = z.strictObject({
  fullPage: z.boolean().default(false).describe("The whole page"),
  selector: selectorInput,
  format: z
    .enum(["png", "jpeg", "webp", "pdf"])
    .default("png")
    .describe("pdf: all of it, as an artifact"),
  quality: z.int().min(1).max(100).optional().describe("For jpeg and webp"),
  savePath: savePathInput.describe("Keep it as this artifact"),
});

type ScreenshotInput = z.output<typeof input>;

/** Characters of base64 that are made bytes at a time; a multiple of four. */
const PART = 1_000_000;
const EXTENSIONS = {
  png: ["png"],
  jpeg: ["jpg", "jpeg"],
  webp: ["webp"],
  pdf: ["pdf"],
} as const;

export const screenshot = defineTool({
  name: "screenshot",
  title: "Screenshot",
  description:
    "A picture of the viewport, the page or one element, at most 1,568 px a side unless fullPage. Secret fields are covered.",
  annotations: READS_PAGE,
  theme: "reading",
  core: true,
  target: "session",
  isStep: true,
  input,
  async run(given, context) {
    refuseMismatch(given);
    const { format, savePath } = given;
    const name = savePath === undefined ? undefined : artifactName(savePath, EXTENSIONS[format]);
    return format === "pdf"
      ? printed(name ?? "page.pdf", context)
      : pictured(given, format, name, context);
  },
});

function refuseMismatch({ fullPage, selector, format, quality }: ScreenshotInput): void {
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
  name: string | undefined,
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
    artifacts:
      name === undefined ? [] : [await keepFile(context, { name, type: mimeType }, bytesOf(data))],
  };
}

async function printed(name: string, context: SessionContext): Promise<Answer> {
  const { saved, pages, covered } = await printPage(context.page, (file) =>
    keepFile(context, { name, type: "application/pdf" }, file),
  );
  const size = `pdf of ${counted(pages, "page")}`;
  return {
    facts: [headOf(context, [size, ...coveredFields(covered)])],
    notices: uncovered(covered),
    artifacts: [saved],
  };
}

/** The bytes of a picture, a part at a time. */
async function* bytesOf(base64: string): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < base64.length; from += PART) {
    yield decodeBase64(base64.slice(from, from + PART));
  }
}

function coveredFields({ fields }: Covered): string[] {
  return fields === 0 ? [] : [`${counted(fields, "secret field")} covered`];
}

function uncovered({ openFrames, openFields }: Covered): string[] {
  const fields = `${counted(openFields, "secret field")} ${openFields === 1 ? "shows" : "show"}`;
  const told =
    openFields === 0 ? [] : [`${fields}: the page's own style does not let it be covered`];
  if (openFrames === 0) return told;
  const frames = counted(openFrames, "frame");
  return [
    ...told,
    `${frames} did not answer or changed meanwhile: secret fields there may be seen`,
  ];
}

function useless(option: string, beside: string): ToolFailure {
  return new ToolFailure(
    "invalid_arguments",
    `${option} means nothing together with ${beside}; no picture was taken.`,
    "Leave one of them out.",
  );
}
