import { setTimeout as sleep } from "node:timers/promises";
import { vi } from "vitest";
import { BindingClient } from "../../src/browser/binding-client.ts";

/** Milliseconds after its start in which a browser is known to a session's memory alone. */
const UNTOLD_MS = 2_000;

/** What the sessions ask of the platform. */
export interface PlatformWatch {
  /** Starts, and first moments, of a browser in which its session's object was reset: nobody knows of it then. */
  cutOff(): number;
  /** Of the browsers that were started, those the platform still knows, though it was not asked to end them. */
  kept(): Promise<string[]>;
  /** How many were started, and how many of these it was asked to end. */
  told(): string;
}

/** Counts from now on; the marks are left by the object itself, so that its reset leaves none. */
export function watchPlatform(): PlatformWatch {
  const { acquire, close } = BindingClient.prototype;
  let starting = 0;
  const acquired = new Set<string>();
  const ended = new Set<string>();
  vi.spyOn(BindingClient.prototype, "acquire").mockImplementation(async function (
    this: BindingClient,
    ...given
  ) {
    starting++;
    try {
      const browserId = await acquire.apply(this, given);
      acquired.add(browserId);
      sleep(UNTOLD_MS).then(() => starting--);
      return browserId;
    } catch (error) {
      starting--;
      throw error;
    }
  });
  vi.spyOn(BindingClient.prototype, "close").mockImplementation(async function (
    this: BindingClient,
    browserId,
  ) {
    await close.call(this, browserId);
    ended.add(browserId);
  });
  return {
    cutOff: () => starting,
    async kept() {
      const asked = [...acquired].filter((id) => !ended.has(id));
      const known = await Promise.all(asked.map((id) => new BindingClient().exists(id)));
      return asked.filter((_id, at) => known[at]);
    },
    told: () => `${acquired.size} started, ${ended.size} asked to end`,
  };
}
