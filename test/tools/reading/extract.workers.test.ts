import { expect, vi } from "vitest";
import { Page } from "../../../src/browser/page.ts";
import { fenced, pageUrl } from "../../support/agent.ts";
import { test } from "../../support/agent-test.ts";
import { otherSite } from "./page-lines.ts";

test("text keeps blocks apart and leaves out what nobody sees", async ({ agent }) => {
  await agent.navigate(
    `<h1>Title</h1><p>One <b>bold</b>   word<br>second line</p><div>Block<span> inline</span></div>
     <ul><li>A</li><li>B<ul><li>C</li></ul></li></ul>
     <p hidden>no</p><p style="visibility:hidden">no<b style="visibility:visible">yes</b></p>
     <p style="opacity:0">no</p><script>"no"</script><style>no{}</style><template>no</template>
     <noscript>no</noscript><details><summary>Sum</summary>no</details><p>z\u200Bw\u{E0041}</p>
     <textarea>no</textarea><button>Button</button><input type="submit" value="Send">
     <select><option>Red<option selected>Green</select><svg><title>no</title></svg>
     <div style="display:flex"><span>Flex</span><span>Item</span></div>`,
  );
  const { text } = await agent.call("extract", {});
  expect(text.split("\n")[0]).toMatch(/ · 200 · text · \d+ characters$/);
  expect(fenced(text).split("\n")).toEqual([
    "Title",
    "One bold word",
    "second line",
    "Block inline",
    "A",
    "B",
    "C",
    "yes",
    "Sum",
    "zw",
    "Button Send Green",
    "Flex",
    "Item",
  ]);
});

test("tables keep their cells, preformatted text its lines", async ({ agent }) => {
  await agent.navigate(
    `<table><tr><th>Item<th>Price</tr><tr><td><div>Widget</div><td><p>$5</p><p>each</p></tr></table>
     <pre>  two  spaces\n\n\tand tabs\n<b>bold</b> x\u{E0041}\u200B</pre>
     <p style="white-space:pre-line">kept\n  line</p><p>after</p>`,
  );
  const { text } = await agent.call("extract", { type: "text" });
  expect(fenced(text)).toBe(
    "Item\tPrice\nWidget\t$5 each\n  two  spaces\n\n\tand tabs\nbold x\nkept\n  line\nafter",
  );
});

test("text of frames and shadow roots stands in its place", async ({ agent }) => {
  const inner = pageUrl("<p>Framed</p><p hidden>no</p>", {}, otherSite());
  await agent.navigate(
    `<p>Before</p><iframe src="${inner}"></iframe><p>Between</p><iframe srcdoc="<i>Srcdoc</i>"></iframe>
     <iframe style="display:none" srcdoc="no"></iframe><x-a><b slot="s">Slotted</b>no</x-a><p>End</p>`,
  );
  await agent.evaluate(
    `(document.querySelector("x-a").attachShadow({ mode: "open" }).innerHTML = "<p>Shadow</p><slot name=s></slot>", 1)`,
  );
  const { text } = await agent.call("extract", { type: "text" });
  expect(fenced(text)).toBe("Before\nFramed\nBetween\nSrcdoc\nShadow\nSlotted\nEnd");
});

test("text and html are read below a target too, by CSS or ref, in frames", async ({ agent }) => {
  const inner = pageUrl('<div id="f"><b>In</b> frame</div>', {}, otherSite());
  await agent.navigate(
    `<div id="a"><p>One</p><button>Two</button></div><iframe src="${inner}"></iframe>`,
  );
  const read = async (args: Record<string, unknown>) =>
    fenced((await agent.call("extract", args)).text);
  expect(await read({ target: "#a" })).toBe("One\nTwo");
  expect(await read({ type: "html", target: "#a" })).toBe("<p>One</p><button>Two</button>");
  expect(await read({ target: await agent.ref("Two") })).toBe("Two");
  expect(await read({ target: "#f" })).toBe("In frame");
  expect(await read({ type: "html", target: "#f" })).toBe("<b>In</b> frame");
  expect((await agent.call("extract", { target: "#none" })).text).toMatch(/^not_found:/);
  expect((await agent.call("extract", { target: "p, button" })).text).toMatch(
    /^invalid_arguments:.*2 elements/,
  );
});

