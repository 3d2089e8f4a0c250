import { expect, inject } from "vitest";
import { type Agent, fenced, pageUrl } from "../../support/agent.ts";
import { test } from "../../support/agent-test.ts";
import { otherSite } from "./page-lines.ts";

const SAME = / · no change$/;

async function changes(agent: Agent, selector?: string): Promise<string[]> {
  const { text } = await agent.call("diff", selector === undefined ? {} : { selector });
  return fenced(text)
    .split("\n")
    .filter((line) => line !== "");
}

/** The whole of an answer that has one line only. */
async function said(agent: Agent, selector?: string): Promise<string> {
  return (await agent.call("diff", selector === undefined ? {} : { selector })).text;
}

test("what came after a snapshot is told once, with refs", async ({ agent }) => {
  await agent.navigate(
    "<h1>Cart</h1><p id=n>2 items</p><button id=b>Buy</button><ul id=l><li>A</li></ul>",
  );
  expect(await said(agent)).toMatch(SAME);
  const buy = await agent.ref("Buy");
  await agent.evaluate(
    "(n.textContent='3 items', b.disabled=true, l.innerHTML='<li>B</li><li><button>Undo</button></li>', 1)",
  );
  const undo = await agent.evaluate("1").then(() => changes(agent));
  expect(undo).toEqual([
    "~ text: 2 items → 3 items",
    `~ ${buy} button "Buy" → [disabled]`,
    "~ text: A → B",
    expect.stringMatching(/^\+ @e\d+ button "Undo"$/),
  ]);
  const text = await said(agent);
  expect(text).toMatch(SAME);
  expect(text.split("\n")).toHaveLength(1);
  const ref = /@e\d+/.exec(undo[3] ?? "")?.[0];
  expect((await agent.act("click", { target: ref ?? "" })).text).toContain("click done");
});

test("after an act it tells what act told, and what came later", async ({ agent }) => {
  await agent.navigate(
    `<button id=b>Go</button><p id=o>before</p><p id=p></p><script>b.onclick=()=>o.textContent="after"</script>`,
  );
  const { text } = await agent.act("click", { target: "#b" });
  expect(fenced(text)).toBe("~ text: before → after");
  await agent.evaluate("(p.textContent='later', 1)");
  expect(await changes(agent)).toEqual([
    "~ text: before → after",
    "+ text: later",
    expect.stringMatching(/^focus: @e\d+ button "Go"$/),
  ]);
  expect(await said(agent)).toMatch(SAME);
});

test("it starts from the page before a refused act too", async ({ agent }) => {
  await agent.navigate("<p id=o>one</p>");
  await agent.evaluate("(o.textContent='two', 1)");
  expect((await agent.act("click", { target: "#missing" })).isError).toBe(true);
  expect(await said(agent)).toMatch(SAME);
});

test("snapshots of every kind are what it starts from", async ({ agent }) => {
  await agent.navigate("<main id=m><p id=o>0</p><button>B</button></main><p id=q>0</p>");
  let count = 0;
  for (const args of [
    {},
    { selector: "#m" },
    { find: "button" },
    { detail: "controls" },
    { detail: "full" },
  ]) {
    await agent.evaluate(`(q.textContent = o.textContent = "count ${++count}", 1)`);
    await agent.snapshot(args);
    expect(await said(agent), JSON.stringify(args)).toMatch(SAME);
  }
});

test("another document is said to be another, and read", async ({ agent }) => {
  await agent.navigate("<title>First</title><h1>One</h1>");
  const next = pageUrl("<title>Second</title><h1>Two</h1>", {}, inject("otherPages"));
  await agent
    .evaluate(`new Promise(() => { location.href = ${JSON.stringify(next)} })`)
    .catch(() => undefined);
  const text = await said(agent);
  expect(text).toContain(`another document has taken the place of the one at ${inject("pages")}`);
  expect(fenced(text)).toContain("was: http");
  expect(fenced(text)).toContain('h1 "Two"');
  expect(await said(agent)).toMatch(SAME);
});

test("a reload is another document too, though it reads the same", async ({ agent }) => {
  await agent.navigate("<h1>Same</h1><button>B</button>");
  await agent.evaluate("new Promise(() => location.reload())").catch(() => undefined);
  expect(await said(agent)).toContain("another document has taken the place");
});

test("address, title and focus are told where they changed", async ({ agent }) => {
  await agent.navigate("<title>Inbox</title><input id=i aria-label=Search><p>Mail</p>");
  await agent.evaluate(
    "(history.pushState({}, '', '#open'), document.title='Inbox (1)', i.focus(), 1)",
  );
  const told = await changes(agent);
  expect(told[0]).toBe("url: #open");
  expect(told.slice(1)).toEqual([
    "title: Inbox (1)",
    expect.stringMatching(/^focus: @e\d+ textbox "Search"$/),
  ]);
});

