import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { afterAll, afterEach, beforeAll, describe, expect, inject, test, vi } from "vitest";
import { CdpEndpoint } from "../../src/browser/cdp-endpoint.ts";
import { CoordinatorObject } from "../../src/coordinator/coordinator-object.ts";
import { ToolFailure } from "../../src/domain/failure.ts";
import { Agent, callTool, pageUrl } from "../support/agent.ts";
import {
  asGuest,
  contexts,
  endGuest,
  endpoint,
  expectUntouched,
  guest,
  openTab,
  startGuest,
  targets,
} from "../support/guest-browser.ts";
import {
  codeOf,
  loseSecrets,
  placesUsed,
  platformBrowsers,
  resetObject,
  sessionStub,
  storedCount,
  storedLeases,
} from "../support/objects.ts";
import { failAt, holdContexts } from "../support/protocol-trouble.ts";

const SOON = { timeout: 15_000 };
const FORM = `<label>Name <input></label><a target="_blank" href="${pageUrl("<h1>Popup</h1>")}">Pop</a>`;

beforeAll(startGuest);

afterAll(endGuest);

afterEach(async () => {
  vi.restoreAllMocks();
  expect(await placesUsed()).toBe(0);
  expect(await platformBrowsers()).toEqual([]);
});

describe("a session in a browser of the caller's", () => {
  test("works in a context of its own, and touches nothing else there", async () => {
    const agent = await Agent.on(FORM, { cdp: endpoint() });
    expect(await contexts()).toHaveLength(1);
    expect(
      (await agent.act("fill", { target: await agent.ref("textbox"), value: "Ada" })).text,
    ).toContain('value="Ada"');
    await agent.act("click", { target: await agent.ref("link") });
    const tabs = (await agent.call("tabs_list")).text;
    expect(tabs).toContain("Popup");
    expect(tabs).toContain("] 2 tabs,");
    expect(tabs).not.toContain(guest.foreign.title);
    await expectUntouched();

    await agent.navigate(`<a id=a href="${inject("pages")}/download">get</a>`);
    expect((await agent.act("click", { target: "#a" })).text).toContain("download kept");
    await expectUntouched();

    expect((await agent.call("session_destroy")).text).toMatch(/^destroyed .* pool 0\//);
    await expect.poll(contexts, SOON).toEqual([]);
    expect(await storedCount(sessionStub(agent.sessionId))).toBe(0);
    await expectUntouched();
  });

  test("says so, and takes a place that knows no browser of the platform", async () => {
    const { text, structured } = await callTool("session_create", { cdp: endpoint() });
    expect(text).toMatch(/pool 1\/15/);
    expect(text).toContain("in a browser of yours");
    expect(text).not.toContain(guest.path);
    expect(await storedLeases()).toMatchObject([{ browser_id: null }]);
    await callTool("session_destroy", { sessionId: structured?.sessionId });
  });

  test("goes on in the same context after a reset", async () => {
    await using agent = await Agent.on(FORM, { cdp: endpoint() });
    await agent.evaluate("document.cookie = 'kept=1'");
    await agent.act("fill", { target: await agent.ref("textbox"), value: "Ada" });
    await resetObject(sessionStub(agent.sessionId));
    expect(await agent.snapshot()).toContain('value="Ada"');
    expect(await contexts()).toHaveLength(1);
    await resetObject(sessionStub(agent.sessionId));
    expect((await callTool("session_health", {})).text).toMatch(/healthy · \d+ ms/);
    expect(await runDurableObjectAlarm(sessionStub(agent.sessionId))).toBe(true);
    await expectUntouched();
  });

  test("ends its context though its object was just reset", async () => {
    const agent = await Agent.on(FORM, { cdp: endpoint() });
    await resetObject(sessionStub(agent.sessionId));
    await agent.call("session_destroy");
    await expect.poll(contexts, SOON).toEqual([]);
    await expectUntouched();
  });

  test("leaves tabs alone that the caller opens meanwhile, and their windows run", async () => {
    await using agent = await Agent.on(FORM, { cdp: endpoint() });
    const opened = await openTab("<title>later</title><script>document.title = 'ran'</script>");
    await expect
      .poll(async () => (await targets()).find(({ id }) => id === opened.id)?.title, SOON)
      .toBe("ran");
    expect((await agent.call("tabs_list")).text).toContain("] 1 tab,");
    await fetch(`http://127.0.0.1:${inject("guestPort")}/json/close/${opened.id}`);
  });

  test("goes through a proxy where one is asked for, and the caller's own tabs do not", async () => {
    await fetch(`${inject("proxy")}/forget`);
    const proxy = { server: inject("proxy"), username: "ada", password: "love:lace & co" };
    await using agent = await Agent.open({ cdp: endpoint(), proxy, url: pageUrl("<h1>Way</h1>") });
    expect(await agent.snapshot()).toContain('h1 "Way"');
    const beside = await openTab("<title>beside</title>");
    const log = await (await fetch(`${inject("proxy")}/log`)).text();
    expect(log).toContain("Way");
    expect(log).not.toContain("beside");
    await fetch(`http://127.0.0.1:${inject("guestPort")}/json/close/${beside.id}`);
  });

  test("keeps its address sealed, and out of answers and log lines", async () => {
    const logged = vi.spyOn(console, "error");
    await using agent = await Agent.open({ cdp: endpoint() });
    const token = guest.path.split("/").at(-1) ?? "";
    const stub = sessionStub(agent.sessionId);
    const stored = await runInDurableObject(stub, (_object, state) =>
      [...state.storage.kv.list()].map(([, value]) =>
        value instanceof Uint8Array ? String.fromCharCode(...value) : JSON.stringify(value),
      ),
    );
    const answers = ["session_list", "pool_status", "session_health"].map((tool) =>
      callTool(tool, {}),
    );
    const told = JSON.stringify([await Promise.all(answers), stored, logged.mock.calls]);
    expect(told).not.toContain(token);
  });
});

describe("an endpoint that is no use creates nothing:", () => {
  test("a wrong path", async () => {
    const cdp = `ws://127.0.0.1:${inject("guestPort")}/devtools/browser/nonsense`;
    const { text } = await callTool("session_create", { cdp });
    expect(text).toMatch(/^invalid_arguments: cdp leads to no browser: it answered \d+ instead/);
    expect(text).not.toContain("nonsense");
  });

  test("nothing listens there", async () => {
    const cdp = `${inject("closedOrigin").replace("http", "ws")}/secret`;
    const { text } = await callTool("session_create", { cdp });
    expect(text).toMatch(/^invalid_arguments: cdp leads to no browser: nothing can be reached/);
    expect(text).not.toContain("secret");
  });
});

describe("a session goes on", () => {
  test("in a new context when its own was ended behind its back", async () => {
    const agent = await Agent.on(FORM, { cdp: endpoint() });
    const [browserContextId = ""] = await contexts();
    await resetObject(sessionStub(agent.sessionId));
    await asGuest((connection) =>
      connection.send("Target.disposeBrowserContext", { browserContextId }),
    );
    const text = await agent.snapshot();
    expect(text).toMatch(/^notice: browser restarted: it was gone; .* 1 tab restored/m);
    expect(await contexts()).not.toContain(browserContextId);
    await agent.call("session_destroy");
    await expectUntouched();
  });

  test("without a browser while the caller's is gone, and says so", async () => {
    const agent = await Agent.on(FORM, { cdp: endpoint() });
    await fetch(`${inject("browserDesk")}/end`);
    await expect.poll(async () => codeOf(await agent.call("snapshot")), SOON).toBe("session_lost");
    expect((await agent.call("snapshot")).text).toMatch(
      /^session_lost: Nothing was done: .*cdp.* or call session_destroy/,
    );
    await agent.call("session_destroy");
    await startGuest();
  });
});

test("takes no turn among the platform's launches", async () => {
  const { failure } = new ToolFailure("platform_limit", "Full.", "Try again tomorrow.");
  const full = { ok: false as const, failure };
  vi.spyOn(CoordinatorObject.prototype, "mayLaunch").mockResolvedValue(full);
  await using agent = await Agent.on(FORM, { cdp: endpoint() });
  expect(await agent.snapshot()).toContain("textbox");
});

test("a session that ends while its context is made leaves none, and nothing stored", async () => {
  const { asked, answer } = holdContexts();
  const creating = callTool("session_create", { name: "hasty", cdp: endpoint() });
  const sessionId = await vi.waitFor(async () => {
    expect(asked()).toBe(1);
    return (await storedLeases())[0]?.session_id ?? "";
  }, SOON);
  const destroying = callTool("session_destroy", { sessionId });
  const hasEnded = () =>
    runInDurableObject(
      sessionStub(sessionId),
      (_object, { storage }) => storage.kv.get<{ ended?: boolean }>("session")?.ended,
    );
  await expect.poll(hasEnded, { ...SOON, interval: 20 }).toBe(true);
  answer();
  expect((await creating).text).toMatch(/^cancelled: /);
  expect((await destroying).isError).toBe(false);
  await expect.poll(contexts, SOON).toEqual([]);
  expect(await storedCount(sessionStub(sessionId))).toBe(0);
});

describe("while the endpoint cannot be reached for a moment", () => {
  test("nothing is lost: the same context goes on, and no other is made", async () => {
    const agent = await Agent.on(FORM, { cdp: endpoint() });
    await agent.act("fill", { target: await agent.ref("textbox"), value: "Ada" });
    const before = await contexts();
    await blink(agent);
    const text = await agent.snapshot();
    expect(text).toContain("notice: connected to the browser anew; earlier refs are gone");
    expect(text).toContain('value="Ada"');
    expect(await contexts()).toEqual(before);
    await agent.call("session_destroy");
    await expect.poll(contexts, SOON).toEqual([]);
  });

  test("a session that is destroyed later ends its context all the same", async () => {
    const agent = await Agent.on(FORM, { cdp: endpoint() });
    await blink(agent);
    expect(await contexts()).toHaveLength(1);
    await agent.call("session_destroy");
    await expect.poll(contexts, SOON).toEqual([]);
  });

  test("an attempt at the old context that fails ends it, and a new one is filled", async () => {
    const agent = await Agent.on(FORM, { cdp: endpoint() });
    const before = await contexts();
    await blink(agent);
    const failing = failAt("Target.setAutoAttach");
    expect((await agent.call("snapshot")).isError).toBe(true);
    failing.mockRestore();
    expect(await agent.snapshot()).toMatch(/^notice: browser restarted: .* 1 tab restored/m);
    expect(await contexts()).toHaveLength(1);
    expect(await contexts()).not.toEqual(before);
    await agent.call("session_destroy");
    await expect.poll(contexts, SOON).toEqual([]);
  });
});

test("an address that cannot be unsealed any more is told, until the session is destroyed", async () => {
  const agent = await Agent.on(FORM, { cdp: endpoint() });
  const [browserContextId = ""] = await contexts();
  await loseSecrets(agent.sessionId);
  const lost =
    /^session_lost: Nothing was done: .* browser cannot be read with the present LEAPFRO/;
  expect((await agent.call("snapshot")).text).toMatch(lost);
  expect((await agent.call("snapshot")).text).toMatch(lost);
  expect((await agent.call("session_destroy")).isError).toBe(false);
  await asGuest((connection) =>
    connection.send("Target.disposeBrowserContext", { browserContextId }),
  );
});

/** Has the session find that its endpoint cannot be reached, twice. */
async function blink(agent: Agent): Promise<void> {
  await resetObject(sessionStub(agent.sessionId));
  const away = new ToolFailure("invalid_arguments", "Nothing is there.", "Look.");
  vi.spyOn(CdpEndpoint.prototype, "exists").mockResolvedValueOnce(false);
  vi.spyOn(CdpEndpoint.prototype, "acquire").mockRejectedValueOnce(away);
  expect((await agent.call("snapshot")).text).toMatch(/^session_lost: Nothing was done: .* was lo/);
}
