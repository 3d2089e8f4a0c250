import { afterEach, describe, expect, test } from "vitest";
import { Agent } from "../support/agent.ts";
import { type LiveViewer, watchLive } from "../support/live-viewer.ts";
import { browserOf, endBrowser, placesUsed } from "../support/objects.ts";

const SOON = { timeout: 10_000 };
const BUTTON = "position:fixed;left:0;top:0;width:200px;height:60px";

afterEach(async () => {
  expect(await placesUsed()).toBe(0);
});

/** Waits until no frame has come for a while. */
async function untilStill(viewer: LiveViewer): Promise<number> {
  let count = -1;
  await expect
    .poll(
      () => {
        const isSame = viewer.frames.length > 0 && viewer.frames.length === count;
        count = viewer.frames.length;
        return isSame;
      },
      { timeout: 10_000, interval: 1_000 },
    )
    .toBe(true);
  return count;
}

describe("the picture", () => {
  test("comes at the page's size, and nothing more comes while nothing moves", async () => {
    await using agent = await Agent.on("<h1>Still</h1>");
    using viewer = await watchLive(agent.sessionId);
    const still = await untilStill(viewer);
    expect(viewer.frames[0]?.head).toMatchObject({ type: "image/jpeg", width: 1280, height: 720 });
    expect(still).toBeLessThan(6);
    await agent.run("document.querySelector('h1').textContent = 'Moved'");
    await expect.poll(() => viewer.frames.length, SOON).toBeGreaterThan(still);
  });

  test("goes on no further than to what a viewer has said is on the screen", async () => {
    await using agent = await Agent.on(
      "<h1 id=h>0</h1><script>setInterval(() => { h.textContent++ }, 30)</script>",
    );
    using slow = await watchLive(agent.sessionId);
    slow.isQuick = false;
    using quick = await watchLive(agent.sessionId);
    await expect.poll(() => quick.frames.length, SOON).toBeGreaterThan(20);
    expect(slow.frames.length).toBe(1);
    slow.say({ type: "shown", seq: slow.frames[0]?.head.seq ?? 0 });
    await expect.poll(() => slow.frames.length, SOON).toBe(2);
    // The newest, not the next.
    expect(slow.frames[1]?.head.seq).toBeGreaterThan(15);
  });

  test("does not come to a page that nobody looks at, and is current when somebody does", async () => {
    await using agent = await Agent.on(
      "<h1 id=h>0</h1><script>setInterval(() => { h.textContent++ }, 30)</script>",
    );
    using viewer = await watchLive(agent.sessionId);
    await expect.poll(() => viewer.frames.length, SOON).toBeGreaterThan(2);
    viewer.say({ type: "pause", on: true });
    const paused = await untilStill(viewer);
    viewer.say({ type: "pause", on: false });
    await expect.poll(() => viewer.frames.length, SOON).toBeGreaterThan(paused + 2);
  });

  test("follows the agent to another tab and another page", async () => {
    await using agent = await Agent.on(
      "<title>One</title><button onclick='window.open(`about:blank`)'>open</button>",
    );
    using viewer = await watchLive(agent.sessionId);
    await viewer.until(({ tabs }) => tabs.length === 1 && tabs[0]?.title === "One");
    await agent.act("click", { target: "button" });
    await agent.call("tab_switch", { tabIndex: 1 });
    await viewer.until(({ tabs }) => tabs.length === 2 && tabs[1]?.isActive === true);
    const before = viewer.frames.length;
    await agent.navigate("<title>Two</title><h1>Two</h1>");
    await viewer.until(({ tabs }) => tabs[1]?.title === "Two");
    await expect.poll(() => viewer.frames.length, SOON).toBeGreaterThan(before);
  });

  test("comes small and seldom to a tile, without tabs", async () => {
    await using agent = await Agent.on(
      "<h1 id=h>0</h1><script>setInterval(() => { h.textContent++ }, 30)</script>",
    );
    using tile = await watchLive(agent.sessionId, { size: "tile" });
    await expect.poll(() => tile.frames.length, SOON).toBeGreaterThan(1);
    expect(tile.frames.every(({ bytes }) => bytes < 30_000)).toBe(true);
    const from = tile.frames.length;
    const until = Date.now() + 4_000;
    await expect.poll(() => Date.now() > until, SOON).toBe(true);
    expect(tile.frames.length - from).toBeLessThan(10);
    expect(tile.state).toMatchObject({ tabs: [], viewers: [] });
  });

  test("shows where the agent presses, as it does", async () => {
    await using agent = await Agent.on(`<button style="${BUTTON}">b</button>`);
    using viewer = await watchLive(agent.sessionId, { role: "watch" });
    await viewer.until(({ session }) => session === "ready");
    await agent.act("click", { target: "button" });
    await expect
      .poll(() => viewer.news.some((one) => one.type === "act" && "x" in one), SOON)
      .toBe(true);
    expect(viewer.news).toContainEqual({ type: "act", tool: "act" });
    expect(viewer.news).toContainEqual({ type: "act", tool: "act", x: 100, y: 30 });
  });

  test("goes on in the browser that comes after one that was lost", async () => {
    await using agent = await Agent.on("<h1>Kept</h1>");
    using viewer = await watchLive(agent.sessionId);
    await untilStill(viewer);
    await endBrowser(await browserOf(agent.sessionId));
    await expect.poll(async () => (await agent.call("snapshot")).isError, SOON).toBe(false);
    const before = viewer.frames.length;
    await agent.navigate("<h1>After</h1>");
    await expect.poll(() => viewer.frames.length, SOON).toBeGreaterThan(before);
  });

  test("ends with the session, and says so", async () => {
    const agent = await Agent.on("<h1>x</h1>");
    using viewer = await watchLive(agent.sessionId);
    await viewer.until(() => true);
    await agent[Symbol.asyncDispose]();
    await expect
      .poll(() => viewer.news.at(-1), SOON)
      .toEqual({ type: "over", reason: "The session has ended." });
    using late = await watchLive(agent.sessionId);
    await expect.poll(() => late.news.at(-1), SOON).toMatchObject({ type: "over" });
  });

  test("ends with what let the viewer in", async () => {
    await using agent = await Agent.on("<h1>x</h1>");
    using viewer = await watchLive(agent.sessionId, { until: Date.now() + 1_000 });
    await expect.poll(() => viewer.news.at(-1), SOON).toMatchObject({ type: "over" });
  });

  test("is for twenty at a time", async () => {
    await using agent = await Agent.on("<h1>x</h1>");
    const viewers = await Promise.all(Array.from({ length: 21 }, () => watchLive(agent.sessionId)));
    await expect
      .poll(() => viewers.filter(({ news }) => news.at(-1)?.type === "over").length, SOON)
      .toBe(1);
    for (const viewer of viewers) viewer[Symbol.dispose]();
  });
});

