import { expect, inject } from "vitest";
import { type Agent, fenced, pageUrl } from "../../support/agent.ts";
import { test } from "../../support/agent-test.ts";

const button = (js: string, more = "<p id=o>before</p>") =>
  `<button id=b>Go</button>${more}<script>b.onclick=()=>{${js}}</script>`;

const click = async (agent: Agent, html: string, target = "#b") => {
  await agent.navigate(html);
  return (await agent.act("click", { target })).text;
};

test.for([
  ["the fragment", "location.hash='part'", "url: #part"],
  ["the path", "history.pushState(0,'','/page?step=2')", "url: /page?step=2"],
] as const)(
  "of an address on the same site only what is new is told: %s",
  async ([, js, line], { agent }) => {
    const text = await click(agent, button(js));
    expect(text).toContain("the address changed within the document");
    expect(fenced(text)).toBe(line);
  },
);

test("the focus is told where it goes elsewhere, and of a field that was clicked", async ({
  agent,
}) => {
  const elsewhere = await click(agent, button("i.focus()", "<input id=i aria-label=Name>"));
  expect(fenced(elsewhere)).toMatch(/^focus: @e\d+ textbox "Name"$/);
  const field = await click(agent, "<input id=b aria-label=Mail>");
  expect(fenced(field)).toMatch(/^focus: @e\d+ textbox "Mail"$/);
});

test("a view that only scrolls is told to have scrolled", async ({ agent }) => {
  const text = await click(agent, button("scrollTo(0,900)", "<p style='height:3000px'>x</p>"));
  expect(text).toContain("text and controls stayed as they were · the view scrolled");
});

test.for([
  ["that is drawn on", "c.getContext('2d').fillRect(0,0,9,9)"],
  ["that is not", ""],
] as const)("a page with a canvas %s is not said to show no change", async ([, js], { agent }) => {
  const text = await click(agent, button(js, "<canvas id=c></canvas>"));
  expect(text).toContain("a canvas or the like is there, which only screenshot shows");
  expect(text).not.toContain("no visible change");
});

test("requests without a visible effect are counted", async ({ agent }) => {
  const text = await click(agent, button("fetch('/page?html=1');fetch('/page?html=2')"));
  expect(text).toContain("no visible change · 2 requests sent");
});

test("a request that the page gives up is no failure", async ({ agent }) => {
  const text = await click(
    agent,
    button(
      "const a=new AbortController();fetch('/slow',{signal:a.signal}).catch(()=>0);setTimeout(()=>a.abort(),20)",
    ),
  );
  expect(text).not.toContain("failed request");
  expect(text).not.toContain("unanswered");
});

test.for([
  ["a network error", `fetch('${"CLOSED"}').catch(()=>0)`, "net::ERR_CONNECTION_FAILED"],
  ["another origin that does not agree", "fetch('OTHER/page').catch(()=>0)", "net::ERR_FAILED"],
] as const)("a request fails by %s", async ([, js, reason], { agent }) => {
  const text = await click(
    agent,
    button(js.replace("CLOSED", inject("closedOrigin")).replace("OTHER", inject("otherPages"))),
  );
  expect(fenced(text)).toMatch(/^failed request: GET http:\S+ net::/);
  expect(fenced(text)).toContain(reason);
});

test("errors of frames are told, of other origins too, and the same ones once", async ({
  agent,
}) => {
  const bad = (times: number) =>
    `<button onclick="for(let i=0;i<${times};i++)console.error('inner bad');Promise.reject(new Error('lost'))">Inner</button>`;
  const far = pageUrl(bad(12), {}, inject("otherPages"));
  for (const frame of [`srcdoc='${bad(12).replaceAll("'", "&apos;")}'`, `src="${far}"`]) {
    const text = await click(agent, `<iframe ${frame}></iframe>`, "text=Inner");
    expect(fenced(text)).toContain("console error: inner bad (12 times)");
    expect(fenced(text)).toContain("uncaught: Error: lost");
  }
});

test("redirects are counted, and an address nobody answers is named", async ({ agent }) => {
  const end = pageUrl("<h1>End</h1>");
  const once = `/redirect?to=${encodeURIComponent(end)}`;
  const twice = `/redirect?to=${encodeURIComponent(once)}`;
  const text = await click(agent, `<a id=b href="${twice}">Go</a>`);
  expect(text).toContain("· 200 · 2 redirects");
  expect(fenced(text)).toContain('h1 "End"');
  const dead = await click(agent, "<a id=b href=/hang-up>Go</a>");
  expect(dead).toContain("click done · the navigation failed");
  expect(fenced(dead)).toContain(`url: ${inject("pages")}/hang-up`);
  expect(fenced(dead)).toContain("net::ERR_EMPTY_RESPONSE");
  expect((await agent.act("press", { key: "Tab" })).text).not.toContain("address changed");
});

test("a page without listeners is not waited for, one that hears anywhere is", async ({
  agent,
}) => {
  const late = "setTimeout(()=>document.title='late',90)";
  for (const hearing of [
    `<button id=b onclick="${late}">x</button>`,
    `<button id=b>x</button><script>addEventListener('click',()=>{${late}})</script>`,
    `<div id=h></div><script>{const r=h.attachShadow({mode:'open'});r.innerHTML='<button>x</button>';r.firstChild.onclick=()=>{${late}}}</script>`,
    `<div id=h></div><script>{const r=h.attachShadow({mode:'closed'});r.innerHTML='<button>x</button>';r.firstChild.onclick=()=>{${late}}}</script>`,
    `<a id=b href="javascript:void(${late})">x</a>`,
    `<iframe srcdoc="<button onclick=&quot;setTimeout(()=>top.document.title='late',90)&quot;>x</button>"></iframe>`,
  ]) {
    const text = await click(agent, `<title>early</title>${hearing}`, "text=x");
    expect(fenced(text), hearing).toContain("title: late");
  }
  const still = await click(agent, "<button id=b>x</button>");
  expect(still).toContain("click done · no visible change");
});
