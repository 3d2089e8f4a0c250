import { describe, expect, inject, test } from "vitest";
import { Agent, fenced, pageUrl } from "../support/agent.ts";
import { otherSite } from "../tools/reading/page-lines.ts";

/** Milliseconds a call has at most, as the contract says. */
const DEADLINE_MS = 55_000;
const FREED = /^notice: a script of the page had not yielded for 4 s and was ended$/m;

async function timed<T>(work: Promise<T>): Promise<[T, number]> {
  const startedAt = performance.now();
  return [await work, performance.now() - startedAt];
}

describe("a page whose script never yields", () => {
  test("is freed by the next call, which then does its work", async () => {
    await using agent = await Agent.on(
      "<h1>Here</h1><script>setTimeout(()=>{for(;;);},300)</script>",
    );
    await expect
      .poll(async () => (await agent.call("session_health")).text, { timeout: 10_000 })
      .toContain("unhealthy");
    const [text, ms] = await timed(agent.snapshot());
    expect(text).toMatch(FREED);
    expect(fenced(text)).toContain('h1 "Here"');
    expect(ms).toBeLessThan(DEADLINE_MS);
    expect(await agent.snapshot()).not.toMatch(/notice/);
  });

  test("is freed while it loads", async () => {
    await using agent = await Agent.on("<p>Before</p>");
    const { text } = await agent.navigate("<h1>Loop</h1><script>for(;;);</script><p>After</p>");
    expect(text).toMatch(FREED);
    expect(fenced(text)).toContain("After");
  });

  test("is freed when an act set it off, and the act is told as done once", async () => {
    const counted = `${inject("pages")}/count?key=stuck`;
    await using agent = await Agent.on(
      `<button onclick="navigator.sendBeacon('${counted}');for(;;);">Spin</button>`,
    );
    const { text, isError } = await agent.act("click", { target: "text=Spin" });
    expect(isError).toBe(false);
    expect(text).toContain("click done");
    expect(text).toMatch(FREED);
    const read = `fetch('${counted}').then((r) => r.text())`;
    await expect.poll(() => agent.evaluate(read), { timeout: 10_000 }).toBe("1");
  });

  test("that starts anew each time it is ended is given up, and the session goes on", async () => {
    await using agent = await Agent.on("<p>Before</p>");
    const endless = `${"<script>for(;;);</script>".repeat(6)}<h1>Never</h1>`;
    const [{ text }, ms] = await timed(agent.navigate(endless));
    expect(text).toMatch(
      /^timed_out: Scripts of the page never yield.*emptied.*Navigate elsewhere/,
    );
    expect(ms).toBeLessThan(DEADLINE_MS);
    expect((await agent.navigate("<h1>After</h1>")).text).toContain('h1 "After"');
    expect((await agent.call("tabs_list")).text).toContain("1 tab, active 0");
  });

  test("does not cost the other tabs anything", async () => {
    await using agent = await Agent.on(
      `<h1>First</h1><a target=_blank rel=noopener href="${pageUrl("<h1>Second</h1>", {}, inject("otherPages"))}">Open</a>`,
    );
    await agent.act("click", { target: "text=Open" });
    await agent.call("extract", { type: "js", js: "void setTimeout(() => { for (;;); }, 10)" });
    const { text } = await agent.call("tab_switch", { tabIndex: 1 });
    expect(text).toContain('h1 "Second"');
  });
});

test("a script of the caller's own has its ten seconds, and is ended then", async () => {
  await using agent = await Agent.on("<h1>Here</h1>");
  const [{ text }, ms] = await timed(
    agent.call("extract", { type: "js", js: "(()=>{for(;;);})()" }),
  );
  expect(text).toMatch(/^script_failed: The script did not end within 10 s/);
  expect(ms).toBeGreaterThan(9_000);
  expect(await agent.snapshot()).toContain('h1 "Here"');
});

describe("a page that is only slow", () => {
  const LATE = { delay: "9000" };

  test("is left alone while its server takes its time", async () => {
    await using agent = await Agent.on("<p>Before</p>");
    const { text } = await agent.call("navigate", { url: pageUrl("<h1>Late</h1>", LATE) });
    expect(text).toContain('h1 "Late"');
    expect(text).not.toMatch(/notice/);
  });

  test("is left alone while it goes on by itself or back", async () => {
    const late = pageUrl("<h1>Late</h1>", { ...LATE, cache: "no" });
    await using agent = await Agent.on(`<a href="${late}">Go</a>`);
    const { text } = await agent.act("click", { target: "text=Go" });
    expect(text).toContain('h1 "Late"');
    expect(text).not.toContain("yielded");
    await agent.act("back");
    const forward = await agent.act("forward");
    expect(forward.text).toContain('h1 "Late"');
    expect(forward.text).not.toContain("yielded");
  });

  test("is left alone while a frame of it loops in a process of its own", async () => {
    const loop = pageUrl("<script>for(;;);</script>", {}, otherSite());
    await using agent = await Agent.on(`<h1>Here</h1><iframe src="${loop}"></iframe>`);
    const call = { condition: "text", text: "never", timeout: 8_000 };
    const { text } = await agent.call("wait_for", call);
    expect(text).toMatch(/^timed_out: /);
    expect(await agent.snapshot()).toContain('h1 "Here"');
  });
});
