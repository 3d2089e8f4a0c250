import { setTimeout as sleep } from "node:timers/promises";
import { DevTools } from "../../bench/reading/truth/devtools.ts";
import { type Chromium, startChromium } from "./chromium.ts";

/** A person with a browser of their own, no agent's, who uses its keyboard. */
export interface Person extends AsyncDisposable {
  open(url: string): Promise<void>;
  /** The value of an expression in the page, or what it promises; undefined while it is being left. */
  see(expression: string): Promise<unknown>;
  /** Presses the Tab key until the element of this name has the focus; `most` times at most. */
  tabTo(name: string, most?: number): Promise<void>;
  type(text: string): Promise<void>;
  press(key: Key): Promise<void>;
  /** Types each character by a key of its own. */
  typeKeys(text: string): Promise<void>;
  /** Clicks a place of the window. */
  clickAt(x: number, y: number): Promise<void>;
  /** Clicks the middle of the button, link or field of this name, once it is there to be seen. */
  click(name: string): Promise<void>;
  /** How the page is to be drawn from now on. */
  look(look: Look): Promise<void>;
  /** The whole page as it is drawn so; as PNG in base64. */
  picture(look: Look): Promise<string>;
  /** What the window shows of it at this moment; as PNG in base64. */
  view(): Promise<string>;
}

/** Width and height of the window in pixels, and its colours. */
export interface Look {
  readonly width: number;
  readonly height: number;
  readonly scheme: "light" | "dark";
}

export type Key = keyof typeof KEYS;

const KEYS = {
  Enter: { key: "Enter", code: "Enter", windowsVirtualKeyCode: 13, text: "\r" },
  Tab: { key: "Tab", code: "Tab", windowsVirtualKeyCode: 9 },
  "Shift+Tab": { key: "Tab", code: "Tab", windowsVirtualKeyCode: 9, modifiers: 8 },
  Escape: { key: "Escape", code: "Escape", windowsVirtualKeyCode: 27 },
  " ": { key: " ", code: "Space", windowsVirtualKeyCode: 32, text: " " },
  ArrowLeft: { key: "ArrowLeft", code: "ArrowLeft", windowsVirtualKeyCode: 37 },
  ArrowRight: { key: "ArrowRight", code: "ArrowRight", windowsVirtualKeyCode: 39 },
  Home: { key: "Home", code: "Home", windowsVirtualKeyCode: 36 },
  End: { key: "End", code: "End", windowsVirtualKeyCode: 35 },
  "Control+a": {
    key: "a",
    code: "KeyA",
    windowsVirtualKeyCode: 65,
    modifiers: 2,
    commands: ["selectAll"],
  },
};
/** As screen readers would name it, as far as these pages go. */
const NAME = `(one) => one.getAttribute("aria-label") ?? one.labels?.[0]?.textContent ?? one.textContent.trim()`;
const FOCUSED = `(${NAME})(document.activeElement)`;
const MOST_TABS = 20;
/** Tries of 100 ms each. */
const MOST_LOOKS = 100;

/** Where to click what has this name; undefined where nothing that a click would reach has it. */
function middleOf(name: string): string {
  return `(() => {
    const found = [...document.querySelectorAll("a, button, input, textarea, select, summary")];
    for (const one of found.filter((each) => (${NAME})(each) === ${JSON.stringify(name)})) {
      one.scrollIntoView({ block: "center", behavior: "instant" });
      const box = one.getBoundingClientRect();
      const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
      if (one.contains(document.elementFromPoint(middle.x, middle.y))) return middle;
    }
  })()`;
}

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
    const asked = { expression, returnByValue: true, awaitPromise: true };
    const { result } = await devtools.send("Runtime.evaluate", asked, session);
    return result.value;
  };
  const look = async ({ width, height, scheme }: Look) => {
    const metrics = { width, height, deviceScaleFactor: 1, mobile: width < 600 };
    await devtools.send("Emulation.setDeviceMetricsOverride", metrics, session);
    const features = [{ name: "prefers-color-scheme", value: scheme }];
    await devtools.send("Emulation.setEmulatedMedia", { features }, session);
  };
  const capture = async (captureBeyondViewport: boolean) => {
    const how = { format: "png", captureBeyondViewport } as const;
    return (await devtools.send("Page.captureScreenshot", how, session)).data;
  };
  return {
    open: async (url) => void (await devtools.send("Page.navigate", { url }, session)),
    see: (expression) => see(expression).catch(() => undefined),
    async tabTo(name, most = MOST_TABS) {
      for (let tabs = 0; tabs < most; tabs++) {
        await press("Tab");
        if ((await see(FOCUSED)) === name) return;
      }
      throw new Error(`the Tab key does not lead to ${name}`);
    },
    type: async (text) => void (await devtools.send("Input.insertText", { text }, session)),
    press,
    async typeKeys(text) {
      for (const key of text) {
        const code = `Key${key.toUpperCase()}`;
        const down = { type: "keyDown", key, code, text: key } as const;
        await devtools.send("Input.dispatchKeyEvent", down, session);
        await devtools.send("Input.dispatchKeyEvent", { type: "keyUp", key, code }, session);
      }
    },
    clickAt: (x, y) => clickAt(devtools, session, { x, y }),
    click: async (name) => clickAt(devtools, session, await middle(see, name)),
    look,
    async picture(wanted) {
      await look(wanted);
      return capture(true);
    },
    view: () => capture(false),
    async [Symbol.asyncDispose]() {
      devtools.close();
      await chromium.kill();
    },
  };
}

async function clickAt(
  devtools: DevTools,
  session: string,
  at: { x: number; y: number },
): Promise<void> {
  const press = { ...at, button: "left", clickCount: 1 } as const;
  for (const type of ["mousePressed", "mouseReleased"] as const) {
    await devtools.send("Input.dispatchMouseEvent", { type, ...press }, session);
  }
}

async function middle(
  see: (expression: string) => Promise<unknown>,
  name: string,
): Promise<{ x: number; y: number }> {
  for (let looks = 0; looks < MOST_LOOKS; looks++) {
    const at = await see(middleOf(name)).catch(() => undefined);
    if (at !== undefined) return at as { x: number; y: number };
    await sleep(100);
  }
  throw new Error(`nothing to be seen is named ${name}`);
}
