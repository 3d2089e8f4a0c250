import { afterEach, describe, expect, inject, test } from "vitest";
import { LINK_HOLDER } from "../../src/domain/live-link.ts";
import { admin } from "../support/admin.ts";
import { Agent, pageUrl } from "../support/agent.ts";
import { type LiveViewer, watchLive } from "../support/live-viewer.ts";
import { placesUsed } from "../support/objects.ts";
import { keepSecret, scopedAgent } from "../support/secrets.ts";

const SOON = { timeout: 10_000 };
const CROWD = { name: LINK_HOLDER, role: "watch" } as const;

afterEach(async () => {
  expect(await placesUsed()).toBe(0);
});

describe("a person who takes the page over", () => {
  test.each([
    ["addresses", `page.goto("${inject("pages")}/?" + at)`, "page.goto"],
    ["keys", "page.press('a')", "page.press"],
  ])("stops a script that goes on with %s", async (_name, step) => {
    await using agent = await Agent.on("<input autofocus>");
    using person = await watchLive(agent.sessionId);
    await person.until(({ session }) => session === "ready");
    const script = `for (let at = 0; at < 300; at++) { await ${step}; }`;
    const running = agent.call("execute", { script, timeout: 40_000 });
    await person.until(({ session }) => session === "busy");
    await person.take();
    const { text, isError } = await running;
    expect(isError, text).toBe(true);
    expect(text).toContain("a person has the page; what came before that was done.");
  });

  test("ends the time of whoever had it, and the audit tells so", async () => {
    await using agent = await Agent.on("<p>x</p>");
    using first = await watchLive(agent.sessionId, { name: "a person with a code" });
    await first.take();
    using second = await watchLive(agent.sessionId);
    await second.take();
    first.say({ type: "give" });
    second.say({ type: "give" });
    await second.until(({ holder }) => holder === undefined);
    const deeds = async () => {
      const text = await (await admin("GET", "/audit?format=jsonl&grant=owner")).text();
      const ours = text.split("\n").filter((line) => line.includes(agent.sessionId));
      const rows = ours.map((line): Record<string, unknown> => JSON.parse(line));
      return rows.flatMap(({ event, what, by }) => (event === "person" ? [`${what} ${by}`] : []));
    };
    await expect
      .poll(deeds, SOON)
      .toEqual([
        "takeover.begin a person with a code",
        "takeover.end a person with a code",
        "takeover.begin admin",
        "takeover.end admin",
      ]);
  });
});

describe("those who come by the link alone", () => {
  test("keep out nobody who has shown more", async () => {
    await using agent = await Agent.on("<p>x</p>");
    const watchers = Array.from({ length: 20 }, () => watchLive(agent.sessionId, CROWD));
    const crowd = await Promise.all(watchers);
    using late = await watchLive(agent.sessionId, CROWD);
    const full = { type: "over", reason: "20 people watch already." };
    await expect.poll(() => late.news[0], SOON).toEqual(full);
    using admin = await watchLive(agent.sessionId);
    await admin.take();
    expect(admin.state?.viewers).toHaveLength(20);
    const gone = () => crowd.filter(({ news }) => news[0]?.type === "over").length;
    await expect.poll(gone, SOON).toBe(1);
    leave(crowd);
  });

  test("cannot put out somebody who has the page", async () => {
    await using agent = await Agent.on("<p>x</p>");
    using holder = await watchLive(agent.sessionId, { ...CROWD, role: "control" });
    await holder.take();
    const people = await Promise.all(Array.from({ length: 20 }, () => watchLive(agent.sessionId)));
    await expect.poll(() => people.flatMap(({ news }) => news), SOON).toHaveLength(1);
    expect(holder.state?.holder?.isYou).toBe(true);
    leave(people);
  });
});

test("a secret in a title or an address is told to nobody who watches", async () => {
  await keepSecret("WATCHED", "correct horse battery");
  await using agent = await scopedAgent();
  const url = pageUrl("<title>pass correct horse battery</title>", { q: "correct horse battery" });
  expect((await agent.call("navigate", { url })).isError).toBe(false);
  using viewer = await watchLive(agent.sessionId, CROWD);
  const { tabs } = await viewer.until((state) => state.tabs[0]?.title !== "");
  expect(tabs[0]?.title).toBe("pass [secret WATCHED]");
  expect(decodeURIComponent(tabs[0]?.url ?? "")).not.toContain("horse");
});

function leave(viewers: readonly LiveViewer[]): void {
  for (const viewer of viewers) viewer[Symbol.dispose]();
}
