import { expect, inject } from "vitest";
import { fenced, pageUrl } from "../../support/agent.ts";
import { test } from "../../support/agent-test.ts";
import { otherSite } from "../reading/page-lines.ts";

const INNER = `<button onclick="n.textContent=+n.textContent+1">In</button><input aria-label=Field><p id=n>0</p>`;
const frame = (src: string, more = "") => `<iframe src="${src}" ${more}></iframe>`;
const srcdoc = (html: string, more = "") =>
  `<iframe srcdoc="${html.replaceAll('"', "&quot;")}" ${more}></iframe>`;
const far = (html: string) => pageUrl(html, {}, otherSite());

const kinds = () =>
  [
    ["of the same origin", frame(pageUrl(INNER))],
    ["of another origin", frame(pageUrl(INNER, {}, inject("otherPages")))],
    ["of another site", frame(far(INNER))],
    ["sandboxed", frame(pageUrl(INNER), "sandbox=allow-scripts")],
    ["of srcdoc", srcdoc(INNER)],
    ["inside a frame", frame(pageUrl(frame(pageUrl(INNER))))],
    ["inside a frame of another site", frame(far(frame(pageUrl(INNER))), "width=600 height=300")],
    [
      "with border, padding and a place of its own",
      frame(far(INNER), "style='margin:30px 0 0 200px;border:9px solid;padding:13px'"),
    ],
    ["that is scaled", frame(far(INNER), "style='transform:scale(.5);transform-origin:0 0'")],
    [
      "inside an open shadow root",
      `<div id=h></div><script>h.attachShadow({mode:"open"}).innerHTML=${JSON.stringify(frame(pageUrl(INNER)))}</script>`,
    ],
  ] as const;

test.for(Array.from({ length: 10 }, (_, index) => index))(
  "elements in a frame are clicked and filled (kind %i)",
  async (index, { agent }) => {
    const [name, html] = kinds()[index] ?? ["", ""];
    await agent.navigate(`<h1>${name}</h1>${html}`);
    await agent.call("wait_for", { condition: "element", target: "text=In" });
    const { text } = await agent.act("click", { target: await agent.ref('"In"') });
    expect(fenced(text)).toContain("0 → 1");
    const filled = await agent.act("fill", { target: await agent.ref('"Field"'), value: "words" });
    expect(fenced(filled.text)).toContain('value="words"');
  },
);

const TALL = "<div style='height:2500px'>space</div>";

test("an element far down in a frame far down in a page is scrolled to", async ({ agent }) => {
  for (const src of [pageUrl(`${TALL}${INNER}`), far(`${TALL}${INNER}`)]) {
    await agent.navigate(
      `${TALL}<div style="height:200px;overflow:auto">${TALL}${frame(src)}</div>${TALL}`,
    );
    const { text } = await agent.act("click", { target: "text=In" });
    expect(fenced(text)).toContain("0 → 1");
  }
});

test("an element in a frame taller than the window is scrolled to", async ({ agent }) => {
  await agent.navigate(frame(far(`${TALL}${INNER}`), "style='width:600px;height:2700px'"));
  const { text } = await agent.act("click", { target: "text=In" });
  expect(fenced(text)).toContain("0 → 1");
});

test("an element covered inside its frame is refused", async ({ agent }) => {
  await agent.navigate(
    frame(
      far(
        `${INNER}<div id=veil style="position:fixed;inset:0" onclick="n.textContent='veil'">Veil</div>`,
      ),
    ),
  );
  const { text } = await agent.act("click", { target: "text=In" });
  expect(text).toMatch(/^covered: /);
  expect(fenced(text)).toContain("<div#veil>");
  expect(await agent.snapshot()).not.toContain("text: veil");
});

test("a frame covered in its parent is refused, and the cover is not clicked", async ({
  agent,
}) => {
  await agent.navigate(
    `${frame(far(INNER))}<div id=wall style="position:fixed;inset:0;background:#fff8" onclick="document.title='wall hit'">Wall</div>`,
  );
  const { text } = await agent.act("click", { target: "text=In" });
  expect(text).toMatch(/^covered: /);
  expect(fenced(text)).toContain("covered by <div#wall>");
  expect(await agent.evaluate("document.title")).toBe("");
});

