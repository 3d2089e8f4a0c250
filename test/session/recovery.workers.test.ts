import { runInDurableObject } from "cloudflare:test";
import { afterEach, describe, expect, inject, test, vi } from "vitest";
import { BindingClient } from "../../src/browser/binding-client.ts";
import { ToolFailure } from "../../src/domain/failure.ts";
import { Agent, fenced, pageUrl } from "../support/agent.ts";
import {
  browserOf,
  codeOf,
  endBrowser,
  placesUsed,
  resetObject,
  sessionStub,
  storedCount,
} from "../support/objects.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

const NEWS = /^notice: browser restarted: it was gone; /m;

/** Ends the browser as the platform does, once what the last call left has been kept. */
async function loseBrowser(agent: Agent): Promise<void> {
  await agent.call("tabs_list");
  await endBrowser(await browserOf(agent.sessionId));
  const health = async () => (await agent.call("session_health")).text;
  await expect.poll(health, { timeout: 15_000 }).toContain("its next call starts one");
}

function seenUrl(key: string): string {
  return `${inject("pages")}/seen?key=${key}`;
}

const FILL_STORES = `<script>
  document.cookie = "plain=1;path=/;max-age=600";
  localStorage.setItem("basket", "2 apples");
  sessionStorage.setItem("step", "3");
</script><h1>Stored</h1>`;

