import type { CDPSession } from "./cdp.ts";

/** What every tab and popup of a session looks like from inside. */
export interface Emulation {
  readonly viewport: { readonly width: number; readonly height: number };
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
