import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { BindingClient } from "../../src/browser/binding-client.ts";
import { Browser } from "../../src/browser/browser.ts";
import { CoordinatorObject } from "../../src/coordinator/coordinator-object.ts";
import { Agent, callTool } from "../support/agent.ts";
import {
  alarmIn,
  browserOf,
  codeOf,
  endBrowser,
  placesUsed,
  platformBrowsers,
  resetObject,
  sessionStub,
  storedCount,
  storedLeases,
} from "../support/objects.ts";

const SOON = { timeout: 15_000 };
const MINUTE_MS = 60_000;
const IDLE_MS = 30 * MINUTE_MS;

let agent: Agent;

beforeEach(async () => {
  agent = await Agent.on("<h1>Here</h1><button>Go</button>");
});

afterEach(async () => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  await agent.call("session_destroy");
  expect(await placesUsed()).toBe(0);
});

const ring = () => runDurableObjectAlarm(sessionStub(agent.sessionId));
const nextRing = () => alarmIn(sessionStub(agent.sessionId));

/** Moves the clock of every object; alarms are rung by hand. */
function passTime(ms: number): void {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + ms });
}

describe("a heartbeat", () => {
  test("comes 45 s after a call, sends a command and comes again", async () => {
    await agent.snapshot();
    expect(await nextRing()).toBeGreaterThan(40_000);
    expect(await nextRing()).toBeLessThanOrEqual(45_000);
    const send = vi.spyOn(WebSocket.prototype, "send");
    expect(await ring()).toBe(true);
    expect(send.mock.calls.filter(([message]) => isBeat(message))).toHaveLength(1);
    expect(await nextRing()).toBeGreaterThan(40_000);
  });

  test("is not put off by calls in quick succession", async () => {
    for (let call = 0; call < 3; call++) {
      passTime(14_000);
      await agent.snapshot();
    }
    expect(await nextRing()).toBeLessThan(5_000);
    await ring();
    expect(await nextRing()).toBeGreaterThan(40_000);
  });

  test("is no use: the session ends all the same", async () => {
    const before = await expiryListed();
    await ring();
    expect(await expiryListed()).toBe(before);
  });

  test("renews the lease each fifth time", async () => {
    const lapses = [await lapseOf()];
    for (let beat = 1; beat <= 5; beat++) {
      passTime(45_000);
      await ring();
      lapses.push(await lapseOf());
    }
    const [first, ...later] = lapses;
    expect(later.slice(0, 4)).toEqual([first, first, first, first]);
    expect(later[4]).toBeGreaterThan(Number(first) + 200_000);
  });

  test("rings after the expiry only when that is sooner", async () => {
    passTime(IDLE_MS - 10_000);
    await ring();
    expect(await nextRing()).toBeLessThanOrEqual(10_000);
  });
});

describe("an alarm that goes wrong", () => {
  test("on a hung connection drops it, and the next one works on the same browser", async () => {
    const send = swallowBeats();
    expect(await ring()).toBe(true);
    expect(await nextRing()).toBeLessThanOrEqual(5_000);
    send.mockRestore();
    await ring();
    expect(await nextRing()).toBeGreaterThan(40_000);
    const text = await agent.snapshot();
    expect(text).toContain('h1 "Here"');
    expect(text).toContain("notice: connected to the browser anew");
  });

  test("because the storage throws rings again", async () => {
    const proto = await runInDurableObject(sessionStub(agent.sessionId), (_object, state) =>
      Object.getPrototypeOf(state.storage.kv),
    );
    const put = vi.spyOn(proto, "put").mockImplementation(() => {
      throw new Error("storage is broken");
    });
    expect(await ring()).toBe(true);
    expect(put).toHaveBeenCalled();
    put.mockRestore();
    expect(await nextRing()).toBeLessThanOrEqual(5_000);
    await ring();
    expect(await agent.snapshot()).toContain('h1 "Here"');
  });

  test("because not even an alarm can be set does not throw", async () => {
    const stub = sessionStub(agent.sessionId);
    await runInDurableObject(stub, async (object, state) => {
      vi.spyOn(Browser.prototype, "beat").mockRejectedValue(new Error("no beat"));
      const setAlarm = vi.spyOn(Object.getPrototypeOf(state.storage), "setAlarm");
      setAlarm.mockImplementation(() => {
        throw new Error("no alarm");
      });
      await expect(object.alarm()).resolves.toBeUndefined();
      expect(setAlarm).toHaveBeenCalled();
    });
    vi.restoreAllMocks();
    // The next call arms it again.
    await agent.snapshot();
    expect(await nextRing()).toBeGreaterThan(40_000);
  });

  test("because the coordinator does not answer tries again", async () => {
    vi.spyOn(CoordinatorObject.prototype, "renew").mockRejectedValue(new Error("away"));
    for (let beat = 1; beat <= 5; beat++) await ring();
    expect(await nextRing()).toBeLessThanOrEqual(5_000);
    expect(await agent.snapshot()).toContain('h1 "Here"');
  });
});

