import { expect } from "vitest";
import { fenced, pageUrl } from "../../support/agent.ts";
import { test } from "../../support/agent-test.ts";

const button = (js: string, more = "<p id=o>before</p>") =>
  `<button id=b>Go</button>${more}<script>b.onclick=()=>{${js}}</script>`;

test.for([
  ["text alone", "o.textContent='after'", "<p id=o>before</p>", "~ text: before → after"],
  [
    "an alert",
    "o.textContent='Card declined'",
    "<div id=o role=alert></div>",
    "+ alert: Card declined",
  ],
  [
    "a live region",
    "o.textContent='3 results'",
    "<div id=o aria-live=polite></div>",
    "+ status: 3 results",
  ],
  [
    "a state",
    "o.setAttribute('aria-expanded','true')",
    "<button id=o aria-expanded=false>Menu</button>",
    "[collapsed] → [expanded]",
  ],
  ["a value set by script", "o.value='42'", "<input id=o aria-label=Sum>", '→ value="42"'],
  ["something disabled", "o.disabled=true", "<button id=o>Pay</button>", "→ [disabled]"],
  ["something removed", "o.remove()", "<button id=o>Pay</button>", "- @e"],
  [
    "a modal",
    "o.showModal()",
    "<dialog id=o aria-label=Sure><button>Yes</button></dialog>",
    'dialog "Sure" [modal]',
  ],
  ["the title", "document.title='Done (1)'", "<title>Start</title>", "title: Done (1)"],
] as const)("the outcome shows %s", async ([, js, more, line], { agent }) => {
  await agent.navigate(button(js, more));
  const { text } = await agent.act("click", { target: "#b" });
  expect(fenced(text)).toContain(line);
  expect(text).not.toContain("no visible change");
});

test.for([
  ["a long text, of as many characters", "<p id=o>LONG</p>", "~ text: ", "4720 items"],
  [
    "the last of several paragraphs",
    "<p>LONG</p><p>LONG</p><p>LONG</p><p id=o>LONG</p>",
    "~ text: ",
    "4720 items",
  ],
  [
    "a text of which the comparison holds the start",
    "<p id=o>LONGLONGLONGLONG</p>",
    "~ text: ",
    "… (+",
  ],
  ["a long cell", "<table><tr><td>Stock<td id=o>LONG</table>", "~ row: ", "4720 items"],
] as const)(
  "a change that no snapshot shows is seen: in %s",
  async ([, page, start, change], { agent }) => {
    const long = `${"A word and another. ".repeat(15)} 4711 items left. `;
    await agent.navigate(
      button(
        "o.firstChild.data=o.textContent.trim().replace(/4711([^1]*)$/,'4720$1')",
        page.replaceAll("LONG", long),
      ),
    );
    const changed = fenced((await agent.act("click", { target: "#b" })).text);
    expect(changed.split("\n")).toHaveLength(1);
    expect(changed.startsWith(start)).toBe(true);
    expect(changed).toContain(change);
  },
);

test("a result of a request that takes 800 ms is seen", async ({ agent }) => {
  await agent.navigate(
    button("fetch('/page?delay=800&html=late').then(r=>r.text()).then(t=>o.textContent=t)"),
  );
  const { text } = await agent.act("click", { target: "#b" });
  expect(fenced(text)).toBe("~ text: before → late");
});

test("a result of requests one after the other is seen", async ({ agent }) => {
  await agent.navigate(
    button(
      "(async()=>{for(let i=1;i<4;i++){await fetch('/page?delay=200');o.textContent='step '+i}})()",
    ),
  );
  expect(fenced((await agent.act("click", { target: "#b" })).text)).toContain("step 3");
});

test("a result of an XMLHttpRequest and one of a loaded script are seen", async ({ agent }) => {
  await agent.navigate(
    button(
      "const x=new XMLHttpRequest();x.open('GET','/page?delay=300&html=xhr');x.onload=()=>o.textContent=x.response;x.send()",
    ),
  );
  expect(fenced((await agent.act("click", { target: "#b" })).text)).toContain("xhr");
  await agent.navigate(
    button(
      "const s=document.createElement('script');s.src='/page?delay=300&type=text/javascript&html='+encodeURIComponent('o.textContent=\"script\"');document.head.append(s)",
    ),
  );
  expect(fenced((await agent.act("click", { target: "#b" })).text)).toContain("script");
});

test("a change that comes some frames or 80 ms later is seen", async ({ agent }) => {
  await agent.navigate(
    button("requestAnimationFrame(()=>requestAnimationFrame(()=>o.textContent='frames'))"),
  );
  expect(fenced((await agent.act("click", { target: "#b" })).text)).toContain("frames");
  await agent.navigate(button("setTimeout(()=>o.textContent='timer',80)"));
  expect(fenced((await agent.act("click", { target: "#b" })).text)).toContain("timer");
});

test("a request that is never answered ends the wait and is told", async ({ agent }) => {
  await agent.navigate(button("fetch('/slow');o.textContent='sent'"));
  const started = Date.now();
  const { text } = await agent.act("click", { target: "#b" });
  expect(fenced(text)).toContain("sent");
  expect(text).toContain("notice: 1 request is still unanswered");
  expect(Date.now() - started).toBeLessThan(7_000);
});

test.for([
  ["nothing at all", "", true],
  ["only what scripts see", "window.x=1", true],
  ["a style that nobody would read", "o.style.color='red'", false],
  ["the same text again", "o.textContent='before'", false],
] as const)(
  "no visible change is said only when it is true: %s",
  async ([, js, nothing], { agent }) => {
    await agent.navigate(button(js));
    const { text } = await agent.act("click", { target: "#b" });
    expect(text).toContain(nothing ? "no visible change" : "text and controls stayed as they were");
  },
);

