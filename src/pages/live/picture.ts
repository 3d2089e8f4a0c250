import type { FrameHead } from "../../domain/live.ts";
import type { Frame } from "../shared/frame-reader.ts";
import { make } from "../shared/make.ts";
import type { Size } from "./fit.ts";

/** Who hears of frames: before the first of another size is drawn, and after each was. */
export interface PictureListener {
  resized(): void;
  shown(seq: number): void;
}

/** Draws frames one after another at the screen's own resolution; of those that wait, only the newest. */
export class Picture {
  readonly canvas = make("canvas");
  readonly #context = contextOf(this.canvas);
  readonly #listener: PictureListener;
  #image: ImageBitmap | undefined;
  #head: FrameHead | undefined;
  #next: Frame | undefined;
  #isDecoding = false;
  #connection = 0;

  constructor(listener: PictureListener) {
    this.#listener = listener;
  }

  /** The page's size in CSS pixels; undefined before the first frame. */
  get page(): Size | undefined {
    return this.#head;
  }

  get imageWidth(): number {
    return this.#image?.width ?? 0;
  }

  show(frame: Frame): void {
    this.#next = frame;
    if (!this.#isDecoding) void this.#drawAll();
  }

  /** Frames of the last connection are of no use to the next, though the last stays on the screen. */
  startAnew(): void {
    this.#connection++;
    this.#next = undefined;
  }

  /** Draws it in this size, in CSS pixels. */
  draw({ width, height }: Size): void {
    const { canvas } = this;
    canvas.width = Math.round(width * devicePixelRatio);
    canvas.height = Math.round(height * devicePixelRatio);
    this.#redraw();
  }

  async #drawAll(): Promise<void> {
    this.#isDecoding = true;
    for (let frame = this.#take(); frame !== undefined; frame = this.#take()) {
      const connection = this.#connection;
      const image = await createImageBitmap(frame.image).catch(() => undefined);
      if (image !== undefined) this.#keep(frame.head, image);
      // A picture that cannot be read must not keep the next one back.
      if (connection === this.#connection) this.#listener.shown(frame.head.seq);
    }
    this.#isDecoding = false;
  }

  #take(): Frame | undefined {
    const frame = this.#next;
    this.#next = undefined;
    return frame;
  }

  #keep(head: FrameHead, image: ImageBitmap): void {
    const old = this.#head;
    const isNewSize =
      old?.width !== head.width || old.height !== head.height || this.#image?.width !== image.width;
    this.#image?.close();
    this.#image = image;
    this.#head = head;
    if (isNewSize) this.#listener.resized();
    else this.#redraw();
  }

  #redraw(): void {
    if (this.#image === undefined) return;
    const { width, height } = this.canvas;
    this.#context.imageSmoothingQuality = "high";
    this.#context.drawImage(this.#image, 0, 0, width, height);
  }
}

function contextOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const context = canvas.getContext("2d", { alpha: false });
  if (context === null) throw new Error("This browser draws no pictures.");
  return context;
}
