import type { CDPSession } from "./cdp.ts";

/** What every tab and popup of a session looks like from inside; what is absent is the browser's own. */
export interface Emulation {
  readonly viewport: { readonly width: number; readonly height: number };
  readonly userAgent?: string | undefined;
  /** A BCP 47 tag. */
  readonly locale?: string | undefined;
  /** An IANA name. */
  readonly timezoneId?: string | undefined;
  readonly geolocation?: Geolocation | undefined;
  /** Names of the web platform, such as `clipboard-read`; all others are then denied. */
  readonly permissions?: readonly string[] | undefined;
  readonly colorScheme?: "light" | "dark" | undefined;
}

/** Degrees, and metres of accuracy. */
export interface Geolocation {
  readonly latitude: number;
  readonly longitude: number;
  readonly accuracy?: number | undefined;
}

/** Applies the emulation to one page target; safe to repeat. */
export async function applyEmulation(session: CDPSession, emulation: Emulation): Promise<void> {
  await Promise.all([
    session.send("Emulation.setDeviceMetricsOverride", {
      ...emulation.viewport,
      deviceScaleFactor: 1,
      mobile: false,
    }),
    applyFocus(session),
  ]);
}

/**
 * Without it a page behind another tab sees no focus and renders no frames; a frame in a process
 * of its own needs it for itself.
 */
export async function applyFocus(session: CDPSession): Promise<void> {
  await session.send("Emulation.setFocusEmulationEnabled", { enabled: true });
}
