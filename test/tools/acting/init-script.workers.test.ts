import { expect, inject } from "vitest";
import { Agent, fenced, pageUrl } from "../../support/agent.ts";
import { test } from "../../support/agent-test.ts";

const PAGE = "<p id=p>Page</p><script>window.own = window.early ?? 'late'</script>";

test("a script runs before the page's own in every document to come", async ({ agent }) => {
  await agent.navigate(PAGE);
  const { text } = await agent.call("add_init_script", { script: "window.early = 'first'" });
  expect(text).toContain("init script 1 added for 1 tab and those to come");
  expect(await agent.evaluate("window.own")).toBe("late");
  await agent.navigate(PAGE);
  expect(await agent.evaluate("window.own")).toBe("first");
});

test("popups and frames of other sites get it too, in the order of adding", async ({ agent }) => {
  await agent.call("add_init_script", { script: "window.early = ['a']" });
  await agent.call("add_init_script", { script: "window.early.push('b')" });
  const child = pageUrl(
    "<script>parent.postMessage(window.early?.join(''), '*')</script>",
    {},
    inject("otherPages"),
  );
  await agent.navigate(`<iframe src="${child.replaceAll('"', "&quot;")}"></iframe><iframe srcdoc="<script>parent.postMessage('doc ' + window.early, '*')</script>"></iframe>
    <script>window.heard = []; onmessage = (event) => heard.push(event.data)</script>
    <button onclick="window.open('${pageUrl(PAGE)}')">Open</button>`);
  await agent.act("click", { target: "text=Open" });
  expect(await agent.evaluate("heard.sort()")).toEqual(["ab", "doc a,b"]);
  await agent.call("tab_switch", { tabIndex: -1 });
  expect(await agent.evaluate("window.own")).toEqual(["a", "b"]);
});

test("what cannot be read is refused, and nothing of it is kept", async ({ agent }) => {
  const { text, isError } = await agent.call("add_init_script", {
    script: "let x = ;\nwindow.bad = 1",
  });
  expect(isError).toBe(true);
  expect(text).toMatch(/^script_failed: The script cannot be read, and was not added/);
  expect(fenced(text)).toMatch(/SyntaxError.*\(line 1, column \d+\)/);
  await agent.navigate(PAGE);
  expect(await agent.evaluate("window.bad ?? null")).toBe(null);
  const long = await agent.call("add_init_script", { script: `/*${"x".repeat(65_536)}*/` });
  expect(long.text).toContain("invalid_arguments: script");
});

test("a session takes a bounded number", async () => {
  await using agent = await Agent.open();
  const scriptOf = (count: number) => `/*${count}${"x".repeat(60_000)}*/`;
  for (let count = 0; count < 4; count++)
    await agent.call("add_init_script", { script: scriptOf(count) });
  const again = await agent.call("add_init_script", { script: scriptOf(3) });
  expect(again.text).toContain("the last init script is this one already: nothing was added");
  const { text } = await agent.call("add_init_script", { script: scriptOf(4) });
  expect(text).toContain("too_large: A session takes 262144 characters of init scripts at most");
  expect((await agent.call("add_init_script", { script: "1" })).text).toContain(
    "init script 5 added",
  );
});
