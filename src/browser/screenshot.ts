import { ToolFailure } from "../domain/failure.ts";
import { onLiveDocument } from "./documents.ts";
import type { Frame } from "./frame-tree.ts";
import type { Page } from "./page.ts";
import { inDocument } from "./reach.ts";
import type { Located } from "./target.ts";

export interface ScreenshotRequest {
  readonly format: "png" | "jpeg" | "webp";
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
}

/** Larger sides cost a model more than they show. */
const MAX_SIDE = 1_568;
/** Pixels of a full page; beyond it the encoder's memory is at risk. */
const MAX_PIXELS = 24_000_000;
/** Base64 characters of one image; a CDP message over 32 MiB would hang the connection. */
const MAX_BASE64 = 8 * 1024 * 1024;

/** Longest side a file of the format can have. */
const MAX_FILE_SIDE = { png: 65_535, jpeg: 65_535, webp: 16_383 } as const;

interface Clip {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Takes a picture of the viewport, the whole page or one element, scaled to fit. */
export async function takeScreenshot(page: Page, request: ScreenshotRequest): Promise<Screenshot> {
  const clip = await onLiveDocument(page, () => clipOf(page, request));
  const scale = request.fullPage ? 1 : Math.min(1, MAX_SIDE / clip.width, MAX_SIDE / clip.height);
  const longest = Math.max(clip.width, clip.height) * scale;
  const pixels = clip.width * clip.height * scale * scale;
  if (pixels > MAX_PIXELS || longest > MAX_FILE_SIDE[request.format]) throw tooLarge(clip);
  const { session } = page.tab;
  const { data } = await page.step("taking the picture", () =>
    session.send("Page.captureScreenshot", {
      format: request.format,
      ...(request.quality === undefined ? {} : { quality: request.quality }),
      clip: { ...clip, scale },
      captureBeyondViewport: request.fullPage || request.element !== undefined,
      optimizeForSpeed: request.format === "png",
    }),
  );
  // Chrome answers nothing at all for what it cannot encode.
  if (data === "" || data.length > MAX_BASE64) throw tooLarge(clip);
  return {
    data,
    mimeType: `image/${request.format}`,
    width: Math.round(clip.width * scale),
    height: Math.round(clip.height * scale),
  };
}

async function clipOf(page: Page, request: ScreenshotRequest): Promise<Clip> {
  if (request.element !== undefined) return elementClip(page, request.element);
  const { session } = page.tab;
  const metrics = await page.step("measuring the page", () =>
    session.send("Page.getLayoutMetrics"),
  );
  const { cssContentSize, cssVisualViewport: view } = metrics;
  if (request.fullPage) {
    return { x: 0, y: 0, width: cssContentSize.width, height: cssContentSize.height };
  }
  const viewport = page.browser.emulation.viewport;
  return { x: view.pageX, y: view.pageY, ...viewport };
}

/** The element's box in the page, whatever state it is in; it only has to have a size. */
async function elementClip(page: Page, element: Located): Promise<Clip> {
  const around = framesAround(page, element.frame);
  for (const { frame, parent } of around.toReversed()) {
    const world = await page.world(parent);
    await page.step("scrolling to the frame", () => world.call("revealFrame", frame.id));
  }
  const box = await inDocument(page, element, "measuring the element", (world) =>
    world.call("boxOf", element.ref),
  );
  if (box === null) throw unseen();
  let { x, y } = box;
  for (const { frame, parent } of around) {
    const world = await page.world(parent);
    const place = await page.step("measuring the frame", () =>
      world.call("frameAt", frame.id, { x: 0, y: 0 }),
    );
    x += place?.offset.x ?? 0;
    y += place?.offset.y ?? 0;
  }
  const { session } = page.tab;
  const metrics = await page.step("measuring the page", () =>
    session.send("Page.getLayoutMetrics"),
  );
  const { pageX, pageY } = metrics.cssVisualViewport;
  return { x: pageX + x, y: pageY + y, width: box.width, height: box.height };
}

interface Framed {
  readonly frame: Frame;
  readonly parent: Frame;
}

/** The frames around a frame's document, the innermost first. */
function framesAround(page: Page, frame: Frame): Framed[] {
  const parent = frame.parentId === undefined ? undefined : page.tab.frames.get(frame.parentId);
  return parent === undefined ? [] : [{ frame, parent }, ...framesAround(page, parent)];
}

function unseen(): ToolFailure {
  return new ToolFailure("not_actionable", "The element has no size.", "Name a larger element.");
}

function tooLarge(clip: Clip): ToolFailure {
  return new ToolFailure(
    "too_large",
    `The picture of ${Math.round(clip.width)}×${Math.round(clip.height)} px is too large to send.`,
    "Leave fullPage out, name an element with selector, or use format jpeg with a lower quality.",
  );
}
