import { afterEach, expect, inject, test } from "vitest";
import { addGrant, admin } from "../support/admin.ts";
import { pageUrl } from "../support/agent.ts";
import { request } from "../support/edge.ts";
import { answerIn, bodyOf, textOf } from "../support/wire.ts";

const AT_THE_BANK = { path: "ctx.page.origin", op: "eq", value: inject("otherPages") };
const PAGE = `<button id="b" onclick="this.textContent = 'pressed ' + ++globalThis.n">Go</button><script>n = 0</script>`;

let close: () => Promise<unknown> = async () => undefined;

afterEach(() => close());

/** A session of a new grant with this policy, on a page with one button. */
async function sessionUnder(tools: object, rest: object = {}) {
  const label = `inner-${crypto.randomUUID().slice(0, 8)}`;
  const policy = { version: "1", default: "allow", tools, ...rest };
  const { token, id } = await addGrant({ label, policy });
  const call = async (name: string, args: object): Promise<string> => {
    const headers = { Authorization: `Bearer ${token}` };
    const body = bodyOf("2025-11-25", "tools/call", { name, arguments: args });
    return textOf(answerIn(await (await request({ body, headers })).text()));
  };
  const created = await call("session_create", { url: pageUrl(PAGE) });
  const sessionId = /s_[a-z0-9]{6}/.exec(created)?.[0] ?? "";
  close = () => call("session_destroy", { sessionId });
  const execute = (script: string) => call("execute", { sessionId, script });
  return { execute, grantId: id };
}

test("each page call is decided as the tool it is, and a denial is told as one", async () => {
  const typing = { path: "args.action", op: "eq", value: "press" };
  const { execute } = await sessionUnder({
    act: { deny_if: [{ conditions: [typing], on_deny: "No keys." }] },
    screenshot: { action: "deny", reason: "No pictures." },
  });
  expect(await execute("await page.click('#b'); return await page.text('#b')")).toContain(
    'returned: "pressed 1"',
  );
  expect(await execute("await page.click('#b');\nawait page.press('#b', 'Enter')")).toMatch(
    /^policy_denied: call\.2: No keys\. .* The script ended with this at its line 2; 2 page calls made/,
  );
  expect(
    await execute(
      "try { await page.screenshot() } catch (e) { return [e.code, await page.text('#b')] }",
    ),
  ).toContain('returned: ["policy_denied","pressed 2"]');
});

test("each page call is charged, and what is too many is told with the seconds to wait", async () => {
  const { execute } = await sessionUnder({
    act: { limits: [{ counter: "acts", window: "minute", max: 3, scope: "grant" }] },
  });
  const script = "for (let at = 0; at < 5; at++) await page.click('#b');";
  expect(await execute(script)).toMatch(
    /^rate_limited: call\.4: .*acts of 3 a minute|^rate_limited: .*acts of 3 a minute/,
  );
  expect(await execute("return await page.text('#b')")).toContain('returned: "pressed 3"');
});

test("where a page call leads decides over the next one", async () => {
  const { execute } = await sessionUnder({
    act: { deny_if: [{ conditions: [AT_THE_BANK], on_deny: "Not at the bank." }] },
  });
  const bank = JSON.stringify(pageUrl(PAGE, {}, inject("otherPages")));
  expect(await execute(`await page.goto(${bank}); await page.click('#b')`)).toMatch(
    /^policy_denied: call\.2: Not at the bank\./,
  );
  expect(await execute(`return await page.text('#b')`)).toContain('returned: "Go"');
});

test("a page call that a person has to approve is let through once, when it is made again", async () => {
  const { execute } = await sessionUnder({
    act: { action: "require_approval", reason: "Money." },
  });
  const script = "await page.click('#b'); return await page.text('#b')";
  const asked = await execute(script);
  expect(asked).toMatch(/^approval_required: /);
  expect(asked).toMatch(/It was not done\. The script ended with this at its line 1/);
  const id = /approval (\S+)\. Once/.exec(asked)?.[1];
  const decided = await admin("POST", `/approvals/${id}`, { decision: "approve" });
  expect(decided.status, await decided.text()).toBe(200);
  expect(await execute(script)).toContain('returned: "pressed 1"');
  expect(await execute(script)).toMatch(/^approval_required: /);
});

test("the audit has a row for each page call, with its place in the script", async () => {
  const { execute, grantId } = await sessionUnder({});
  await execute("await page.click('#b'); try { await page.click('#none') } catch {} return 1");
  await expect
    .poll(async () => {
      const text = await (await admin("GET", `/audit?grant=${grantId}&format=jsonl`)).text();
      const rows = text.split("\n").flatMap((line) => (line === "" ? [] : [JSON.parse(line)]));
      return rows
        .filter(({ event, step }) => event === "outcome" && step?.startsWith("call."))
        .map(({ tool, step, code }) => `${step} ${tool} ${code}`);
    })
    .toEqual(["call.1 act ok", "call.2 act not_found"]);
});
