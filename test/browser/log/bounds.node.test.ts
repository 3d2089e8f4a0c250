import { EventEmitter } from "node:events";
import { expect, test } from "vitest";
import type { CDPSession } from "../../../src/browser/cdp.ts";
import { ConsoleLog } from "../../../src/browser/log/console-log.ts";
import type { ExchangeDraft } from "../../../src/browser/log/exchange-draft.ts";
import { NetworkLog } from "../../../src/browser/log/network-log.ts";

const PAGE = { place: "page", targetId: "T" } as const;

/** A target that says what a test has it say, and takes every command. */
class Target extends EventEmitter {
  readonly commands: string[] = [];

  async send(method: string): Promise<object> {
    this.commands.push(method);
    return {};
  }
}

function sessionOf(target: Target): CDPSession {
  return target as never;
}

function sent(requestId: string, url: string, more: object = {}) {
  return {
    requestId,
    loaderId: "L",
    documentURL: "",
    frameId: "T",
    request: { url, method: "GET", headers: { A: "b" }, ...more },
    timestamp: 1,
    wallTime: 1_700_000_000,
    initiator: { type: "script" },
    type: "Fetch",
  };
}

function logged(onEnd: (draft: ExchangeDraft) => void = () => undefined, life = 0) {
  const target = new Target();
  const log = new NetworkLog(life, onEnd);
  log.listen(sessionOf(target), PAGE);
  return { target, log, all: () => log.all(() => 0) };
}

test("of very many requests the last 1000 are kept, ended or not", () => {
  const { target, log, all } = logged();
  for (let at = 0; at < 20_000; at++) {
    target.emit("Network.requestWillBeSent", sent(`r${at}`, `https://a.example/${at}`));
    if (at % 2 === 0) target.emit("Network.loadingFinished", { requestId: `r${at}`, timestamp: 2 });
  }
  expect(all()).toHaveLength(1_000);
  expect(all().at(-1)?.id).toBe("n20000");
  expect(log.dropped).toBe(19_000);
  expect(log.underWay.length).toBeLessThanOrEqual(500);
});

test("large requests push out as many as their size asks for, and are cut themselves", () => {
  const { target, all } = logged();
  const more = { headers: { Long: "x".repeat(100_000) }, postData: "p".repeat(60_000) };
  for (let at = 0; at < 500; at++) {
    target.emit(
      "Network.requestWillBeSent",
      sent(`r${at}`, `https://a.example/${"u".repeat(50_000)}`, more),
    );
  }
  const kept = all();
  expect(kept.length).toBeLessThan(100);
  expect(JSON.stringify(kept).length).toBeLessThan(4_000_000);
  target.emit(
    "Network.requestWillBeSent",
    sent("data", `data:text/plain,${"d".repeat(1_000_000)}`),
  );
  expect(all().at(-1)?.url.length).toBeLessThan(200);
});

test("redirects are hops of one exchange, and a chain without end is bounded", () => {
  const { target, all } = logged();
  target.emit("Network.requestWillBeSent", sent("r", "https://a.example/0"));
  for (let at = 1; at < 60; at++) {
    const redirectResponse = { url: `https://a.example/${at - 1}`, status: 302, headers: {} };
    target.emit("Network.requestWillBeSent", {
      ...sent("r", `https://a.example/${at}`),
      redirectResponse,
    });
  }
  const [one] = all();
  expect(all()).toHaveLength(1);
  expect(one?.url).toBe("https://a.example/59");
  expect(one?.redirects).toHaveLength(20);
  expect(one?.redirects[0]).toEqual({
    url: "https://a.example/0",
    status: 302,
    location: "https://a.example/1",
  });
});

test("what is cut off is over, and each is handed on once", () => {
  const ended: string[] = [];
  const { target, log, all } = logged((draft) => ended.push(draft.id));
  target.emit("Network.requestWillBeSent", sent("a", "https://a.example/"));
  target.emit("Network.requestWillBeSent", sent("b", "https://a.example/"));
  target.emit("Network.loadingFailed", {
    requestId: "a",
    timestamp: 3,
    errorText: "net::ERR_FAILED",
  });
  log.lose("the connection was lost");
  target.emit("Network.loadingFinished", { requestId: "b", timestamp: 9 });
  expect(ended).toEqual(["n1", "n2"]);
  expect(all().map(({ failure }) => failure)).toEqual([
    "net::ERR_FAILED",
    "the connection was lost",
  ]);
});

test("what a document had asked for is over once its frame shows another, or none", () => {
  const { target, all } = logged();
  const inner = { frameId: "F", loaderId: "old" };
  target.emit("Network.requestWillBeSent", sent("page", "https://a.example/page"));
  target.emit("Network.requestWillBeSent", {
    ...sent("new", "https://a.example/new"),
    loaderId: "N",
  });
  target.emit("Network.requestWillBeSent", {
    ...sent("doc", "https://a.example/"),
    type: "Document",
  });
  target.emit("Network.requestWillBeSent", { ...sent("inner", "https://a.example/i"), ...inner });
  target.emit("Page.frameNavigated", { frame: { id: "T", loaderId: "N" } });
  const left = "its end was not heard: its page was left";
  expect(all().map(({ failure }) => failure)).toEqual([left, undefined, undefined, undefined]);
  expect(all()[0]?.ms).toBeUndefined();
  target.emit("Page.frameDetached", { frameId: "F" });
  expect(all().map(({ failure }) => failure)).toEqual([left, undefined, undefined, left]);
});

test("what the memory of a page has answered is told as such", () => {
  const { target, all } = logged();
  target.emit("Network.requestWillBeSent", sent("a", "https://a.example/style.css"));
  target.emit("Network.requestServedFromCache", { requestId: "a" });
  expect(all()[0]?.cache).toBe("memory");
});

test("no id is given twice over the lives of a session's object", () => {
  const ids = [0, 1, 2].map((life) => {
    const { target, all } = logged(undefined, life);
    target.emit("Network.requestWillBeSent", sent("a", "https://a.example/"));
    return all()[0]?.id;
  });
  expect(ids).toEqual(["n1", "a1", "b1"]);
});

test("a verdict that comes before its request is known is told with it", () => {
  const { target, log, all } = logged();
  log.decided("a", "rule x", ["x"]);
  target.emit("Network.requestWillBeSent", sent("a", "https://a.example/"));
  expect(all()[0]).toMatchObject({ blockedBy: "rule x", rules: ["x"] });
  log.decided("a", undefined, ["x", "y"]);
  expect(all()[0]?.rules).toEqual(["x", "y"]);
  for (let at = 0; at < 5_000; at++) log.decided(`never${at}`, "rule x", ["x"]);
});

test("of very many messages the last 500 are kept, and Chrome is told to let go of them", () => {
  const target = new Target();
  const log = new ConsoleLog();
  log.listen(sessionOf(target), PAGE);
  for (let at = 0; at < 100_000; at++) {
    target.emit("Runtime.consoleAPICalled", {
      type: "log",
      args: [{ type: "string", value: `message ${at} ${"x".repeat(3_000)}` }],
      timestamp: 1_700_000_000_000 + at,
    });
  }
  const kept = log.all();
  expect(kept.length).toBeLessThanOrEqual(500);
  expect(JSON.stringify(kept).length).toBeLessThan(700_000);
  expect(kept.at(-1)?.text).toMatch(/^message 99999 /);
  expect(log.dropped).toBe(100_000 - kept.length);
  expect(target.commands.filter((name) => name === "Runtime.releaseObjectGroup")).toHaveLength(200);
});
