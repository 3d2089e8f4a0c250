import { Connection } from "@cloudflare/puppeteer/internal/cdp/Connection.js";
import { afterEach, describe, expect, inject, test, vi } from "vitest";
import { BindingClient } from "../../../src/browser/binding-client.ts";
import { openConnection } from "../../../src/browser/cdp.ts";
import { Agent } from "../../support/agent.ts";
import { bytesKept } from "../../support/artifacts.ts";
import { fileUrl } from "../../support/kept-files.ts";
import { browserOf } from "../../support/objects.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

const SOON = { timeout: 10_000 };
const link = (url: string) => `<h1>Stay</h1><a id=a href="${url}">get</a>`;

test("what reads files is never a tab, and nothing of it stays", async () => {
  await using agent = await Agent.on(link(fileUrl({ bytes: 30_000_000 })));
  const seen: string[] = [];
  const before = await targetsOf(agent);
  const clicking = agent.act("click", { target: "#a" });
  await expect
    .poll(async () => {
      const now = await targetsOf(agent);
      seen.push(...now.filter((id) => !before.includes(id)));
      return seen.length;
    }, SOON)
    .toBe(1);
  expect((await clicking).text).toContain("download kept");
  expect((await agent.call("tabs_list")).text).toContain("] 1 tab,");
  await expect.poll(() => targetsOf(agent), SOON).toEqual(before);
});

test("windows that open while a file is read become tabs all the same", async () => {
  const url = fileUrl({ bytes: 1_000, name: "n.bin" });
  const opens = `for (let n = 0; n < 4; n++) setTimeout(() => window.open('/page?html=' + n), n * 15)`;
  await using agent = await Agent.on(`<a id=a download href="${url}" onclick="${opens}">get</a>`);
  for (let round = 1; round <= 3; round++) {
    expect((await agent.act("click", { target: "#a" })).text).toContain("download kept");
    const count = async () => (await agent.call("tabs_list")).text;
    await expect.poll(count, SOON).toContain(`] ${1 + 4 * round} tabs,`);
  }
});

test("the request for a file is sent once, and looks as the session does", async () => {
  const key = crypto.randomUUID();
  await using agent = await Agent.open({ userAgent: "Mine/1.0", locale: "de-DE" });
  const url = `${inject("pages")}/echo?key=${key}`;
  await agent.navigate(`<a id=a download=echo.json href="${url}">get</a>`);
  const { text } = await agent.act("click", { target: "#a" });
  const told = JSON.parse(new TextDecoder().decode(await bytesKept(text)));
  expect(told.headers["user-agent"]).toBe("Mine/1.0");
  expect(told.headers["accept-language"]).toMatch(/^de-DE/);
  const seen = await (await fetch(`${inject("pages")}/seen?key=${key}`)).json<unknown[]>();
  expect(seen.length).toBe(1);
});

describe("a browser that", () => {
  test("refuses to keep downloads refuses them truthfully, and is a session all the same", async () => {
    failAt("Browser.setDownloadBehavior", ({ behavior }) => behavior === "allowAndName");
    await using agent = await Agent.on(link(fileUrl({ bytes: 10 })));
    const { text } = await agent.act("click", { target: "#a" });
    expect(text).toContain("download not kept: this browser refuses to keep downloads");
  });

  test("knows nothing of downloads at all is a session all the same", async () => {
    failAt("Browser.setDownloadBehavior");
    await using agent = await Agent.on(link(fileUrl({ bytes: 10 })));
    expect((await agent.act("click", { target: "#a" })).isError).toBe(false);
    const { text } = await agent.call("navigate", { url: fileUrl({ bytes: 10 }) });
    expect(text).toMatch(/^unsupported: The address is a file, and it was not kept: this browser/);
  });

  test("does not let its files be read says so, and goes on", async () => {
    const failing = failAt("IO.read");
    await using agent = await Agent.on(link(fileUrl({ bytes: 10 })));
    const click = async () => (await agent.act("click", { target: "#a" })).text;
    expect(await click()).toMatch(/^download not kept: it could not be read from the browser/m);
    failing.mockRestore();
    expect(await click()).toContain("download kept");
  });
});

/** All pages of a session's browser, told by another connection; hidden ones too. */
async function targetsOf({ sessionId }: Agent): Promise<string[]> {
  const connection = openConnection(await new BindingClient().connect(await browserOf(sessionId)));
  try {
    const { targetInfos } = await connection.send("Target.getTargets");
    const pages = targetInfos.filter(({ type }) => type === "page" || type === "other");
    return pages.map(({ targetId }) => targetId).sort();
  } finally {
    connection.dispose();
  }
}

/** Has the browser know nothing of a command, as far as the condition says. */
function failAt(
  command: string,
  isMeant: (params: Record<string, unknown>) => boolean = () => true,
) {
  const { _rawSend } = Connection.prototype;
  return vi.spyOn(Connection.prototype, "_rawSend").mockImplementation(function (
    this: Connection,
    callbacks,
    method,
    ...rest
  ) {
    const [params] = rest as [Record<string, unknown> | undefined];
    if (method === command && isMeant(params ?? {}))
      return Promise.reject(new Error(`'${command}' wasn't found`));
    return _rawSend.call(this, callbacks, method, ...rest);
  });
}
