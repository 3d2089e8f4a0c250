import { IN_PAGE_CODE } from "../../src/browser/in-page.generated.ts";
import type { Cdp } from "./cdp.ts";

const WORLD = "floor";

/**
 * Sends the commands that Chrome gets of a tool's call, in the same order, without anything around
 * them; gives the milliseconds that one call took.
 */
export async function timeOf(cdp: Cdp, name: string, url: string, times: number): Promise<number> {
  await cdp.attachToFirstPage();
  await Promise.all([
    cdp.send("Page.enable"),
    cdp.send("Runtime.enable"),
    cdp.send("Network.enable"),
    cdp.send("Page.addScriptToEvaluateOnNewDocument", {
      source: IN_PAGE_CODE,
      worldName: WORLD,
      runImmediately: true,
    }),
  ]);
  const page = new DirectPage(cdp);
  await page.navigate(url);
  // The clock of a Worker shows whole milliseconds, so the calls of one kind are timed together.
  const repeat = async (work: () => Promise<unknown>) => {
    const startedAt = Date.now();
    for (let turn = 0; turn < times; turn++) await work();
    return (Date.now() - startedAt) / times;
  };
  if (name === "tabs_list") return repeat(() => cdp.send("Page.getNavigationHistory"));
  if (name === "snapshot") return repeat(() => page.read());
  if (name === "navigate") return repeat(() => page.navigate(url));
  throw new Error(`no direct call is known for ${name}`);
}

class DirectPage {
  readonly #cdp: Cdp;
  #world = "";

  constructor(cdp: Cdp) {
    this.#cdp = cdp;
  }

  async read(): Promise<void> {
    await this.#call('walk({ detail: "standard", nextRef: 1 })');
    await this.#cdp.send("Page.getNavigationHistory");
  }

  async navigate(url: string): Promise<void> {
    const ready = this.#cdp.next("Page.domContentEventFired");
    const world = this.#cdp.next(
      "Runtime.executionContextCreated",
      ({ context }) => isNamed(context) && context.name === WORLD,
    );
    await this.#cdp.send("Page.navigate", { url });
    const [{ context }] = await Promise.all([world, ready]);
    if (isNamed(context)) this.#world = context.uniqueId;
    await this.#call("quiet(20, 250)");
    await this.#call("usability()");
    await this.read();
  }

  async #call(expression: string): Promise<void> {
    const { exceptionDetails } = await this.#cdp.send("Runtime.evaluate", {
      expression: `leapfrog.${expression}`,
      uniqueContextId: this.#world,
      returnByValue: true,
      awaitPromise: true,
    });
    if (exceptionDetails !== undefined) throw new Error(JSON.stringify(exceptionDetails));
  }
}

function isNamed(value: unknown): value is { name: string; uniqueId: string } {
  return typeof value === "object" && value !== null && "name" in value && "uniqueId" in value;
}