test("console errors, uncaught errors and rejected promises are told", async ({ agent }) => {
  await agent.navigate(
    button(
      "console.error('bad thing',{a:1},42);Promise.reject(new TypeError('lost'));throw new Error('boom')",
    ),
  );
  const { text } = await agent.act("click", { target: "#b" });
  expect(fenced(text)).toContain("console error: bad thing");
  expect(fenced(text)).toContain("uncaught: Error: boom");
  expect(fenced(text)).toContain("uncaught: TypeError: lost");
});

test("errors from before the call are not told again", async ({ agent }) => {
  await agent.navigate(`<script>console.error("early")</script>${button("o.textContent='x'")}`);
  expect((await agent.act("click", { target: "#b" })).text).not.toContain("early");
});

test("failed requests are told with their status or reason", async ({ agent }) => {
  await agent.navigate(
    button(
      "fetch('/page?status=500&html=x').catch(()=>0);fetch('http://127.0.0.1:9/').catch(()=>0);fetch('/missing')",
    ),
  );
  const { text } = await agent.act("click", { target: "#b" });
  expect(fenced(text)).toMatch(/failed request: GET \S+\/page\?status=500&html=x HTTP 500/);
  expect(fenced(text)).toMatch(/failed request: GET \S+\/missing HTTP 404/);
  expect(fenced(text)).toMatch(/failed request: GET http:\/\/127\.0\.0\.1:9\/ \S+/);
});

test("a page that changes throughout is shown as it reads now", async ({ agent }) => {
  await agent.navigate(
    `<button id=b>Next</button><div id=l>${Array.from({ length: 40 }, (_, i) => `<p>old line ${i}</p>`).join("")}</div><script>b.onclick=()=>l.innerHTML="<h2>Fresh</h2>"+Array.from({length:40},(_,i)=>"<p>new words "+i+"</p>").join("")</script>`,
  );
  const { text } = await agent.act("click", { target: "#b" });
  expect(text).toContain("most of the page changed");
  expect(fenced(text)).toContain('h2 "Fresh"');
  expect(fenced(text)).toContain("new words 39");
  expect(fenced(text)).not.toContain("old line");
});

test("an outcome that is too long says what is missing", async ({ agent }) => {
  await agent.navigate(
    button(
      "o.innerHTML=Array.from({length:900},(_,i)=>'<button>Button number '+i+'</button>').join('')",
      "<div id=o></div>",
    ),
  );
  const { text } = await agent.act("click", { target: "#b" });
  expect(text).toMatch(
    /notice: \d+ more characters are cut off here: snapshot shows the whole page/,
  );
  expect(text.length).toBeLessThan(11_000);
});

test("act is followed by a diff against the page before it", async ({ agent }) => {
  await agent.navigate(`${button("o.textContent='one'")}<a href="${pageUrl("x")}">x</a>`);
  const first = await agent.act("click", { target: "#b" });
  expect(fenced(first.text)).toBe("~ text: before → one");
  await agent.evaluate("(o.textContent = 'two', 1)");
  const second = await agent.act("click", { target: "#b" });
  expect(fenced(second.text)).toBe("~ text: two → one");
});

test("changes in shadow roots are seen", async ({ agent }) => {
  await agent.navigate(
    `<div id=h></div><script>const r=h.attachShadow({mode:"open"});r.innerHTML="<button>In</button><p>closed</p>";r.firstChild.onclick=()=>setTimeout(()=>r.lastChild.textContent="opened",60)</script>`,
  );
  expect(fenced((await agent.act("click", { target: "text=In" })).text)).toBe(
    "~ text: closed → opened",
  );
});

test.for([
  ["an area that is busy", "o.setAttribute('aria-busy','true')", "o.removeAttribute('aria-busy')"],
  ["a bar without an end", "o.innerHTML='<progress></progress>'", ""],
] as const)("a result is waited for while the page shows %s", async ([, begin, end], { agent }) => {
  await agent.navigate(
    button(
      `${begin};setTimeout(()=>{${end};o.textContent='finished'},1200)`,
      "<div id=o>before</div>",
    ),
  );
  const { text } = await agent.act("click", { target: "#b" });
  expect(fenced(text)).toContain("finished");
});

test("a page that was busy before, or stays so, holds up no act for long", async ({ agent }) => {
  await agent.navigate(
    `<div aria-busy=true>always</div>${button("o.innerHTML='<progress></progress> forever'", "<div id=o>before</div>")}`,
  );
  const started = Date.now();
  expect(fenced((await agent.act("click", { target: "#b" })).text)).toContain("forever");
  expect(Date.now() - started).toBeLessThan(4_900);
});

test("suggestions that a search asks for a moment after the typing are seen", async ({ agent }) => {
  await agent.navigate(
    "<input type=search id=s><ul id=l></ul><script>let t;s.oninput=()=>{clearTimeout(t);t=setTimeout(()=>fetch('/page?delay=150&html=frogs').then(r=>r.text()).then(x=>l.innerHTML='<li><button>'+x+'</button>'),250)}</script>",
  );
  expect(fenced((await agent.act("fill", { target: "#s", value: "fr" })).text)).toContain(
    '"frogs"',
  );
  await agent.evaluate("(l.innerHTML = '', 1)");
  const typed = await agent.act("type", { target: "#s", value: "og" });
  expect(fenced(typed.text)).toContain('"frogs"');
});