describe("a session whose browser is gone", () => {
  test("gets a new one with its next call, keeps its place and says so once", async () => {
    await using agent = await Agent.on("<h1>Here</h1>");
    const before = await browserOf(agent.sessionId);
    await loseBrowser(agent);
    const text = await agent.snapshot();
    expect(text).toMatch(NEWS);
    expect(text).toContain("1 tab restored; form input, page history and refs lost");
    expect(fenced(text)).toContain('h1 "Here"');
    expect(await agent.snapshot()).not.toMatch(/notice/);
    expect(await browserOf(agent.sessionId)).not.toBe(before);
    expect(await placesUsed()).toBe(1);
    const { structured } = await agent.call("session_health");
    expect(structured?.sessions).toMatchObject([
      { healthy: true, restarts: 1, reason: "it was gone" },
    ]);
  });

  test("has its cookies again, those that scripts cannot see included", async () => {
    await using agent = await Agent.on("");
    const url = pageUrl(FILL_STORES, { cookie: "hidden=2; HttpOnly; Path=/" });
    await agent.call("navigate", { url });
    await loseBrowser(agent);
    expect(await agent.snapshot()).toContain("2 cookies");
    await agent.call("navigate", { url: `${inject("pages")}/echo` });
    const echoed = String(await agent.evaluate("JSON.parse(document.body.innerText).cookie"));
    expect(echoed.split("; ").sort()).toEqual(["hidden=2", "plain=1"]);
  });

  test("has the storage of every origin it used, and each tab its own", async () => {
    await using agent = await Agent.on(FILL_STORES);
    await agent.call("navigate", {
      url: pageUrl(FILL_STORES.replace("2 apples", "pears"), {}, inject("otherPages")),
    });
    await agent.navigate(
      `<h1>Now</h1><script>seen = localStorage.basket + sessionStorage.step</script>`,
    );
    await loseBrowser(agent);
    expect(await agent.snapshot()).toContain("storage of 4 origins");
    expect(await agent.evaluate("seen")).toBe("2 apples3");
    await agent.call("navigate", { url: pageUrl("", {}, inject("otherPages")) });
    expect(await agent.evaluate("localStorage.basket + sessionStorage.step")).toBe("pears3");
  });

  test("has its tabs in their order, the active one, and where they were scrolled to", async () => {
    const long = "<h1>Long</h1><div style='height:5000px'></div><p>End</p>";
    await using agent = await Agent.on(
      `<a target=_blank href="${pageUrl("<h1>Second</h1>")}">Open</a><a target=_blank href="${pageUrl(long)}">More</a>`,
    );
    await agent.act("click", { target: "text=Open" });
    await agent.act("click", { target: "text=More" });
    await agent.call("tab_switch", { tabIndex: 2 });
    await agent.act("scroll", { scrollAmount: 1_200 });
    await loseBrowser(agent);
    const { text } = await agent.call("tabs_list");
    expect(text).toContain("3 tabs restored");
    expect(text).toContain("3 tabs, active 2");
    expect(await agent.evaluate("scrollY")).toBe(1_200);
    expect((await agent.call("tab_switch", { tabIndex: 1 })).text).toContain('h1 "Second"');
  });

  test("is not acted on before the caller has seen the new page", async () => {
    const counted = `${inject("pages")}/count?key=recovery`;
    await using agent = await Agent.on(
      `<input id=i><button onclick="fetch('${counted}', {method: 'POST'})">Buy</button>`,
    );
    await agent.act("fill", { target: "#i", value: "mine" });
    await loseBrowser(agent);
    const refused = await agent.act("click", { target: "text=Buy" });
    expect(refused.text).toMatch(
      /^session_lost: Nothing was done, .*browser restarted: .*snapshot/,
    );
    expect(await agent.evaluate("i.value")).toBe("");
    expect(await agent.evaluate(`fetch('${counted}').then((r) => r.text())`)).toBe("0");
    expect((await agent.act("click", { target: "text=Buy" })).isError).toBe(false);
    expect(await agent.evaluate(`fetch('${counted}').then((r) => r.text())`)).toBe("1");
  });

  test("keeps its numbers of refs apart from those of the last browser", async () => {
    await using agent = await Agent.on("<button>Go</button>");
    const ref = await agent.ref("button");
    await loseBrowser(agent);
    const fresh = await agent.ref("button");
    expect(fresh).not.toBe(ref);
    expect(codeOf(await agent.act("click", { target: ref }))).toBe("stale_ref");
    expect((await agent.act("click", { target: fresh })).isError).toBe(false);
  });

  test("does not send a form again, and says that its answer was opened anew", async () => {
    const url = `${inject("pages")}/page?html=${encodeURIComponent("<h1>Answer</h1>")}`;
    await using agent = await Agent.on(
      `<form method=post action="${url}"><button>Send</button></form>`,
    );
    await agent.act("click", { target: "text=Send" });
    await loseBrowser(agent);
    expect(await agent.snapshot()).toContain(
      "tab 0 showed the answer to a form and was opened anew by its address",
    );
  });

  test("recovers after a reset of its object too, with its settings", async () => {
    await using agent = await Agent.on(FILL_STORES, { viewport: { width: 700, height: 500 } });
    const browserId = await browserOf(agent.sessionId);
    await agent.call("tabs_list");
    await resetObject(sessionStub(agent.sessionId));
    await endBrowser(browserId);
    expect(await agent.snapshot()).toMatch(NEWS);
    expect(await agent.evaluate("[innerWidth, localStorage.basket]")).toEqual([700, "2 apples"]);
  });

  test("says when the storage of an origin was too large to keep", async () => {
    await using agent = await Agent.on("<h1>Here</h1>");
    await agent.call("extract", { type: "js", js: "localStorage.big = 'x'.repeat(1_100_000), 1" });
    await loseBrowser(agent);
    expect(await agent.snapshot()).toContain("the storage of 1 origin was too large to keep");
  });

  test("has the storage of its tabs after a second loss too", async () => {
    await using agent = await Agent.on(FILL_STORES);
    await agent.call("navigate", { url: pageUrl("<h1>Other</h1>", {}, inject("otherPages")) });
    for (let loss = 0; loss < 2; loss++) {
      await loseBrowser(agent);
      expect(await agent.snapshot()).toMatch(NEWS);
    }
    await agent.navigate("<h1>Back</h1>");
    expect(await agent.evaluate("sessionStorage.step + localStorage.basket")).toBe("32 apples");
  });

  test("is told when the new one is lost over its pages, which the third goes without", async () => {
    const key = crypto.randomUUID();
    await using agent = await Agent.on("");
    await agent.call("navigate", { url: pageUrl("<h1>Slow</h1>", { delay: "4000", key }) });
    const requests = async () => (await (await fetch(seenUrl(key))).json<unknown[]>()).length;
    await loseBrowser(agent);
    for (let attempt = 0; attempt < 2; attempt++) {
      const before = await requests();
      const reading = agent.call("snapshot");
      await expect.poll(requests, { timeout: 20_000 }).toBe(before + 1);
      await endBrowser(await browserOf(agent.sessionId));
      expect((await reading).text).toMatch(
        /^session_lost: Nothing was done: the session's new brow/,
      );
    }
    const text = await agent.snapshot();
    expect(text).toContain(
      "0 tabs restored; its pages and storage were left out, since two browsers",
    );
    expect(fenced(text)).toBe("url: about:blank");
    expect(await placesUsed()).toBe(1);
  });

  test("goes back to no address that may not be opened", async () => {
    await using agent = await Agent.on("<h1>Here</h1>");
    const closed = inject("pages").replace("127.0.0.1", "closed.localhost");
    const go = `void setTimeout(() => { location.href = "${closed}/page?html=Secret"; }, 10)`;
    await agent.call("extract", { type: "js", js: go });
    await expect.poll(() => agent.snapshot(), { timeout: 15_000 }).toContain("blocked 1 request");
    await loseBrowser(agent);
    expect(await agent.snapshot()).not.toContain("Secret");
  });

  test("looks to its pages as it did before", async () => {
    const look = { locale: "de-DE", timezoneId: "Asia/Tokyo", colorScheme: "dark" };
    const place = { geolocation: { latitude: 1, longitude: 2 }, userAgent: "Test/1.0" };
    await using agent = await Agent.on("<h1>Here</h1>", { ...look, ...place });
    const seen = `[navigator.language, Intl.DateTimeFormat().resolvedOptions().timeZone,
      matchMedia("(prefers-color-scheme: dark)").matches, navigator.userAgent,
      await new Promise((done) => navigator.geolocation.getCurrentPosition((p) => done(p.coords.latitude)))]`;
    const before = await agent.evaluate(`(async () => ${seen})()`);
    expect(before).toEqual(["de-DE", "Asia/Tokyo", true, "Test/1.0", 1]);
    await loseBrowser(agent);
    expect(await agent.snapshot()).toMatch(NEWS);
    expect(await agent.evaluate(`(async () => ${seen})()`)).toEqual(before);
  });

  test("waits where the platform has no browser, and tries again with the next call", async () => {
    await using agent = await Agent.on("<h1>Here</h1>");
    await loseBrowser(agent);
    const acquire = vi.spyOn(BindingClient.prototype, "acquire");
    acquire.mockRejectedValue(new ToolFailure("platform_busy", "None.", "Try again in 60 s."));
    expect(codeOf(await agent.call("snapshot"))).toBe("platform_busy");
    expect(await placesUsed()).toBe(1);
    acquire.mockRestore();
    expect(await agent.snapshot()).toMatch(NEWS);
  });

  test("can be destroyed as any other, and leaves nothing", async () => {
    const agent = await Agent.on(FILL_STORES);
    await loseBrowser(agent);
    expect((await agent.call("session_destroy")).text).toMatch(/pool 0\/15/);
    expect(await storedCount(sessionStub(agent.sessionId))).toBe(0);
  });
});

test("what is kept cannot be read in the storage", async () => {
  await using agent = await Agent.on(FILL_STORES);
  await agent.call("tabs_list");
  const stored = await runInDurableObject(sessionStub(agent.sessionId), (_object, state) =>
    [...state.storage.kv.list()]
      .map(([, value]) =>
        value instanceof Uint8Array ? new TextDecoder().decode(value) : JSON.stringify(value),
      )
      .join(),
  );
  expect(stored.length).toBeGreaterThan(200);
  expect(stored).not.toMatch(/2 apples|basket|plain/);
});
