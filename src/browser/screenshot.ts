import { ToolFailure } from "../domain/failure.ts";
import { onLiveDocument } from "./documents.ts";
import type { Box, Sighting } from "./in-page-contract.ts";
import type { Page } from "./page.ts";
import { inDocument } from "./reach.ts";
import { type Covered, withSecretsCovered } from "./secret-fields.ts";
import type { Located } from "./target.ts";

type Format = "png" | "jpeg" | "webp";

export interface ScreenshotRequest {
  readonly format: Format;
  readonly quality?: number;
  readonly fullPage: boolean;
  readonly element?: Located;
}

export interface Screenshot {
  /** Base64. */
  readonly data: string;
  readonly mimeType: string;
  readonly width: number;
  readonly height: number;
  /** What scrolls around the element hides the rest of it. */
  readonly isPart: boolean;
  readonly covered: Covered;
}

/** Larger sides cost a model more than they show. */
const MAX_SIDE = 1_568;
/** Pixels of a full page; beyond it the encoder's memory is at risk. */
const MAX_PIXELS = 32_000_000;
/** Base64 characters of one image; a CDP message over 32 MiB would hang the connection. */
const MAX_BASE64 = 8 * 1024 * 1024;

/** Longest side a file of the format can have. */
const MAX_FILE_SIDE = { png: 65_535, jpeg: 65_535, webp: 16_383 } as const;

/** The part of the page to show, in CSS pixels from its top left. */
interface Clip extends Box {
  readonly isPart: boolean;
}

/** Takes a picture of the viewport, the whole page or one element, scaled to fit, secrets covered. */
export function takeScreenshot(page: Page, request: ScreenshotRequest): Promise<Screenshot> {
  return onLiveDocument(page, async () => {
    const clip = await clipOf(page, request);
    const scale = request.fullPage ? 1 : Math.min(1, MAX_SIDE / clip.width, MAX_SIDE / clip.height);
    const width = Math.round(clip.width * scale);
    const height = Math.round(clip.height * scale);
    refuseTooLarge(request.format, width, height);
    return withSecretsCovered(page, async () => {
      const data = await capture(page, request, clip, scale);
      const mimeType = `image/${request.format}`;
      return { data, mimeType, width, height, isPart: clip.isPart };
    });
  });
}

async function capture(
  page: Page,
  { format, quality, fullPage, element }: ScreenshotRequest,
  { x, y, width, height }: Clip,
  scale: number,
): Promise<string> {
  const { session } = page.tab;
  const { data } = await page.step("taking the picture", () =>
    session.send("Page.captureScreenshot", {
      format,
      ...(quality === undefined ? {} : { quality }),
      clip: { x, y, width, height, scale },
      captureBeyondViewport: fullPage || element !== undefined,
      optimizeForSpeed: format === "png",
    }),
  );
  // Chrome answers nothing at all for what it cannot encode.
  if (data === "" || data.length > MAX_BASE64) throw tooHeavy(format, fullPage, data.length);
  return data;
}

async function clipOf(page: Page, request: ScreenshotRequest): Promise<Clip> {
  if (request.element !== undefined) return elementClip(page, request.element);
  const { session } = page.tab;
  const metrics = await page.step("measuring the page", () =>
    session.send("Page.getLayoutMetrics"),
  );
  const { cssContentSize, cssVisualViewport: view } = metrics;
  if (request.fullPage) {
    const { width, height } = cssContentSize;
    return { x: 0, y: 0, width, height, isPart: false };
  }
  const viewport = page.browser.emulation.viewport;
  return { x: view.pageX, y: view.pageY, ...viewport, isPart: false };
}

/** The element's box in the page, whatever state it is in; it only has to be seen. */
async function elementClip(page: Page, element: Located): Promise<Clip> {
  const around = page.tab.frames.around(element.frame);
  for (const { frame, parent } of around.toReversed()) {
    const world = await page.world(parent);
    await page.step("scrolling to the frame", () => world.call("revealFrame", frame.id));
  }
  const sighting = await inDocument(page, element, "measuring the element", (world) =>
    world.call("boxOf", element.ref),
  );
  if (!sighting.seen) throw unseen(sighting.why);
  const { box, isPart } = sighting;
  let { x, y, width, height } = box;
  for (const { frame, parent } of around) {
    const world = await page.world(parent);
    const place = await page.step("measuring the frame", () =>
      world.call("frameAt", frame.id, { x: 0, y: 0 }),
    );
    const { offset, scale } = place ?? UNMOVED;
    x = offset.x + x * scale.x;
    y = offset.y + y * scale.y;
    width *= scale.x;
    height *= scale.y;
  }
  const { session } = page.tab;
  const metrics = await page.step("measuring the page", () =>
    session.send("Page.getLayoutMetrics"),
  );
  const { pageX, pageY } = metrics.cssVisualViewport;
  return { x: pageX + x, y: pageY + y, width, height, isPart };
}

const UNMOVED = { offset: { x: 0, y: 0 }, scale: { x: 1, y: 1 } };

const UNSEEN = {
  "no size": "has no size",
  hidden: "is hidden",
  "out of reach": "cannot be scrolled into view",
} as const;

function unseen(why: (Sighting & { seen: false })["why"]): ToolFailure {
  return new ToolFailure(
    "not_actionable",
    `The element ${UNSEEN[why]}; no picture was taken.`,
    "Name one that is to be seen.",
  );
}

function refuseTooLarge(format: Format, width: number, height: number): void {
  const side = MAX_FILE_SIDE[format];
  if (width * height > MAX_PIXELS || Math.max(width, height) > side) {
    const most = `one picture holds ${MAX_PIXELS / 1_000_000} million pixels and ${side} px a side as ${format}`;
    const jpeg = format === "webp" && width * height <= MAX_PIXELS ? "use format jpeg, " : "";
    throw new ToolFailure(
      "too_large",
      `The page has ${width}×${height} px, and ${most}; no picture was taken.`,
      `Leave fullPage out and scroll, ${jpeg}clip to one element with selector, or use format pdf.`,
    );
  }
}

function tooHeavy(format: Format, fullPage: boolean, length: number): ToolFailure {
  const size = length === 0 ? "could not be encoded" : `has ${Math.round(length / 1_400)} kB`;
  const clip = fullPage ? "leave fullPage out" : "clip to one element with selector";
  const smaller =
    format === "png" ? "Use format jpeg or webp" : "Use format jpeg with a lower quality";
  return new ToolFailure(
    "too_large",
    `The ${format} ${size}; an answer carries ${Math.round(MAX_BASE64 / 1_400)} kB.`,
    `${smaller}, or ${clip}.`,
  );
}
