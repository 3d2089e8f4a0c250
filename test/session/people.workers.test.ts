import { runInDurableObject } from "cloudflare:test";
import { afterEach, describe, expect, test } from "vitest";
import { MAX_WAITING_CALLS } from "../../src/domain/limits.ts";
import { Agent, callTool, fenced } from "../support/agent.ts";
import { pressAt, typeKey, watchLive } from "../support/live-viewer.ts";
import { placesUsed, resetObject, sessionStub } from "../support/objects.ts";

const SOON = { timeout: 10_000 };

afterEach(async () => {
  expect(await placesUsed()).toBe(0);
});

const AT_THE_CORNER = mirror(
  "p.textContent",
  "<button style='position:fixed;left:0;top:0;width:100px;height:50px' onclick='p.textContent = `after`'>go</button><p id=p style='margin-top:80px'>before</p>",
);

async function ask(agent: Agent, reason = "Please log in."): Promise<string> {
  const { text, isError } = await agent.call("wait_for_human", { reason, timeout: 0 });
  expect(isError, text).toBe(false);
  return /requestId (hum_[a-z0-9]{12})/.exec(text)?.[1] ?? "";
}

describe("wait_for_human", () => {
  test("answers pending with a link, and what the person says to the call that waits", async () => {
    await using agent = await Agent.on(AT_THE_CORNER);
    await agent.call("snapshot");
    const { text } = await agent.call("wait_for_human", { reason: "Please log in.", timeout: 50 });
    const said = /^pending: requestId (hum_[a-z0-9]{12}) link (\S+)\n/.exec(text);
    expect(said, text).not.toBeNull();
    expect(said?.[2]).toMatch(/\/live\/owner\.s_[a-z0-9]{6}\.watch\.\d+\.[\w-]{43}$/);
    const requestId = said?.[1] ?? "";
    using person = await watchLive(agent.sessionId);
    const { request } = await person.until((state) => state.request !== undefined);
    expect(request).toMatchObject({ id: requestId, reason: "Please log in." });
    const waiting = agent.call("wait_for_human", { requestId });
    await person.take();
    pressAt(person, 20, 20);
    await expect.poll(() => titleOf(agent), SOON).toBe("after");
    person.say({ type: "answer", requestId, isDone: true, note: "Used my phone.\nAll good." });
    const done = await waiting;
    expect(done.text).toContain('done by admin, with the note: "Used my phone. All good."');
    expect(done.text).toContain("~ text: before → after");
    await person.until((state) => state.request === undefined && state.holder === undefined);
    const again = await agent.call("wait_for_human", { requestId });
    expect(again.text).toContain("done by admin");
    expect((await agent.call("act", { action: "click", target: "button" })).isError).toBe(false);
  });

  test("says when nobody came in time, and lets the agent act again", async () => {
    await using agent = await Agent.on("<button>b</button>");
    const requestId = await ask(agent);
    await runInDurableObject(sessionStub(agent.sessionId), async (_object, { storage: { kv } }) => {
      const record = kv.get<{ request: object }>("session");
      kv.put("session", { ...record, request: { ...record?.request, expiresAt: Date.now() } });
    });
    await resetObject(sessionStub(agent.sessionId));
    const { text } = await agent.call("wait_for_human", { requestId });
    expect(text).toContain(`expired: nobody answered request ${requestId} in time`);
    await agent.call("snapshot");
    expect((await agent.call("act", { action: "click", target: "button" })).isError).toBe(false);
  });

  test("tells that a person declined, and takes no second word", async () => {
    await using agent = await Agent.on("<p>x</p>");
    const requestId = await ask(agent);
    using person = await watchLive(agent.sessionId);
    person.say({ type: "answer", requestId, isDone: false, note: "" });
    const { text, isError } = await agent.call("wait_for_human", { requestId });
    expect(isError).toBe(false);
    expect(text).toMatch(/\ndeclined by admin$/m);
    person.say({ type: "answer", requestId, isDone: true, note: "" });
    await expect.poll(() => person.news.at(-1), SOON).toMatchObject({ isError: true });
  });

  test("asks one thing at a time, and refuses what it cannot know", async () => {
    await using agent = await Agent.on("<p>x</p>");
    const none = await agent.call("wait_for_human", { requestId: "hum_aaaaaaaaaaaa" });
    expect(none.text).toMatch(/^not_found: /);
    expect((await agent.call("wait_for_human", {})).text).toMatch(/^invalid_arguments: reason: /);
    const requestId = await ask(agent);
    const second = await agent.call("wait_for_human", { reason: "Another thing." });
    expect(second.text).toMatch(new RegExp(`^not_actionable: .*${requestId}`));
    const wrong = await agent.call("wait_for_human", { requestId: "hum_aaaaaaaaaaaa" });
    expect(wrong.text).toMatch(/^not_found: /);
  });

  test("says that a reason which comes with a request is not the one a person sees", async () => {
    await using agent = await Agent.on("<p>x</p>");
    const requestId = await ask(agent);
    const again = (reason: string) =>
      agent.call("wait_for_human", { requestId, reason, timeout: 0 });
    const unheard = "the person saw the reason that was given first, not this one";
    expect((await again("Please log in.")).text).not.toContain(unheard);
    expect((await again("Please pay.")).text).toContain(unheard);
    using person = await watchLive(agent.sessionId);
    const { request } = await person.until((state) => state.request !== undefined);
    expect(request?.reason).toBe("Please log in.");
    person.say({ type: "answer", requestId, isDone: true, note: "" });
    const done = await agent.call("wait_for_human", { requestId, reason: "Please pay." });
    expect(done.text).toContain("done by admin");
    expect(done.text).toContain(unheard);
  });

  test("lets so many calls wait for one person, and no more", async () => {
    await using agent = await Agent.on("<p>x</p>");
    const requestId = await ask(agent);
    const wait = () => agent.call("wait_for_human", { requestId });
    const waiting = Array.from({ length: MAX_WAITING_CALLS }, wait);
    const { text } = await wait();
    expect(text).toMatch(/^rate_limited: 32 calls wait for this session already\./);
    using person = await watchLive(agent.sessionId);
    const { session } = await person.until((state) => state.request !== undefined);
    expect(session).toBe("ready");
    person.say({ type: "answer", requestId, isDone: true, note: "" });
    for (const answer of await Promise.all(waiting)) {
      expect(answer.text).toContain("done by admin");
    }
  });

  test("keeps its request, and the answer to it, when the session's object restarts", async () => {
    await using agent = await Agent.on("<p>x</p>");
    const requestId = await ask(agent);
    await resetObject(sessionStub(agent.sessionId));
    expect((await agent.call("act", { action: "press", key: "a" })).text).toMatch(
      /^not_actionable: a person/,
    );
    using person = await watchLive(agent.sessionId);
    await person.until(({ request }) => request?.id === requestId);
    person.say({ type: "answer", requestId, isDone: true, note: "ok" });
    await person.until(({ request }) => request === undefined);
    await resetObject(sessionStub(agent.sessionId));
    const { text } = await agent.call("wait_for_human", { requestId });
    expect(text).toContain('done by admin, with the note: "ok"');
  });

  test("is a state of its own, and lengthens the session's time", async () => {
    await using agent = await Agent.on("<p>x</p>");
    await ask(agent);
    const { structured } = await callTool("session_list", {});
    const { sessions } = structured as { sessions: { state: string; expiresAt: string }[] };
    expect(sessions[0]?.state).toBe("waiting for human");
    expect(Date.parse(sessions[0]?.expiresAt ?? "") - Date.now()).toBeGreaterThan(3_590_000);
  });
});

