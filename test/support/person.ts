import { DevTools } from "../../bench/reading/truth/devtools.ts";
import { type Chromium, startChromium } from "./chromium.ts";

/** A person with a browser of their own, no agent's, who uses its keyboard. */
export interface Person extends AsyncDisposable {
  open(url: string): Promise<void>;
  /** The value of an expression in the page; undefined while it is being left. */
  see(expression: string): Promise<unknown>;
  /** Presses the Tab key until this expression of the focused element is met. */
  tabTo(name: string): Promise<void>;
  type(text: string): Promise<void>;
  press(key: "Enter" | "Tab"): Promise<void>;
  /** How the page is drawn: its width in pixels and its colours; as PNG in base64. */
  picture(look: { width: number; height: number; scheme: "light" | "dark" }): Promise<string>;
}

const KEYS = {
  Enter: { key: "Enter", code: "Enter", windowsVirtualKeyCode: 13, text: "\r" },
  Tab: { key: "Tab", code: "Tab", windowsVirtualKeyCode: 9 },
};
const FOCUSED = `(({activeElement: one}) => one.labels?.[0]?.textContent ?? one.textContent.trim())(document)`;
const MOST_TABS = 20;

/** Starts the browser. */
export async function startPerson(): Promise<Person> {
  const chromium = await startChromium();
  const devtools = await DevTools.connect(`ws://127.0.0.1:${chromium.port}${chromium.path}`);
  const { targetId } = await devtools.send("Target.createTarget", { url: "about:blank" });
  const { sessionId } = await devtools.send("Target.attachToTarget", { targetId, flatten: true });
  return personWith(chromium, devtools, sessionId);
}

function personWith(chromium: Chromium, devtools: DevTools, session: string): Person {
  const press = async (key: keyof typeof KEYS) => {
    const down = { type: "keyDown", ...KEYS[key] } as const;
    await devtools.send("Input.dispatchKeyEvent", down, session);
    await devtools.send("Input.dispatchKeyEvent", { ...down, type: "keyUp" }, session);
  };
  const see = async (expression: string) => {
    const asked = { expression, returnByValue: true };
    const { result } = await devtools.send("Runtime.evaluate", asked, session);
    return result.value;
  };
  return {
    open: async (url) => void (await devtools.send("Page.navigate", { url }, session)),
    see: (expression) => see(expression).catch(() => undefined),
    async tabTo(name) {
      for (let tabs = 0; tabs < MOST_TABS; tabs++) {
        await press("Tab");
        if ((await see(FOCUSED)) === name) return;
      }
      throw new Error(`the Tab key does not lead to ${name}`);
    },
    type: async (text) => void (await devtools.send("Input.insertText", { text }, session)),
    press,
    async picture({ width, height, scheme }) {
      const metrics = { width, height, deviceScaleFactor: 1, mobile: width < 600 };
      await devtools.send("Emulation.setDeviceMetricsOverride", metrics, session);
      const features = [{ name: "prefers-color-scheme", value: scheme }];
      await devtools.send("Emulation.setEmulatedMedia", { features }, session);
      const how = { format: "png", captureBeyondViewport: true } as const;
      return (await devtools.send("Page.captureScreenshot", how, session)).data;
    },
    async [Symbol.asyncDispose]() {
      devtools.close();
      await chromium.kill();
    },
  };
}
