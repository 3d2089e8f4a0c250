import { expect, inject } from "vitest";
import { fenced, pageUrl } from "../../support/agent.ts";
import { test } from "../../support/agent-test.ts";
import { otherSite } from "../reading/page-lines.ts";

const LOG =
  "<script>var log=[];addEventListener('keydown',e=>log.push([e.ctrlKey?'C':'',e.shiftKey?'S':'',e.altKey?'A':'',e.key,e.code].join('-')))</script>";

test("type adds to what the field holds, key by key", async ({ agent }) => {
  await agent.navigate(`<input id=i value="Hello ">${LOG}`);
  const { text } = await agent.act("type", { target: "#i", value: "wörld" });
  expect(fenced(text)).toContain('value="Hello wörld"');
  expect(await agent.evaluate("log.join()")).toContain("---w-KeyW,");
});

test.for(["text", "email", "number", "search"])(
  "type goes to the end of an input of type %s",
  async (kind, { agent }) => {
    await agent.navigate(`<input id=i type=${kind} value=12 autofocus>`);
    await agent.act("type", { target: "#i", value: "34" });
    expect(await agent.evaluate("i.value")).toBe("1234");
  },
);

test("type goes to the end of several lines", async ({ agent }) => {
  await agent.navigate(
    "<textarea id=t>one\ntwo</textarea><div id=c contenteditable><p>a</p><p>b</p></div>",
  );
  await agent.act("type", { target: "#t", value: "!" });
  await agent.act("type", { target: "#c", value: "!" });
  expect(await agent.evaluate("t.value + c.lastChild.textContent")).toBe("one\ntwo!b!");
});

test("type without a target goes where the focus is", async ({ agent }) => {
  await agent.navigate("<input id=a><input id=b autofocus>");
  await agent.evaluate("(b.focus(), 1)");
  await agent.act("type", { value: "here" });
  expect(await agent.evaluate("a.value + '|' + b.value")).toBe("|here");
});

test("type puts line breaks into a textarea and sends Enter in an input", async ({ agent }) => {
  await agent.navigate(
    "<textarea id=t></textarea><form onsubmit='n.textContent=\"sent \"+i.value;return false'><input id=i></form><p id=n></p>",
  );
  await agent.act("type", { target: "#t", value: "a\nb" });
  expect(await agent.evaluate("t.value")).toBe("a\nb");
  const { text } = await agent.act("type", { target: "#i", value: "query\n" });
  expect(fenced(text)).toContain("sent query");
});

test("type appends to rich text", async ({ agent }) => {
  await agent.navigate("<div id=c contenteditable>one</div>");
  await agent.act("type", { target: "#c", value: " two" });
  expect(await agent.evaluate("c.textContent")).toBe("one two");
});

test("keys with a target go on where the caret stands", async ({ agent }) => {
  await agent.navigate("<input id=i value=abcd>");
  await agent.act("press", { target: "#i", key: "ArrowLeft" });
  await agent.act("press", { target: "#i", key: "ArrowLeft" });
  await agent.act("type", { target: "#i", value: "-" });
  expect(await agent.evaluate("i.value")).toBe("ab-cd");
  await agent.act("press", { target: "#i", key: "Control+A" });
  await agent.act("type", { target: "#i", value: "new" });
  expect(await agent.evaluate("i.value")).toBe("new");
});

test("typeDelay is kept between the keys", async ({ agent }) => {
  await agent.navigate(
    "<input id=i><script>var at=[];i.onkeydown=()=>at.push(performance.now())</script>",
  );
  await agent.act("type", { target: "#i", value: "abc", typeDelay: 120 });
  expect(await agent.evaluate("at[2]-at[0]")).toBeGreaterThan(230);
});

test("Control+A then Delete empties a field", async ({ agent }) => {
  await agent.navigate("<input id=i value='some words'>");
  await agent.act("press", { target: "#i", key: "Control+A" });
  expect(await agent.evaluate("i.selectionEnd - i.selectionStart")).toBe(10);
  await agent.act("press", { key: "Delete" });
  expect(await agent.evaluate("i.value")).toBe("");
});

