import { expect, inject, test } from "vitest";
import { addGrant, admin } from "../../support/admin.ts";
import { pageUrl } from "../../support/agent.ts";
import { request } from "../../support/edge.ts";
import { answerIn, bodyOf, textOf } from "../../support/wire.ts";

const POLICY = { version: "1", default: "allow", tools: {} };

/** An agent of a grant of its own. */
async function newcomer() {
  const label = `knows-${crypto.randomUUID().slice(0, 8)}`;
  const { id, token } = await addGrant({ label, policy: POLICY });
  const call = async (name: string, args: object): Promise<string> => {
    const headers = { Authorization: `Bearer ${token}` };
    const body = bodyOf("2025-11-25", "tools/call", { name, arguments: args });
    return textOf(answerIn(await (await request({ body, headers })).text()));
  };
  return { id, call };
}

async function openedBy(call: (name: string, args: object) => Promise<string>): Promise<string> {
  return /s_[a-z0-9]{6}/.exec(await call("session_create", {}))?.[0] ?? "";
}

test("what visits have shown of a site is told to its own grant alone, exported and deleted by the admin", async () => {
  const one = await newcomer();
  const other = await newcomer();
  expect(await one.call("domain_knowledge", { domain: "127.0.0.1" })).toMatch(
    /^not_found: Nothing is known of 127\.0\.0\.1/,
  );
  const sessionId = await openedBy(one.call);
  const go = (url: string) => one.call("navigate", { sessionId, url });
  await go(
    pageUrl(
      `<h1>Home</h1><script>fetch("/echo?item=1", { headers: { Accept: "application/json" } }).then((r) => r.json())</script>`,
    ),
  );
  await go(pageUrl("<h1>Second</h1><p>Some words</p>"));
  await go(pageUrl("<h1>Other</h1>", {}, inject("pages").replace("127.0.0.1", "localhost")));
  await one.call("session_destroy", { sessionId });
  await expect
    .poll(() => one.call("domain_knowledge", {}))
    .toMatch(/^2 sites\n[\s\S]*127\.0\.0\.1: 2 visits · last \d{4}-/);
  const report = await one.call("domain_knowledge", { domain: "http://127.0.0.1/x" });
  expect(report).toMatch(
    /^127\.0\.0\.1: 2 visits from \S+ to \S+\nload: \d+ ms in the middle of the last 2\nwait that worked: domcontentloaded 2/,
  );
  expect(report).toMatch(/untrusted ---\nendpoints:\nGET http:\/\/127\.0\.0\.1:\d+\/echo\n/);
  expect(report).not.toContain("item=1");
  expect(await other.call("domain_knowledge", {})).toBe("0 sites");
  const exported = await (await admin("GET", `/grants/${one.id}/knowledge`)).json<{
    sites: { site: string }[];
  }>();
  expect(exported.sites.map(({ site }) => site).sort()).toEqual(["127.0.0.1", "localhost"]);
  expect(await (await admin("DELETE", `/grants/${one.id}/knowledge/localhost`)).json()).toEqual({
    forgotten: 1,
  });
  expect(await one.call("domain_knowledge", {})).toMatch(/^1 site\n/);
  expect(await (await admin("DELETE", `/grants/${one.id}/knowledge`)).json()).toEqual({
    forgotten: 1,
  });
  expect(await one.call("domain_knowledge", {})).toBe("0 sites");
  expect((await admin("GET", "/grants/nobody/knowledge")).status).toBe(404);
});

test("a page writes into no other site's entry, whatever it does", async () => {
  const { call } = await newcomer();
  const sessionId = await openedBy(call);
  const other = JSON.stringify(`${inject("otherPages")}/echo?x`);
  const html = `<title>victim.example</title><base href="http://victim.example/"><h1>x</h1>
    <script>document.domain; history.replaceState({}, "", location.href + "#victim.example"); fetch(${other}).catch(() => 0)</script>`;
  await call("navigate", { sessionId, url: pageUrl(html) });
  await call("session_destroy", { sessionId });
  await expect.poll(() => call("domain_knowledge", {})).toMatch(/^1 site\n127\.0\.0\.1: 1 visit/);
  expect(await call("domain_knowledge", { domain: "victim.example" })).toMatch(/^not_found/);
});

test("a site whose pages come up empty is waited on for longer", async () => {
  const { call } = await newcomer();
  const sessionId = await openedBy(call);
  const slow = (ms: number) =>
    pageUrl(
      `<script>setTimeout(() => document.body.innerHTML = "<h1>Has" + "come</h1>", ${ms})</script>`,
    );
  for (let visit = 0; visit < 2; visit++) await call("navigate", { sessionId, url: slow(1_500) });
  await expect
    .poll(() => call("domain_knowledge", { domain: "127.0.0.1" }))
    .toMatch(/come up empty at first: navigate waits on for longer/);
  expect(await call("navigate", { sessionId, url: slow(9_500) })).toContain("Hascome");
  expect(await call("navigate", { sessionId, url: slow(9_500), maxRetryLevel: 1 })).not.toContain(
    "Here",
  );
  await call("session_destroy", { sessionId });
}, 60_000);

test("what is no domain is refused", async () => {
  const { call } = await newcomer();
  expect(await call("domain_knowledge", { domain: "a b" })).toMatch(
    /^invalid_arguments: domain is no host/,
  );
});