test("markup that pages write what is typed into has no password in it", async ({ agent }) => {
  const html = `<input id=p type=password value="before"><input id=q type=PassWord value='a "quoted" one'><input id=t value="shown">
    <script>for (const one of [p, q]) one.oninput = () => one.setAttribute("value", one.value)</script>`;
  await agent.navigate(html);
  await agent.act("fill", { target: "#p", value: "hunter2 & more" });
  for (const target of [undefined, "body"]) {
    const { text } = await agent.call("extract", { type: "html", ...(target ? { target } : {}) });
    expect(text).not.toMatch(/hunter2|value="a &quot;/);
    expect(text).toContain('id="p" type="password" value="••••••••"');
    expect(text).toContain('id="t" value="shown"');
  }
});

test("nothing that elements are named keeps markup from being read, or a password in it", async ({
  agent,
}) => {
  const names = ["innerHTML", "outerHTML", "querySelectorAll"];
  await agent.navigate(`<img name=documentElement><img name=doctype><form id=f>
    ${names.map((name) => `<input name=${name} type=hidden>`).join("")}<input type=password value="hunter2"></form>`);
  for (const target of [undefined, "#f"]) {
    const { text } = await agent.call("extract", { type: "html", ...(target ? { target } : {}) });
    expect(text).toContain('name="querySelectorAll"');
    expect(text).toContain('<input type="password" value="••••••••">');
    expect(text).not.toContain("hunter2");
  }
});

test("html, title and address are read whole", async ({ agent }) => {
  await agent.navigate("<title>My  page</title><p data-x='1'>Hi</p>");
  const read = async (type: string) => fenced((await agent.call("extract", { type })).text);
  expect(await read("html")).toBe(
    '<html><head><title>My  page</title></head><body><p data-x="1">Hi</p></body></html>',
  );
  expect(await read("title")).toBe("My page");
  await agent.navigate("<!doctype html><p>Hi</p>");
  expect(await read("html")).toBe(
    "<!DOCTYPE html>\n<html><head></head><body><p>Hi</p></body></html>",
  );
  expect(await read("url")).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/page\?html=/);
});

test("long text is read in windows that make the whole", async ({ agent }) => {
  await agent.navigate(
    `<div id="d"></div><script>d.innerHTML = Array.from({ length: 400 }, (_, at) => "<p>Line " + at + " 😀</p>").join("") + "x".repeat(3000)</script>`,
  );
  const { text: whole } = await agent.call("extract", { maxChars: 100_000 });
  let read = "";
  let next: string | undefined = "0";
  while (next !== undefined) {
    const { text } = await agent.call("extract", { maxChars: 700, offset: Number(next) });
    read += fenced(text);
    next = /follow: extract with offset (\d+)/.exec(text)?.[1];
  }
  expect(read).toBe(fenced(whole));
  const { text } = await agent.call("extract", { offset: 1_000_000 });
  expect(text).toContain("offset 1000000 is past the end");
});

test("more than a message can carry is refused or said to be cut", async ({ agent }) => {
  await agent.navigate("<p id=p>x</p>");
  await agent.evaluate("(document.body.setAttribute('data-x', 'y'.repeat(40_000_000)), 1)");
  const html = await agent.call("extract", { type: "html" });
  expect(html.text).toMatch(/^too_large: The markup has 400\d+ characters.*target/);
  await agent.evaluate(
    "(document.body.insertAdjacentHTML('beforeend', ('<p>' + 'word '.repeat(10_000)).repeat(100)), 1)",
  );
  const { text } = await agent.call("extract", { type: "text", offset: 4_000_000 });
  expect(text).toContain("(the text goes on; name a target to read the rest)");
  expect(fenced((await agent.call("extract", { type: "text", target: "#p" })).text)).toBe("x");
});

test("arguments that mean nothing together are refused", async ({ agent }) => {
  for (const args of [
    { type: "js" },
    { type: "text", js: "1" },
    { type: "url", target: "p" },
    { type: "js", js: "1", target: "p" },
  ]) {
    expect((await agent.call("extract", args)).text).toMatch(
      /^invalid_arguments: .*nothing was read/,
    );
  }
});

test.for([
  ["extract", { type: "title" }],
  ["tabs_list", {}],
  ["snapshot", {}],
] as const)(
  "%s reads the title again when a document takes another's place",
  async ([tool, args], { agent }) => {
    await agent.navigate("<title>Placed</title>");
    const { step } = Page.prototype;
    const meanwhile = new Error("Protocol error (…): Not attached to an active page");
    let times = 0;
    const spy = vi.spyOn(Page.prototype, "step").mockImplementation(function (
      this: Page,
      doing,
      work,
    ) {
      if (doing === "reading the history" && times++ === 0) return Promise.reject(meanwhile);
      return step.call(this, doing, work);
    });
    const { text } = await agent.call(tool, args);
    spy.mockRestore();
    expect(fenced(text)).toContain("Placed");
    expect(times).toBe(2);
  },
);