test("a page that changed throughout is shown as it reads", async ({ agent }) => {
  await agent.navigate(
    "<div id=l></div><script>l.innerHTML=Array.from({length:700},(_,i)=>'<p>old line '+i+' of many</p>').join('')</script>",
  );
  await agent.evaluate(
    "(l.innerHTML='<h2>Fresh</h2>'+Array.from({length:600},(_,i)=>'<h'+(1+i*i%11%6)+'>new words '+i+' to fill the line</h1>').join(''), 1)",
  );
  const text = await said(agent);
  expect(text).toContain("most of the page changed");
  expect(fenced(text)).toContain('h2 "Fresh"');
  expect(fenced(text)).not.toContain("old line");
  expect(text).toMatch(/\d+ of \d+ characters follow: snapshot with offset \d+/);
});

test("an element that changed throughout is shown as it reads", async ({ agent }) => {
  await agent.navigate(
    "<h1>Top</h1><div id=l></div><script>l.innerHTML=Array.from({length:60},(_,i)=>'<p>old line '+i+' of many</p>').join('')</script>",
  );
  await agent.evaluate(
    "(l.innerHTML=Array.from({length:50},(_,i)=>'<p>new words '+i+'</p>').join(''), 1)",
  );
  const text = await said(agent, "#l");
  expect(text).toContain("most of the element changed");
  expect(fenced(text)).toContain("new words 49");
  expect(fenced(text)).not.toContain("old line");
  expect(fenced(text)).not.toContain("h1 ");
  expect(await said(agent, "#l")).toMatch(SAME);
});

test("a large page with hundreds of changes is told by its changes", async ({ agent }) => {
  await agent.navigate(
    "<div id=l></div><script>l.innerHTML=Array.from({length:1200},(_,i)=>'<p>Article '+i+' costs <b>'+i+'</b> euros</p>').join('')</script>",
  );
  await agent.evaluate(
    "(l.querySelectorAll('b').forEach((b,i)=>{if(i%3===0)b.textContent+=' to '+(i+1)}), 1)",
  );
  const told = await changes(agent);
  expect(told[1]).toBe("~ text: Article 3 costs 3 euros → to 4 euros");
});

test("rows that were sorted are said to have moved", async ({ agent }) => {
  await agent.navigate(
    "<table id=t><tr><td>Pear<td>3</tr><tr><td>Apple<td>1</tr><tr><td>Fig<td>2</tr></table>",
  );
  await agent.evaluate("(t.tBodies[0].append(t.rows[0]), 1)");
  expect(await changes(agent)).toEqual(["~ moved: row: Pear | 3"]);
});

test("changes in frames of other sites and in shadow roots are told", async ({ agent }) => {
  const inner = pageUrl(
    "<p id=f>framed</p><script>onmessage=()=>f.textContent='reframed'</script>",
    {},
    otherSite(),
  );
  await agent.navigate(
    `<div id=h></div><iframe src="${inner}"></iframe><script>h.attachShadow({mode:"open"}).innerHTML="<p>shade</p>"</script>`,
  );
  await agent.call("wait_for", { condition: "text", text: "framed" });
  await agent.snapshot();
  await agent.evaluate(
    "(h.shadowRoot.firstChild.textContent='sun', frames[0].postMessage(1,'*'), 1)",
  );
  await agent.call("wait_for", { condition: "text", text: "reframed" });
  expect(await changes(agent)).toEqual(["~ text: shade → sun", "~ text: framed → reframed"]);
});

test("below an element only its own changes are told, and nothing else is lost", async ({
  agent,
}) => {
  await agent.navigate(
    "<p id=a>above</p><div id=l><p>one</p><p>two</p></div><p id=z>after</p><div id=e></div>",
  );
  await agent.evaluate(
    "(a.textContent='higher', l.lastChild.remove(), l.firstChild.textContent='first', z.remove(), e.innerHTML='<button>New</button>', 1)",
  );
  expect(await changes(agent, "#l")).toEqual(["~ text: one → first", "- text: two"]);
  expect(await said(agent, "#l")).toMatch(SAME);
  expect(await changes(agent, "#e")).toEqual([expect.stringMatching(/^\+ @e\d+ button "New"$/)]);
  const all = await changes(agent);
  expect(all).toContain("~ text: above → higher");
  expect(all).toContain("- text: after");
  expect(all.length).toBe(5);
  expect(await said(agent)).toMatch(SAME);
  expect(await said(agent, "#l")).toMatch(SAME);
});

