import { afterEach, describe, expect, inject, test } from "vitest";
import { Agent, fenced } from "../support/agent.ts";
import { pressAt, watchLive } from "../support/live-viewer.ts";
import { placesUsed } from "../support/objects.ts";

const SOON = { timeout: 10_000 };
const BUTTON = "position:fixed;left:0;top:0;width:200px;height:60px";

afterEach(async () => {
  expect(await placesUsed()).toBe(0);
});

async function titleOf(agent: Agent): Promise<string> {
  return fenced((await agent.call("extract", { type: "title" })).text);
}

describe("the person who has the page", () => {
  test("goes where the egress rules let them, and is told where they do not", async () => {
    await using agent = await Agent.on("<title>Here</title>");
    using person = await watchLive(agent.sessionId);
    await person.take();
    const html =
      "<title>There</title><script>if (performance.getEntriesByType('navigation')[0].type === 'reload') document.title = 'Again'</script>";
    const there = `${inject("pages")}/page?${new URLSearchParams({ html })}`;
    person.say({ type: "go", url: there });
    await person.until(({ tabs }) => tabs[0]?.title === "There");
    for (const url of [
      "http://127.0.0.1:1/",
      "file:///etc/passwd",
      "chrome://version",
      "http://169.254.169.254/",
    ]) {
      const before = person.news.length;
      person.say({ type: "go", url });
      await expect.poll(() => person.news.length, SOON).toBe(before + 1);
      expect(person.news.at(-1)).toMatchObject({ type: "told", isError: true });
    }
    expect(person.state?.tabs[0]?.title).toBe("There");
    person.say({ type: "back" });
    await person.until(({ tabs, canGoForward }) => tabs[0]?.title === "Here" && canGoForward);
    person.say({ type: "forward" });
    await person.until(({ tabs }) => tabs[0]?.title === "There");
    person.say({ type: "reload" });
    await person.until(({ tabs, isLoading }) => tabs[0]?.title === "Again" && !isLoading);
  });

  test("opens, changes and closes tabs", async () => {
    await using agent = await Agent.on("<title>First</title>");
    using person = await watchLive(agent.sessionId);
    await person.take();
    person.say({ type: "newTab" });
    const { tabs } = await person.until(
      (state) => state.tabs.length === 2 && state.tabs[1]?.isActive === true,
    );
    person.say({ type: "tab", id: tabs[0]?.id ?? "" });
    await person.until((state) => state.tabs[0]?.isActive === true);
    person.say({ type: "closeTab", id: tabs[1]?.id ?? "" });
    await person.until((state) => state.tabs.length === 1);
    person.say({ type: "tab", id: "t99" });
    await expect
      .poll(() => person.news.at(-1), SOON)
      .toMatchObject({ text: "That is not there any more." });
  });

  test("sees a window that their page opens, and the page again when it closes", async () => {
    const open = `window.open("/page?html=" + encodeURIComponent("<title>Login</title><button style=${JSON.stringify(BUTTON).replaceAll('"', "'")} onclick=window.close()>x</button>"))`;
    await using agent = await Agent.on(
      `<title>Opener</title><button id=b style="${BUTTON}">open</button><script>b.onclick = () => { ${open} }</script>`,
    );
    using person = await watchLive(agent.sessionId);
    await person.take();
    pressAt(person, 50, 30);
    await person.until(({ tabs }) => tabs[1]?.isActive === true && tabs[1].title === "Login");
    pressAt(person, 50, 30);
    await person.until(({ tabs }) => tabs.length === 1 && tabs[0]?.isActive === true);
  });

  test("answers the questions of the page, which no call does meanwhile", async () => {
    const ask = `document.title = JSON.stringify([prompt("Name?", "nobody"), confirm("Sure?")])`;
    await using agent = await Agent.on(`<button style="${BUTTON}" onclick='${ask}'>ask</button>`);
    using person = await watchLive(agent.sessionId);
    await person.take();
    pressAt(person, 50, 30);
    const { dialog } = await person.until((state) => state.dialog !== undefined);
    expect(dialog).toMatchObject({ kind: "prompt", message: "Name?", defaultText: "nobody" });
    expect((await agent.call("snapshot")).text).toMatch(/^dialog_open: /);
    person.say({ type: "dialog", id: dialog?.id ?? "", isAccepted: true, text: "Ada" });
    const next = await person.until((state) => state.dialog?.kind === "confirm");
    person.say({ type: "dialog", id: next.dialog?.id ?? "", isAccepted: false });
    await person.until((state) => state.dialog === undefined);
    const { text } = await agent.call("extract", { type: "title" });
    expect(text).toContain('["Ada",false]');
    expect(text).toContain("by a person");
  });

  test("leaves a question behind that is answered as ever when they go", async () => {
    await using agent = await Agent.on(
      `<button style="${BUTTON}" onclick='document.title = confirm("Sure?")'>ask</button>`,
    );
    const person = await watchLive(agent.sessionId);
    await person.take();
    pressAt(person, 50, 30);
    await person.until((state) => state.dialog !== undefined);
    person[Symbol.dispose]();
    await expect.poll(() => titleOf(agent), SOON).toBe("false");
  });

  test("chooses files of theirs, or none", async () => {
    const html = `<input type=file multiple id=f style="${BUTTON}">
      <script>f.onchange = async () => { document.title = (await Promise.all([...f.files].map(async (one) => one.name + "=" + await one.text()))).join() }</script>`;
    await using agent = await Agent.on(html);
    using person = await watchLive(agent.sessionId);
    await person.take();
    await person.until(({ tabs }) => tabs.length === 1);
    pressAt(person, 50, 30);
    const { chooser } = await person.until((state) => state.chooser !== undefined);
    expect(chooser?.isMultiple).toBe(true);
    person.say({ type: "files", id: chooser?.id ?? "", files: [] });
    await person.until((state) => state.chooser === undefined);
    pressAt(person, 50, 30);
    const again = await person.until((state) => state.chooser !== undefined);
    const files = [
      { name: "a.txt", type: "text/plain", data: btoa("one") },
      { name: "ü.txt", type: "text/plain", data: btoa("two") },
    ];
    person.say({ type: "files", id: again.chooser?.id ?? "", files });
    await expect.poll(() => titleOf(agent), SOON).toBe("a.txt=one,ü.txt=two");
  });
});
