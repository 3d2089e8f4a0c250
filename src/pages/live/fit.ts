/** Width and height in pixels of one kind. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** What decides how large the picture of a page is shown. */
export interface Fitting {
  readonly page: Size;
  /** Pixels of the picture across the page, which may be more than the page's own. */
  readonly imageWidth: number;
  readonly room: Size;
  /** The screen's pixels in one CSS pixel. */
  readonly density: number;
  /** One pixel of the page is one CSS pixel here, whatever the room. */
  readonly isActual: boolean;
}

/** CSS pixels of the picture: as large as it has room for, and never so large that its text blurs. */
export function fitted({ page, imageWidth, room, density, isActual }: Fitting): Size {
  const sharpest = Math.max(1, imageWidth / page.width / density);
  const fitting = Math.min(room.width / page.width, room.height / page.height, sharpest);
  const scale = isActual ? 1 : Math.max(0, fitting);
  const whole = (length: number) => Math.max(1, Math.floor(length * scale * density)) / density;
  return { width: whole(page.width), height: whole(page.height) };
}
