import { within } from "../acting/within.ts";
import { familyOf } from "../process-family.ts";
import { connectRival, DEVTOOLS, type RivalServer } from "../reading/contestants/rivals.ts";
import type { Opener } from "./opener.ts";

const CLOSE_MS = 5_000;

/** Chrome DevTools MCP over stdio: many sessions are isolated contexts of its one browser. */
export function devtoolsOpener(url: string, cwd: string): Opener {
  let server: RivalServer | undefined;
  const ask = async (name: string, args: Record<string, unknown>) => {
    if (server === undefined) throw new Error("Chrome DevTools MCP is not up");
    const { text, isError } = await server.ask({ name, arguments: args });
    if (isError) throw new Error(`DevTools, ${name}: ${text}`);
  };
  const clear = async () => {
    if (server !== undefined) await within(CLOSE_MS, server.close());
    server = undefined;
  };
  return {
    name: "DevTools",
    async ready() {
      server ??= await connectRival(DEVTOOLS, cwd);
    },
    open: () => {
      const call = DEVTOOLS.navigate(url);
      return ask(call.name, call.arguments);
    },
    async openMany(count) {
      const names = Array.from({ length: count }, (_, index) => `session ${index}`);
      await Promise.all(names.map((isolatedContext) => ask("new_page", { url, isolatedContext })));
    },
    clear,
    running: () => (server === undefined ? [] : familyOf([server.pid])),
  };
}