describe("while a person has the page", () => {
  test("calls that act wait, calls that read work, and giving it back lets them go on", async () => {
    await using agent = await Agent.on("<title>Held</title><input id=i><button>b</button>");
    using person = await watchLive(agent.sessionId);
    await person.take();
    for (const [tool, args] of [
      ["act", { action: "click", target: "button" }],
      ["navigate", { url: "about:blank" }],
      ["batch_actions", { actions: [{ action: "press", key: "a" }] }],
      ["execute", { script: "return 1" }],
      ["extract", { type: "js", js: "1" }],
      ["tab_switch", { tabIndex: 0 }],
    ] as const) {
      const { text, isError } = await agent.call(tool, args);
      expect(isError, text).toBe(true);
      expect(text).toMatch(/^not_actionable: a person has the page; nothing was done\./);
    }
    for (const [tool, args] of [
      ["snapshot", {}],
      ["screenshot", {}],
      ["extract", { type: "title" }],
      ["tabs_list", {}],
      ["network_log", {}],
    ] as const) {
      expect((await agent.call(tool, args)).isError, tool).toBe(false);
    }
    person.say({ type: "give" });
    await person.until(({ holder }) => holder === undefined);
    expect((await agent.call("act", { action: "click", target: "button" })).isError).toBe(false);
  });

  test("a person who goes gives it back", async () => {
    await using agent = await Agent.on("<button>b</button>");
    const person = await watchLive(agent.sessionId);
    await person.take();
    person[Symbol.dispose]();
    const click = () => agent.call("act", { action: "click", target: "button" });
    await expect.poll(async () => (await click()).isError, SOON).toBe(false);
  });

  test("a batch under way stops before its next step", async () => {
    await using agent = await Agent.on("<input id=i>");
    using person = await watchLive(agent.sessionId);
    await person.until(({ session }) => session === "ready");
    const actions = Array.from({ length: 50 }, () => ({
      action: "press",
      key: "a",
      delayAfter: 200,
    }));
    const running = agent.call("batch_actions", { actions });
    await person.until(({ session }) => session === "busy");
    await person.take();
    const { text } = await running;
    expect(text).toContain("not_actionable: a person has the page");
  });

  test("pointer, keys, text, composition, wheel and touch reach the page", async () => {
    const html = `<div style="height:3000px"></div><input id=i style="position:fixed;left:0;top:0;width:200px;height:40px">
      <div id=t style="position:fixed;left:0;top:100px;width:200px;height:100px;background:#eee"></div>
      <script>window.seen = []; const note = (e) => seen.push(e.type);
      for (const type of ["touchstart", "touchend", "contextmenu"]) t.addEventListener(type, note);
      for (const type of ["compositionstart", "compositionend"]) i.addEventListener(type, note);</script>`;
    await using agent = await Agent.on(
      mirror("JSON.stringify([i.value, scrollY > 100, seen])", html),
    );
    const seen = async () => JSON.parse(await titleOf(agent)) as [string, boolean, string[]];
    const value = async () => (await seen())[0];
    using person = await watchLive(agent.sessionId);
    await person.take();
    pressAt(person, 50, 20);
    typeKey(person, "a");
    person.say({ type: "text", text: "é漢🙂" });
    person.say({ type: "compose", text: "に" });
    person.say({ type: "compose", text: "にほ" });
    person.say({ type: "text", text: "日本" });
    await expect.poll(value, SOON).toBe("aé漢🙂日本");
    typeKey(person, "a", 2);
    person.say({ type: "text", text: "new" });
    await expect.poll(value, SOON).toBe("new");
    person.say({ type: "touch", kind: "start", points: [{ id: 1, x: 50, y: 150 }], modifiers: 0 });
    person.say({ type: "touch", kind: "end", points: [], modifiers: 0 });
    person.say({ type: "wheel", x: 400, y: 300, dx: 0, dy: 400, modifiers: 0 });
    await expect.poll(async () => (await seen())[1], SOON).toBe(true);
    const events = (await seen())[2].join();
    expect(events).toContain("compositionstart");
    expect(events).toContain("touchstart,touchend");
  });

  test("whoever only watches changes nothing", async () => {
    await using agent = await Agent.on("<input id=i autofocus>");
    using watcher = await watchLive(agent.sessionId, {
      role: "watch",
      name: "someone with the link",
    });
    await watcher.until(({ role }) => role === "watch");
    watcher.say({ type: "take" });
    typeKey(watcher, "a");
    watcher.say({ type: "text", text: "b" });
    await expect.poll(() => watcher.news.length, SOON).toBeGreaterThan(0);
    expect(watcher.news[0]).toEqual({
      type: "told",
      isError: true,
      text: "This link only lets you watch.",
    });
    expect(await agent.evaluate("i.value")).toBe("");
    expect(watcher.state?.holder).toBeUndefined();
  });

  test("what no page of ours would send is refused, and nothing else comes of it", async () => {
    await using agent = await Agent.on("<p>x</p>");
    using person = await watchLive(agent.sessionId);
    await person.until(() => true);
    const wrong = { type: "pointer", kind: "down", x: "1" } as never;
    person.say(wrong);
    await expect.poll(() => person.news, SOON).toHaveLength(1);
    person.say({ type: "text", text: "x".repeat(70_000) });
    await expect.poll(() => person.news, SOON).toHaveLength(2);
    await person.take();
  });
});

/** A page that writes the value of an expression into its title, since code of a caller's has to wait. */
function mirror(expression: string, html: string): string {
  return `<body style="margin:0">${html}<script>setInterval(() => { document.title = ${expression} }, 20)</script>`;
}

async function titleOf(agent: Agent): Promise<string> {
  return fenced((await agent.call("extract", { type: "title" })).text);
}