describe("whoever has only the link, as the agent has too,", () => {
  const LINK = { role: "watch", name: "someone with the link" } as const;

  test("is sent no picture while somebody else types into the page", async () => {
    await using agent = await Agent.on(
      "<h1 id=h>0</h1><script>setInterval(() => { h.textContent++ }, 30)</script>",
    );
    using other = await watchLive(agent.sessionId, LINK);
    await expect.poll(() => other.frames.length, SOON).toBeGreaterThan(1);
    using person = await watchLive(agent.sessionId, { name: "a person with a code" });
    await person.take();
    await other.until(({ hidden }) => hidden === "held");
    const before = other.frames.length;
    const shown = person.frames.length;
    await expect.poll(() => person.frames.length, SOON).toBeGreaterThan(shown + 3);
    expect(other.frames.length).toBe(before);
    person.say({ type: "give" });
    await other.until(({ hidden }) => hidden === undefined);
    await expect.poll(() => other.frames.length, SOON).toBeGreaterThan(before);
  });

  test("is shown nothing that was drawn while somebody else had the page", async () => {
    await using agent = await Agent.on("<h1>Still</h1>");
    using person = await watchLive(agent.sessionId, { name: "a person with a code" });
    await person.take();
    await untilStill(person);
    using other = await watchLive(agent.sessionId, LINK);
    await other.until(({ hidden }) => hidden === "held");
    const last = person.frames.at(-1)?.head.seq ?? 0;
    person.say({ type: "give" });
    await expect.poll(() => other.frames.length, SOON).toBeGreaterThan(0);
    expect(other.frames[0]?.head.seq).toBeGreaterThan(last);
  });

  test("sees what they do themselves, where the policy lets them", async () => {
    await using agent = await Agent.on(
      "<h1 id=h>0</h1><script>setInterval(() => { h.textContent++ }, 30)</script>",
    );
    using other = await watchLive(agent.sessionId, { ...LINK, role: "control" });
    await other.take();
    const before = other.frames.length;
    await expect.poll(() => other.frames.length, SOON).toBeGreaterThan(before + 2);
    expect(other.state?.hidden).toBeUndefined();
  });
});
