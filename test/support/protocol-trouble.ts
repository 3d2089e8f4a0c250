import { Connection } from "@cloudflare/puppeteer/internal/cdp/Connection.js";
import { vi } from "vitest";

/** Holds the answers to the making of contexts back until `answer` is called. */
export function holdContexts() {
  let asked = 0;
  let isHeld = true;
  const { _rawSend } = Connection.prototype;
  vi.spyOn(Connection.prototype, "_rawSend").mockImplementation(async function (
    this: Connection,
    callbacks,
    method,
    ...rest
  ) {
    const answered = await _rawSend.call(this, callbacks, method, ...rest);
    if (method === "Target.createBrowserContext") {
      asked++;
      // A promise of the test's would have the session's object go on outside of itself.
      while (isHeld) await new Promise((resolve) => setTimeout(resolve, 10));
    }
    return answered;
  });
  const answer = () => {
    isHeld = false;
  };
  return { asked: () => asked, answer };
}

/** Has every command of this name fail. */
export function failAt(command: string) {
  const { _rawSend } = Connection.prototype;
  return vi.spyOn(Connection.prototype, "_rawSend").mockImplementation(function (
    this: Connection,
    callbacks,
    method,
    ...rest
  ) {
    if (method === command) return Promise.reject(new Error("no protocol"));
    return _rawSend.call(this, callbacks, method, ...rest);
  });
}
