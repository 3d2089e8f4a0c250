import { expect, inject } from "vitest";
import { type Agent, fenced, pageUrl } from "../../support/agent.ts";
import { test } from "../../support/agent-test.ts";

const button = (js: string, more = "<p id=o>before</p>") =>
  `<button id=b>Go</button>${more}<script>b.onclick=()=>{${js}}</script>`;

async function timed(agent: Agent): Promise<{ text: string; ms: number }> {
  const started = Date.now();
  const { text } = await agent.act("click", { target: "#b" });
  return { text, ms: Date.now() - started };
}

test.for([
  [
    "a timer under a spinner",
    "o.innerHTML='<i class=my-spinner>x</i>';setTimeout(()=>o.textContent='done',600)",
    "<style>@keyframes t{to{rotate:1turn}}.my-spinner{display:block;animation:t 1s infinite linear}</style><p id=o>before</p>",
  ],
  [
    "a pause of 90 ms and then a request",
    "setTimeout(()=>fetch('/page?delay=400').then(()=>o.textContent='done'),90)",
    "<p id=o>before</p>",
  ],
  [
    "an event stream",
    "const e=new EventSource('/page?type=text/event-stream&delay=300&html='+encodeURIComponent('data: done\\n\\n'));e.onmessage=m=>{o.textContent=m.data;e.close()}",
    "<p id=o>before</p>",
  ],
  [
    "a socket that opens",
    "const w=new WebSocket(location.origin.replace('http','ws')+'/socket');w.onopen=()=>o.textContent='done'",
    "<p id=o>before</p>",
  ],
] as const)("a result is seen that comes after %s", async ([, js, more], { agent }) => {
  await agent.navigate(button(js, more));
  expect(fenced((await timed(agent)).text)).toMatch(/done$/);
});

test("a socket that never answers is waited for once and no longer than a second", async ({
  agent,
}) => {
  await agent.navigate(
    button(
      "w.send('x')",
      "<script>w=new WebSocket(location.origin.replace('http','ws')+'/socket')</script>",
    ),
  );
  await agent.call("wait_for", { condition: "js", js: "w.readyState === 1" });
  expect((await timed(agent)).ms).toBeLessThan(2_500);
  expect((await timed(agent)).ms).toBeLessThan(900);
});

test("what closes with a movement has gone, also where the focus moves at once", async ({
  agent,
}) => {
  await agent.navigate(
    `<style>#m{transition:opacity .4s}#m.out{opacity:0}</style><button id=x>Opener</button><div id=m role=dialog aria-label=Box><button id=b>Close</button></div><script>b.onclick=()=>{m.className='out';x.focus();m.ontransitionend=()=>m.remove()}</script>`,
  );
  const { text } = await timed(agent);
  expect(fenced(text)).toMatch(/^- dialog "Box"/);
  expect(fenced(text)).toMatch(/focus: @e\d+ button "Opener"/);
});

test("polling that the page does anyway holds up no act for long", async ({ agent }) => {
  await agent.navigate(
    `<script>let n=0;const poll=()=>{n++;fetch('/page?delay=3000').catch(()=>0)};setInterval(poll,150)</script>${button("o.textContent='x'")}`,
  );
  await agent.call("wait_for", { condition: "js", js: "n > 4" });
  const { text, ms } = await timed(agent);
  expect(fenced(text)).toBe("~ text: before → x");
  expect(text).not.toContain("unanswered");
  expect(ms).toBeLessThan(2_500);
});

test("a request that the page has made before is still waited for", async ({ agent }) => {
  await agent.navigate(
    `<script>let n=0;setInterval(()=>n++<5&&fetch('/page?delay=500&html=fresh',{cache:'no-store'}),60)</script>${button("o.textContent='Loading';fetch('/page?delay=500&html=fresh',{cache:'no-store'}).then(r=>r.text()).then(t=>o.textContent=t)")}`,
  );
  await agent.call("wait_for", { condition: "js", js: "n > 5" });
  expect(fenced((await timed(agent)).text)).toBe("~ text: before → fresh");
});

test("what was announced and has gone again is told", async ({ agent }) => {
  const toast = (how: string) =>
    button(`${how};fetch('/page?delay=300').then(()=>t.remove())`, "<div id=l></div>");
  await agent.navigate(
    toast("const t=document.createElement('p');t.role='status';t.textContent='Saved!';l.append(t)"),
  );
  expect(fenced((await timed(agent)).text)).toBe("came and went: Saved!");
  await agent.navigate(
    toast(
      "l.ariaLive='polite';const t=document.createElement('p');t.innerHTML='Not <b>sent</b>';l.append(t)",
    ),
  );
  expect(fenced((await timed(agent)).text)).toBe("came and went: Not sent");
});

test("a like that is taken back tells of the request that failed", async ({ agent }) => {
  await agent.navigate(
    button(
      "o.textContent='liked';fetch('/page?status=500&delay=200').then(()=>o.textContent='before')",
    ),
  );
  const { text } = await timed(agent);
  expect(fenced(text)).toMatch(/^failed request: GET \S+ HTTP 500$/);
  expect(text).not.toContain("no visible change");
});

test("a server that has not answered after 20 s is told, and so is what came before", async ({
  agent,
}) => {
  await agent.navigate(button("alert('Leaving');location.href='/slow'"));
  const { text, ms } = await timed(agent);
  expect(text).toContain("click done · alert dialog dismissed");
  expect(text).toContain("notice: the next page has not answered yet: wait_for navigation");
  expect(fenced(text)).toBe("alert: Leaving");
  expect(ms).toBeLessThan(36_000);
  const waited = await agent.call("wait_for", { condition: "navigation", timeout: 300 });
  expect(waited.text).toContain("timed_out");
  await agent.call("navigate", { url: pageUrl("<p>Away</p>") });
});

test("a navigation that ended before it was waited for is found", async ({ agent }) => {
  const next = pageUrl("<h1>Next</h1>");
  await agent.navigate(`<h1>List</h1>${button(`setTimeout(()=>location.href='${next}',400)`)}`);
  await timed(agent);
  await agent.call("wait_for", { condition: "text", text: "Next" });
  const { text, isError } = await agent.call("wait_for", { condition: "navigation", timeout: 500 });
  expect(isError).toBe(false);
  expect(fenced(text)).toBe(`url: ${next}`);
  const again = await agent.call("wait_for", { condition: "navigation", timeout: 200 });
  expect(again.text).toContain("the tab has not navigated since your last acting call");
});

test("an address that matches from before is no navigation", async ({ agent }) => {
  await agent.navigate(`<h1>List</h1>${button("o.textContent='x'")}`);
  const arrived = { condition: "navigation", target: `${inject("pages")}/page*`, timeout: 400 };
  expect((await agent.call("wait_for", arrived)).isError).toBe(false);
  await timed(agent);
  const { text } = await agent.call("wait_for", arrived);
  expect(text).toContain("not navigated since your last acting call, though the address matches");
  await agent.act("click", { target: "#b" });
  await agent.evaluate("(history.pushState(0, '', '/page?step=2'), 1)");
  expect((await agent.call("wait_for", arrived)).isError).toBe(false);
});

test("a network that is idle but briefly is not said to ask again and again", async ({ agent }) => {
  await agent.navigate("<p>Quiet</p>");
  const { text } = await agent.call("wait_for", { condition: "network_idle", timeout: 200 });
  expect(text).toMatch(/no request is open, but for \d+ ms only, and 500 count as idle/);
});