test("a cover over a frame that goes away is waited for", async ({ agent }) => {
  await agent.navigate(
    `${frame(far(INNER))}<div id=wall style="position:fixed;inset:0">Wall</div>`,
  );
  await agent.evaluate("(setTimeout(() => wall.remove(), 600), 1)");
  const { text } = await agent.act("click", { target: "text=In" });
  expect(fenced(text)).toContain("0 → 1");
});

test("a frame that slips under the pointer takes no press", async ({ agent }) => {
  await agent.navigate(
    `<button id=b onclick="n.textContent='right'">Buy</button><p id=n>nothing</p><iframe id=trap hidden srcdoc="<body onmousedown='parent.n.textContent=1' onclick='parent.n.textContent=2' style='height:100vh'>ad" style="position:fixed;left:0;top:0;width:300px;height:200px"></iframe><script>b.addEventListener("mousemove",()=>trap.hidden=false)</script>`,
  );
  const { text, isError } = await agent.act("click", { target: "#b" });
  expect(isError).toBe(true);
  expect(text).toMatch(/^covered: /);
  expect(await agent.evaluate("n.textContent")).toBe("nothing");
});

test("a slow answer inside a frame is waited for and seen", async ({ agent }) => {
  const inner =
    "<button onclick=\"fetch('/page?delay=600&html=late').then(r=>r.text()).then(t=>n.textContent=t)\">In</button><p id=n>none</p>";
  for (const src of [pageUrl(inner), far(inner)]) {
    await agent.navigate(frame(src));
    const { text } = await agent.act("click", { target: "text=In" });
    expect(fenced(text)).toBe("~ text: none → late");
  }
});

test("a form inside a frame that loads a slow page is waited for", async ({ agent }) => {
  const next = pageUrl("<p>Paid</p>", { delay: "700" });
  await agent.navigate(frame(far(`<a href="${next}">In</a>`)));
  const { text } = await agent.act("click", { target: "text=In" });
  expect(fenced(text)).toContain("text: Paid");
});

test("a frame that takes its page away with it is followed", async ({ agent }) => {
  const next = pageUrl("<h1>Top</h1>");
  await agent.navigate(frame(far(`<a href="${next}" target=_top>In</a>`)));
  const { text } = await agent.act("click", { target: "text=In" });
  expect(text).toContain("navigated →");
  expect(fenced(text)).toContain('h1 "Top"');
});

test("a new tab that a frame opens is announced", async ({ agent }) => {
  await agent.navigate(frame(far(`<a href="${pageUrl("<h1>P</h1>")}" target=_blank>In</a>`)));
  const { text } = await agent.act("click", { target: "text=In" });
  expect(text).toContain("new tab 1");
  await agent.call("tab_close", { tabIndex: 1 });
});

test("errors and dialogs inside a frame are told", async ({ agent }) => {
  await agent.navigate(
    frame(
      far(
        "<button onclick=\"console.error('inner trouble');throw new Error('inner boom')\">In</button>",
      ),
    ),
  );
  const { text } = await agent.act("click", { target: "text=In" });
  expect(fenced(text)).toContain("console error: inner trouble");
  expect(fenced(text)).toContain("uncaught: Error: inner boom");
});

test("a press on a frame itself goes to what is in its middle", async ({ agent }) => {
  const inner = `<body style="margin:0"><button style="width:100%;height:100vh" onclick="this.textContent='hit'">Big</button>`;
  for (const src of [pageUrl(inner), far(inner)]) {
    await agent.navigate(`${frame(src, "id=f")}${frame(far(INNER))}`);
    const { text, isError } = await agent.act("click", { target: "#f" });
    expect(isError).toBe(false);
    expect(fenced(text)).toContain('"hit"');
  }
});

test("a frame whose script never ends makes acts elsewhere fail nowhere and slow only once", async ({
  agent,
}) => {
  await agent.navigate(
    `<button id=b onclick="n.textContent=+n.textContent+1">Add</button><p id=n>0</p>${frame(far("<script>setTimeout(()=>{for(;;);},300)</script>"))}`,
  );
  await agent.call("wait_for", { condition: "js", js: "performance.now() > 800" });
  expect(fenced((await agent.act("click", { target: "#b" })).text)).toContain("0 → 1");
  const started = Date.now();
  expect(fenced((await agent.act("click", { target: "#b" })).text)).toContain("1 → 2");
  expect(Date.now() - started).toBeLessThan(4_500);
});