describe("a browser that the platform ended", () => {
  test("is noticed by itself; the place is kept, and no browser is started for nobody", async () => {
    const browserId = await browserOf(agent.sessionId);
    await endBrowser(browserId);
    await expect.poll(healthOf, SOON).toContain("no browser, for the platform ended it");
    expect(await placesUsed()).toBe(1);
    expect(await platformBrowsers()).toEqual([]);
    expect(await agent.snapshot()).toContain("notice: browser restarted: the platform ended it; ");
  });

  test("needs no heartbeat any more, only its lease, and is forgotten with the session", async () => {
    await endBrowser(await browserOf(agent.sessionId));
    await expect.poll(nextRing, SOON).toBeGreaterThan(200_000);
    const lapse = await lapseOf();
    passTime(225_000);
    await ring();
    expect(await lapseOf()).toBeGreaterThan(Number(lapse) + 200_000);
    passTime(IDLE_MS);
    await ring();
    expect(await storedCount(sessionStub(agent.sessionId))).toBe(0);
    expect(await nextRing()).toBeUndefined();
  });

  test("whose place lapsed is closed", async () => {
    const browserId = await browserOf(agent.sessionId);
    vi.spyOn(CoordinatorObject.prototype, "renew").mockResolvedValue(false);
    for (let beat = 1; beat <= 5; beat++) await ring();
    expect(codeOf(await agent.call("snapshot"))).toBe("session_lost");
    expect(await platformBrowsers()).not.toContain(browserId);
  });
});

describe("the end of an idle session", () => {
  test("comes 30 minutes after its last call and leaves nothing", async () => {
    const browserId = await browserOf(agent.sessionId);
    passTime(IDLE_MS - MINUTE_MS);
    await ring();
    expect(await storedCount(sessionStub(agent.sessionId))).toBeGreaterThan(0);
    passTime(MINUTE_MS);
    await ring();
    expect(await placesUsed()).toBe(0);
    expect(await storedCount(sessionStub(agent.sessionId))).toBe(0);
    expect(await nextRing()).toBeUndefined();
    expect(await platformBrowsers()).not.toContain(browserId);
  });

  test("is reckoned from stored time, over resets", async () => {
    passTime(IDLE_MS / 2);
    await resetObject(sessionStub(agent.sessionId));
    passTime(IDLE_MS / 2);
    expect(codeOf(await agent.call("snapshot"))).toBe("session_not_found");
    await ring();
    expect(await placesUsed()).toBe(0);
  });

  test("holds for every caller before the alarm has rung", async () => {
    passTime(IDLE_MS);
    for (const tool of ["snapshot", "session_health", "session_destroy"]) {
      expect(codeOf(await agent.call(tool))).toBe("session_not_found");
    }
    expect((await callTool("session_list", {})).text).not.toContain(agent.sessionId);
    await ring();
  });

  test("waits for a call in progress", async () => {
    const waiting = agent.call("wait_for", { condition: "text", text: "never", timeout: 3_000 });
    await expect
      .poll(async () => (await callTool("session_list", {})).text, SOON)
      .toContain("busy");
    passTime(2 * IDLE_MS);
    await ring();
    expect(codeOf(await waiting)).toBe("timed_out");
    expect(await agent.snapshot()).toContain('h1 "Here"');
  });

  test("does not come for a pinned session, but its longest life does", async () => {
    await using pinned = await Agent.open({ pinned: true });
    const stub = sessionStub(pinned.sessionId);
    passTime(12 * 60 * MINUTE_MS - MINUTE_MS);
    await runDurableObjectAlarm(stub);
    expect(await storedCount(stub)).toBeGreaterThan(0);
    passTime(MINUTE_MS);
    await runDurableObjectAlarm(stub);
    expect(await storedCount(stub)).toBe(0);
    await ring();
  });
});

describe("an end that cannot give everything back", () => {
  test("is the end for callers, and is finished by the alarm", async () => {
    const release = vi.spyOn(CoordinatorObject.prototype, "release");
    release.mockRejectedValueOnce(new Error("away"));
    await agent.call("session_destroy");
    expect(codeOf(await agent.call("snapshot"))).toBe("session_not_found");
    expect(await placesUsed()).toBe(1);
    await resetObject(sessionStub(agent.sessionId));
    expect(codeOf(await agent.call("snapshot"))).toBe("session_not_found");
    await ring();
    expect(await placesUsed()).toBe(0);
    expect(await storedCount(sessionStub(agent.sessionId))).toBe(0);
  });

  test("leaves a browser that cannot be closed to the coordinator", async () => {
    const browserId = await browserOf(agent.sessionId);
    vi.spyOn(BindingClient.prototype, "close").mockRejectedValueOnce(new Error("refused"));
    await agent.call("session_destroy");
    expect(await placesUsed()).toBe(0);
    await expect.poll(platformBrowsers, SOON).not.toContain(browserId);
  });
});

function isBeat(message: unknown): boolean {
  return typeof message === "string" && message.includes('"method":"Browser.getVersion"');
}

/** What is sent never arrives, as on a connection that hangs. Vitest's own messages do. */
function swallowBeats() {
  const { send } = WebSocket.prototype;
  return vi.spyOn(WebSocket.prototype, "send").mockImplementation(function (this: WebSocket, data) {
    if (!isBeat(data)) send.call(this, data);
  });
}

async function lapseOf(): Promise<number | undefined> {
  return (await storedLeases()).find((row) => row.session_id === agent.sessionId)?.lapses_at;
}

async function healthOf(): Promise<string> {
  return (await agent.call("session_health")).text;
}

async function expiryListed(): Promise<unknown> {
  const { structured } = await callTool("session_list", {});
  const sessions = Array.isArray(structured?.sessions) ? structured.sessions : [];
  return sessions[0]?.expiresAt;
}