test.for([
  ["Enter", "---Enter-Enter"],
  ["Escape", "---Escape-Escape"],
  ["esc", "---Escape-Escape"],
  ["ArrowDown", "---ArrowDown-ArrowDown"],
  ["a", "---a-KeyA"],
  ["A", "---A-KeyA"],
  ["+", "---+-NumpadAdd"],
  ["Space", "--- -Space"],
  ["F5", "---F5-F5"],
  ["Control+A", "C---a-KeyA"],
  ["ctrl+shift+k", "C-S--K-KeyK"],
  ["Shift+1", "-S--!-Digit1"],
  ["Shift+Tab", "-S--Tab-Tab"],
  ["Alt+ArrowLeft", "--A-ArrowLeft-ArrowLeft"],
  ["Control++", "C---+-NumpadAdd"],
] as const)("press %s sends %s", async ([key, sent], { agent }) => {
  await agent.navigate(`<button id=b>x</button>${LOG}`);
  await agent.act("press", { target: "#b", key });
  expect(String(await agent.evaluate("log.at(-1)"))).toBe(sent);
});

test("an unknown key is refused by name", async ({ agent }) => {
  await agent.navigate(`<input id=i>${LOG}`);
  for (const key of ["Entr", "Control+", "Hyper+A", "A+Control"]) {
    const { text } = await agent.act("press", { target: "#i", key });
    expect(text).toMatch(/^invalid_arguments: key ".*" is no key; nothing was pressed/);
  }
  expect(await agent.evaluate("log.length")).toBe(0);
});

test("Enter sends a form and the new page is told", async ({ agent }) => {
  const next = new URL(pageUrl("<h1>Found</h1>"));
  await agent.navigate(
    `<form action="${next.origin}/page"><input type=hidden name=html value="<h1>Found</h1>"><input id=q name=q></form>`,
  );
  await agent.act("fill", { target: "#q", value: "frogs" });
  const { text } = await agent.act("press", { key: "Enter" });
  expect(text).toContain("press done · navigated → ");
  expect(fenced(text)).toContain('h1 "Found"');
  expect(fenced(text)).toContain("q=frogs");
});

test("Tab moves the focus and says where to", async ({ agent }) => {
  await agent.navigate("<input aria-label=One id=a><input aria-label=Two id=b>");
  const { text } = await agent.act("press", { target: "#a", key: "Tab" });
  expect(fenced(text)).toMatch(/^focus: @e\d+ textbox "Two"$/);
  expect(await agent.evaluate("document.activeElement.id")).toBe("b");
});

test("keys reach a frame of the same and of another site", async ({ agent }) => {
  const inner =
    "<input id=i aria-label=In><p id=o></p><script>i.onkeydown=e=>o.textContent='key '+e.key</script>";
  for (const origin of [inject("pages"), otherSite()]) {
    await agent.navigate(`<input id=out><iframe src="${pageUrl(inner, {}, origin)}"></iframe>`);
    const ref = await agent.ref("In");
    await agent.act("fill", { target: ref, value: "first" });
    await agent.act("type", { target: ref, value: " more" });
    expect(await agent.snapshot()).toContain('value="first more"');
    const { text } = await agent.act("press", { target: ref, key: "Enter" });
    expect(fenced(text)).toMatch(/key .*Enter/);
    expect(await agent.evaluate("out.value")).toBe("");
  }
});

test("a target that takes no focus is refused", async ({ agent }) => {
  await agent.navigate(`<p id=p>words</p>${LOG}`);
  const { text } = await agent.act("press", { target: "#p", key: "Enter" });
  expect(text).toMatch(/^not_actionable: .*does not take the focus; no key was pressed/);
  expect(await agent.evaluate("log.length")).toBe(0);
});
