import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ApprovalWorld, startApprovalWorld } from "../support/approval-world.ts";
import {
  type AskedUrl,
  type ConnectedClient,
  connectV1,
  connectV2,
} from "../support/mcp-clients.ts";

let world: ApprovalWorld;
let agent: ConnectedClient;

beforeAll(async () => {
  world = await startApprovalWorld();
  agent = await connectV1(world.live);
});

afterAll(async () => {
  await agent?.[Symbol.asyncDispose]();
  await world?.[Symbol.asyncDispose]();
});

const CLICK = { action: "click", target: "#buy" };

async function open(url = world.shop): Promise<string> {
  const { text, isError } = await agent.call("session_create", { url });
  expect(isError, text).toBe(false);
  return /s_[a-z0-9]{6}/.exec(text)?.[0] ?? "";
}

function click(sessionId: string, more: Record<string, unknown> = {}) {
  return agent.call("act", { sessionId, ...CLICK, ...more });
}

async function clicks(sessionId: string): Promise<string> {
  const js = "document.querySelector('#buy').dataset.clicks ?? '0'";
  const { text } = await agent.call("extract", { sessionId, type: "js", js });
  return /"(\d+)"/.exec(text)?.[1] ?? text;
}

/** The id that a refusal names, by its link and by itself. */
function idIn(text: string): string {
  const said =
    /^approval_required: .* Nothing was done\. Approve at (\S+)\/approvals\/(\S+)\. approval (\S+)\. Once a person has approved it, within \d+ s, call again with exactly the same arguments\.$/.exec(
      text,
    );
  expect(said, text).not.toBeNull();
  const [, origin, inLink, id = ""] = said ?? [];
  expect(origin).toBe(world.live.origin);
  expect(inLink).toBe(id);
  return id;
}

async function asked(call: Promise<{ text: string; isError: boolean }>): Promise<string> {
  const { text, isError } = await call;
  expect(isError, text).toBe(true);
  return idIn(text);
}

test("a call is refused with a link, passes once when a person approves, and then needs another", async () => {
  const sessionId = await open();
  const id = await asked(click(sessionId));
  expect(await asked(click(sessionId))).toBe(id);
  expect(await clicks(sessionId)).toBe("0");
  expect((await world.decide(id, "approve")).status).toBe(200);
  const done = await click(sessionId);
  expect(done.isError, done.text).toBe(false);
  expect(await clicks(sessionId)).toBe("1");
  expect(await asked(click(sessionId))).not.toBe(id);
  expect(await clicks(sessionId)).toBe("1");
});

test("an approval is for these arguments, this session and this page's origin alone", async () => {
  const sessionId = await open();
  const id = await asked(click(sessionId));
  await world.decide(id, "approve");
  const other = await open();
  const ids = [
    await asked(click(sessionId, { target: "button" })),
    await asked(click(sessionId, { holdDuration: 1 })),
    await asked(click(other)),
  ];
  await agent.call("navigate", { sessionId, url: world.otherShop });
  ids.push(await asked(click(sessionId)));
  expect(new Set([id, ...ids]).size).toBe(5);
  expect(await clicks(sessionId)).toBe("0");
  await agent.call("navigate", { sessionId, url: world.shop });
  expect((await click(sessionId)).isError).toBe(false);
});

test("a batch is approved whole, and passes whole", async () => {
  const sessionId = await open();
  const batch = () => agent.call("batch_actions", { sessionId, actions: [CLICK, CLICK] });
  const id = await asked(batch());
  await world.decide(id, "approve");
  expect((await batch()).isError).toBe(false);
  expect(await clicks(sessionId)).toBe("2");
  expect(await asked(batch())).not.toBe(id);
});

test("a declined call hears the person's note", async () => {
  const sessionId = await open();
  const id = await asked(click(sessionId));
  await world.decide(id, "decline", "Not this\none.");
  const { text, isError } = await click(sessionId);
  expect(isError).toBe(true);
  expect(text).toMatch(
    /^policy_denied: A person declined this call\. Their note: "Not this one\."\. Nothing was done\./,
  );
  expect(await clicks(sessionId)).toBe("0");
});

test("what nobody decides in time is gone, and asked for anew", async () => {
  const sessionId = await open();
  const call = () => agent.call("add_init_script", { sessionId, script: "window.x = 1" });
  const id = await asked(call());
  await world.expiryOf(id);
  const late = await world.decide(id, "approve");
  expect(late.status).toBe(409);
  expect(await late.text()).toContain("expired");
  expect(await asked(call())).not.toBe(id);
});

test("a call with more than a person is shown cannot be approved", async () => {
  const sessionId = await open();
  const { text } = await click(sessionId, { action: "fill", value: "x".repeat(70_000) });
  expect(text).toMatch(/^too_large: A person has to approve this call/);
});

test("the browser that an agent controls cannot open the page", async () => {
  const sessionId = await open();
  const id = await asked(click(sessionId));
  const link = `${world.live.origin}/approvals/${id}`;
  for (const url of [link, link.replace("127.0.0.1", "localhost"), `${world.live.origin}/login`]) {
    const { text } = await agent.call("navigate", { sessionId, url });
    expect(text).toMatch(/^blocked_url: .*this server's own address is never opened/);
  }
  const detour = new URL("/redirect", new URL(world.shop).origin);
  detour.search = String(new URLSearchParams({ to: link }));
  const redirected = await agent.call("navigate", { sessionId, url: detour.href });
  expect(redirected.text).not.toMatch(/Log in|Admin token/);
  await agent.call("navigate", { sessionId, url: world.shop });
  const js = `fetch(${JSON.stringify(link)}, {mode: "no-cors"}).then(() => "reached", () => "refused")`;
  const { text } = await agent.call("extract", { sessionId, type: "js", js });
  expect(text).toContain('"refused"');
});

describe("a client of the 2026 era", () => {
  const pin = { pin: "2026-07-28" };

  test("that opens no addresses is told in words", async () => {
    await using plain = await connectV2(world.live, pin);
    const sessionId = await open();
    const { text, isError } = await plain.call("act", { sessionId, ...CLICK });
    expect(isError).toBe(true);
    idIn(text);
  });

  test("that opens addresses is handed the page once; its own yes is no approval", async () => {
    const opened: AskedUrl[] = [];
    await using client = await opening(async (params) => void opened.push(params));
    const sessionId = await open();
    const { text, isError } = await client.call({ sessionId, ...CLICK });
    expect(isError).toBe(true);
    const id = idIn(text);
    expect(opened).toHaveLength(1);
    expect(opened[0]).toMatchObject({ mode: "url", url: `${world.live.origin}/approvals/${id}` });
    expect(opened[0]?.message).toMatch(/needs a person/);
    expect(await clicks(sessionId)).toBe("0");
  });

  test("goes through when a person has approved on the page meanwhile", async () => {
    await using client = await opening(async ({ url }) => {
      await world.decide(String(url).split("/").at(-1) ?? "", "approve");
    });
    const sessionId = await open();
    const { text, isError } = await client.call({ sessionId, ...CLICK });
    expect(isError, text).toBe(false);
    expect(await clicks(sessionId)).toBe("1");
  });

  /** The official client, which says that it opens addresses and always that it was accepted. */
  async function opening(onAsked: (asked: AskedUrl) => Promise<void>) {
    const client = await connectV2(world.live, pin, onAsked);
    return {
      call: (args: Record<string, unknown>) => client.call("act", args),
      [Symbol.asyncDispose]: () => client[Symbol.asyncDispose](),
    };
  }
});