test("below an element its changes are told whatever it is", async ({ agent }) => {
  await agent.navigate(
    `<p>Total <b id=b>1</b> euro</p><button>Cart <span id=s>(2)</span></button>
     <table><tr><td>A<td id=d>3</tr></table><h2>Title <i id=i>4</i></h2><div id=c role=alert>5</div>`,
  );
  await agent.evaluate(
    "(b.textContent='11', s.textContent='(12)', d.textContent='13', i.textContent='14', c.textContent='15', 1)",
  );
  expect(await changes(agent, "#b")).toEqual(["~ text: Total 1 euro → 11 euro"]);
  expect(await changes(agent, "#s")).toEqual([
    expect.stringMatching(/^~ @e\d+ button "Cart \(2\)" → "Cart \(12\)"$/),
  ]);
  expect(await changes(agent, "#d")).toEqual(["~ row: A | 3 → 13"]);
  expect(await changes(agent, "#i")).toEqual(['~ h2 "Title 4" → "Title 14"']);
  expect(await changes(agent, "#c")).toEqual(["~ alert: 5 → 15"]);
});

test("below an element in a frame, in a shadow root, and by ref", async ({ agent }) => {
  const inner = pageUrl(
    "<div id=f><p id=t>framed</p><button>B</button></div><p id=u>x</p><script>onmessage=()=>{t.textContent='reframed';u.textContent='y'}</script>",
    {},
    otherSite(),
  );
  await agent.navigate(
    `<div id=h></div><div id=w><iframe src="${inner}"></iframe></div><script>h.attachShadow({mode:"open"}).innerHTML="<ul id=in><li>shade</li></ul><p>y</p>"</script>`,
  );
  await agent.call("wait_for", { condition: "text", text: "framed" });
  const button = await agent.ref('button "B"');
  await agent.evaluate(
    "(h.shadowRoot.querySelector('li').textContent='sun', h.shadowRoot.lastChild.remove(), frames[0].postMessage(1,'*'), 1)",
  );
  await agent.call("wait_for", { condition: "text", text: "reframed" });
  expect(await changes(agent, "#in")).toEqual(["~ text: shade → sun"]);
  expect(await changes(agent, "#f")).toEqual(["~ text: framed → reframed"]);
  expect(await said(agent, button)).toMatch(SAME);
  // A frame's own lines stand below what holds it.
  expect(await changes(agent, "#w")).toEqual(["~ text: framed → reframed", "~ text: x → y"]);
});

test("an element that is none, or several, or gone is refused, and nothing is lost", async ({
  agent,
}) => {
  await agent.navigate("<p id=o>one</p><p>x</p><button id=b>B</button>");
  const ref = await agent.ref("button");
  await agent.evaluate("(o.textContent='two', b.remove(), 1)");
  expect(await said(agent, "#none")).toMatch(/^not_found:/);
  expect(await said(agent, "p")).toMatch(/^invalid_arguments:.*2 elements/);
  expect(await said(agent, ref)).toMatch(/^stale_ref:/);
  expect(await changes(agent)).toEqual(["~ text: one → two", `- ${ref} button "B"`]);
});

test("each tab is compared with itself", async ({ agent }) => {
  const popup = pageUrl("<p id=o>popup one</p>");
  await agent.navigate(
    `<p id=o>main one</p><button onclick="w=window.open('${popup}')">Open</button>`,
  );
  await agent.act("click", { target: "text=Open" });
  await agent.call("tab_switch", { tabIndex: 1 });
  await agent.call("wait_for", { condition: "text", text: "popup one" });
  await agent.snapshot();
  await agent.evaluate(
    "(o.textContent='popup two', opener.document.querySelector('#o').textContent='main two', 1)",
  );
  expect(await changes(agent)).toEqual(["~ text: popup one → two"]);
  await agent.call("tab_close");
  // Closing a tab answers a snapshot of the one that is active then.
  expect(await said(agent)).toMatch(SAME);
  await agent.evaluate("(o.textContent='main three', 1)");
  expect(await changes(agent)).toEqual(["~ text: main two → three"]);
});

test("a counter that runs is told, each time as it is", async ({ agent }) => {
  await agent.navigate("<p id=o>12 s left</p><p>Offer</p>");
  await agent.evaluate("(o.textContent='11 s left', 1)");
  expect(await changes(agent)).toEqual(["~ text: 12 s left → 11 s left"]);
  await agent.evaluate("(o.textContent='10 s left', 1)");
  expect(await changes(agent)).toEqual(["~ text: 11 s left → 10 s left"]);
});
