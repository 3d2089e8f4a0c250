import { expect } from "vitest";
import { type Agent, fenced } from "../../support/agent.ts";
import { test } from "../../support/agent-test.ts";

const COUNTER = `<button id=b onclick="n.textContent=+n.textContent+1">Add</button><p id=n>0</p>`;

/** Milliseconds of the slowest of some clicks, the first left out. */
async function slowestClick(agent: Agent): Promise<number> {
  const times: number[] = [];
  for (let click = 0; click < 4; click++) {
    const started = Date.now();
    const { text, isError } = await agent.act("click", { target: "#b" });
    times.push(Date.now() - started);
    if (isError || !fenced(text).includes(`${click} → ${click + 1}`)) throw new Error(text);
  }
  return Math.max(...times.slice(1));
}

test.for([
  [
    "an endless CSS animation",
    "<style>@keyframes s{to{transform:rotate(1turn)}}i{display:block;width:9px;animation:s 1s linear infinite}</style><i>x</i>",
  ],
  [
    "a clock that ticks every 10 ms",
    "<p id=c></p><script>setInterval(()=>c.textContent='t'+performance.now(),10)</script>",
  ],
  [
    "a clock that ticks every frame",
    "<p id=c></p><script>(function f(){c.textContent='t'+performance.now();requestAnimationFrame(f)})()</script>",
  ],
  [
    "a spinner turned by script",
    "<i id=c>x</i><script>let d=0;setInterval(()=>c.style.transform='rotate('+(d+=5)+'deg)',16)</script>",
  ],
  ["a request every 100 ms", "<script>setInterval(()=>fetch('/page?html=x'),100)</script>"],
  ["twenty frames", "<iframe srcdoc='<button>x</button>' width=50 height=30></iframe>".repeat(20)],
] as const)("acts stay quick on a page with %s", async ([, more], { agent }) => {
  await agent.navigate(`${COUNTER}${more}`);
  // Waiting for such a page to fall quiet takes the whole 5 s there are for it.
  expect(await slowestClick(agent)).toBeLessThan(4_500);
});

const STORIES = Array.from(
  { length: 30 },
  (_, i) => `<li><a href="/item/${i}">Story ${i}</a> <a href="/user/${i}">user${i}</a></li>`,
).join("");

test.for([
  ["that changes something", `${COUNTER}<ol>${STORIES}</ol>`],
  ["that nothing listens to", `<button id=b>Still</button><ol>${STORIES}</ol>`],
] as const)("what a click %s costs on a still page", async ([what, html], { agent }) => {
  await agent.navigate(html);
  const times: number[] = [];
  for (let click = 0; click < 30; click++) {
    const started = performance.now();
    const { isError } = await agent.act("click", { target: "#b" });
    times.push(performance.now() - started);
    expect(isError).toBe(false);
  }
  times.sort((a, b) => a - b);
  // The machine decides on the numbers, so they are shown and not judged.
  console.log(`click ${what}: p50 ${times[15]} ms, p95 ${times[28]} ms`);
});
