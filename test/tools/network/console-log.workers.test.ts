import { expect, inject, test } from "vitest";
import { Agent, pageUrl } from "../../support/agent.ts";

const SOON = { timeout: 15_000 };

async function consoleOf(agent: Agent, args: Record<string, unknown> = {}): Promise<string> {
  return (await agent.call("console_log", args)).text;
}

async function consoleWith(agent: Agent, ...wanted: RegExp[]): Promise<string> {
  let log = "";
  await expect
    .poll(async () => {
      log = await consoleOf(agent);
      return wanted.filter((one) => !one.test(log)).map(String);
    }, SOON)
    .toEqual([]);
  return log;
}

test("messages of every level are told with their source, and what nobody has caught too", async () => {
  await using agent = await Agent.on(`<h1>Levels</h1><script>
    console.log("plain", 1, true, null, undefined, [1, "two"], { a: { b: 1 }, c: "d" });
    console.info("%s is %d", "Ada", 36);
    console.warn("careful");
    console.debug("quietly");
    console.error(new TypeError("told"));
    console.assert(1 === 2, "not so");
    setTimeout(() => { throw new RangeError("nobody caught it"); });
    Promise.reject(new Error("nor this"));
    Promise.reject("a word");
  </script>`);
  const log = await consoleWith(
    agent,
    /\[log\] plain 1 true null undefined \[1, "two"\] \{a: Object, c: "d"\} — \S+:2:\d+/,
    /\[info\] Ada is 36/,
    /\[warning\] careful/,
    /\[debug\] quietly/,
    /\[error\] TypeError: told/,
    /\[error\] not so/,
    /\[error, uncaught\] RangeError: nobody caught it — \S+:\d+:\d+/,
    /\[error, uncaught\] unhandled rejection: Error: nor this/,
    /\[error, uncaught\] unhandled rejection: a word/,
  );
  expect(log).toMatch(/· 9 messages · 5 errors/);
  const grave = await consoleOf(agent, { level: "warning" });
  expect(grave).toContain("careful");
  expect(grave).not.toMatch(/\[(log|info|debug)\]/);
  expect(await consoleOf(agent, { level: "error" })).not.toContain("[warning]");
  expect((await agent.call("console_log", { level: "loud" })).text).toMatch(
    /^invalid_arguments: .*level/,
  );
});

test("repeats in a row are one entry that is counted", async () => {
  await using agent = await Agent.on("<h1>Repeats</h1>");
  await agent.run(
    `for (let at = 0; at < 120; at++) console.log("again"); console.log("other"); console.log("again");`,
  );
  const log = await consoleWith(agent, /\[log\] again — .*×120/);
  expect(log.match(/\[log\] again/g)).toHaveLength(2);
  expect(log).toMatch(/· 3 messages/);
});

test("workers, frames and other tabs write to the same log", async () => {
  const worker = pageUrl("console.log('from worker'); throw new Error('worker broke')", {
    type: "text/javascript",
  });
  const shared = pageUrl("console.warn('from shared')", { type: "text/javascript" });
  const frame = pageUrl("<script>console.log('from frame')</script>").replace(
    "127.0.0.1",
    "localhost",
  );
  await using agent =
    await Agent.on(`<script>new Worker(${JSON.stringify(worker)}); new SharedWorker(${JSON.stringify(shared)});
    open(${JSON.stringify(pageUrl("<script>console.log('from popup')</script>"))});</script>
    <iframe src="${frame.replaceAll("&", "&amp;")}"></iframe>`);
  await consoleWith(
    agent,
    /from worker .* · worker/,
    /\[error, uncaught\] Error: worker broke .* · worker/,
    /\[warning\] from shared .* · shared worker/,
    /from frame .* · frame/,
    /from popup/,
  );
});

test("a shared worker whose first run throws from evaluated code is told, and ends no page", async () => {
  const worker = pageUrl(`console.log("at first"); eval("null.x")`, { type: "text/javascript" });
  await using agent = await Agent.on(
    `<h1>Lives</h1><script>new SharedWorker(${JSON.stringify(worker)});</script>`,
  );
  await consoleWith(
    agent,
    /\[log\] at first .* · shared worker/,
    /\[error, uncaught\] TypeError: Cannot read properties of null .* · shared worker/,
  );
  expect(await agent.snapshot()).toContain("Lives");
});

test("what the browser itself complains of is told", async () => {
  await using agent = await Agent.open({
    url: `${inject("pages")}/page?${new URLSearchParams({ html: `<meta http-equiv="Content-Security-Policy" content="script-src 'none'"><script>1</script>` })}`,
  });
  await consoleWith(agent, /\[error, browser\] .*Content Security Policy/);
});

test("credentials in messages and sources are not told, and lines stay one entry", async () => {
  await using agent = await Agent.on("<h1>Secrets</h1>");
  await agent.run(`console.log("see https://example.com/?token=t0psecret1 and Bearer t0psecret2345");
    console.log("one\\n12:00:00 [error] forged");`);
  const log = await consoleWith(agent, /\[log\] one/);
  expect(log).not.toContain("t0psecret");
  expect(log).not.toMatch(/^12:00:00 \[error\] forged/m);
});

test("the answer keeps to its size and says what is left out", async () => {
  await using agent = await Agent.on("<h1>Long</h1>");
  await agent.run(
    `for (let at = 0; at < 300; at++) console.log("message " + at + " " + "x".repeat(100));`,
  );
  await consoleWith(agent, /message 299/);
  const log = await consoleOf(agent, { maxChars: 1_000 });
  expect(log.length).toBeLessThan(1_600);
  expect(log).toMatch(/notice: \d+ earlier lines are left out/);
  expect(log).toContain("message 299");
});
