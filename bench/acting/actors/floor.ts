import { type Chromium, startChromium } from "../../../test/support/chromium.ts";
import { DevTools } from "../../reading/truth/devtools.ts";
import type { Action, Actor } from "./actor.ts";

const VIEWPORT = { width: 1280, height: 720, deviceScaleFactor: 1, mobile: false };
const KEY_F2 = { key: "F2", code: "F2", windowsVirtualKeyCode: 113 };
const FIND = `const find_ = (name) => [...document.querySelectorAll("button, [aria-label]")]
  .find((one) => (one.ariaLabel ?? one.textContent) === name);`;

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Chrome's own commands without anything around them: no checks, no waiting, no answer. */
export async function startFloor(): Promise<Actor> {
  let chromium = await startChromium();
  let page = await FloorPage.of(chromium);
  const close = async () => {
    page.close();
    await chromium.kill();
  };
  return {
    name: "raw CDP",
    isFloor: true,
    open: (url) => page.open(url),
    snapshot: async () => "",
    refOf: (_snapshot, name) => name,
    async act(action) {
      const startedAt = performance.now();
      await page.act(action);
      return { text: "", linked: "", isError: false, ms: performance.now() - startedAt };
    },
    async restart() {
      await close();
      chromium = await startChromium();
      page = await FloorPage.of(chromium);
    },
    close,
  };
}

class FloorPage {
  readonly #devtools: DevTools;
  readonly #session: string;

  private constructor(devtools: DevTools, session: string) {
    this.#devtools = devtools;
    this.#session = session;
  }

  static async of({ port, path }: Chromium): Promise<FloorPage> {
    const devtools = await DevTools.connect(`ws://127.0.0.1:${port}${path}`);
    const { targetId } = await devtools.send("Target.createTarget", { url: "about:blank" });
    const { sessionId } = await devtools.send("Target.attachToTarget", { targetId, flatten: true });
    await devtools.send("Emulation.setDeviceMetricsOverride", VIEWPORT, sessionId);
    return new FloorPage(devtools, sessionId);
  }

  async open(url: string): Promise<void> {
    await this.#devtools.send("Page.navigate", { url }, this.#session);
  }

  async act(action: Action): Promise<void> {
    if (action.kind === "press") return this.#press();
    if (action.kind === "click") return this.#click(action.ref);
    if (action.kind === "fill") {
      await this.#evaluate(`${FIND} find_(${JSON.stringify(action.ref)}).select()`);
      await this.#devtools.send("Input.insertText", { text: action.value }, this.#session);
      return;
    }
    if (action.kind !== "select") throw new Error(`the floor knows no ${action.kind}`);
    await this.#evaluate(`${FIND} const list_ = find_(${JSON.stringify(action.ref)});
      list_.value = ${JSON.stringify(action.value)};
      for (const kind of ["input", "change"]) list_.dispatchEvent(new Event(kind, { bubbles: true }))`);
  }

  close(): void {
    this.#devtools.close();
  }

  async #click(name: string): Promise<void> {
    const { x, y } = (await this.#evaluate(`${FIND}
      const { x, y, width, height } = find_(${JSON.stringify(name)}).getBoundingClientRect();
      ({ x: x + width / 2, y: y + height / 2 })`)) as Point;
    for (const type of ["mouseMoved", "mousePressed", "mouseReleased"] as const) {
      const button = type === "mouseMoved" ? "none" : "left";
      const event = { type, x, y, button, clickCount: 1 } as const;
      await this.#devtools.send("Input.dispatchMouseEvent", event, this.#session);
    }
  }

  async #press(): Promise<void> {
    for (const type of ["rawKeyDown", "keyUp"] as const) {
      await this.#devtools.send("Input.dispatchKeyEvent", { type, ...KEY_F2 }, this.#session);
    }
  }

  async #evaluate(code: string): Promise<unknown> {
    const expression = `{ ${code} }`;
    const { result, exceptionDetails } = await this.#devtools.send(
      "Runtime.evaluate",
      { expression, returnByValue: true },
      this.#session,
    );
    if (exceptionDetails !== undefined) throw new Error(result.description);
    return result.value;
  }
}
