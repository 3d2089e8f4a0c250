import { expect } from "vitest";
import { fenced } from "../../support/agent.ts";
import { test } from "../../support/agent-test.ts";

const COUNTS = "onclick='n.textContent=+n.textContent+1'";
const OUT = "<p id=n>0</p>";

test("a disabled button is refused and not clicked", async ({ agent }) => {
  await agent.navigate(`<button disabled ${COUNTS}>Buy</button>${OUT}`);
  const started = Date.now();
  const { text, isError } = await agent.act("click", { target: await agent.ref("Buy") });
  expect(isError).toBe(true);
  expect(text).toMatch(/^not_actionable: @e\d+ is disabled/);
  expect(fenced(text)).toMatch(/button "Buy" \[disabled\]/);
  expect(Date.now() - started).toBeLessThan(7_000);
  expect(await agent.evaluate("n.textContent")).toBe("0");
});

test("a button in a disabled fieldset and one that is aria-disabled are refused", async ({
  agent,
}) => {
  await agent.navigate(
    `<fieldset disabled><button id=a ${COUNTS}>A</button></fieldset><div role=button aria-disabled=true id=b ${COUNTS}>B</div>${OUT}`,
  );
  const [first, second] = [
    await agent.act("click", { target: "#a" }),
    await agent.act("click", { target: "#b" }),
  ];
  expect(first.text).toMatch(/^not_actionable: .*disabled/);
  expect(second.text).toMatch(/^not_actionable: .*disabled/);
  expect(await agent.evaluate("n.textContent")).toBe("0");
});

test("a button that is enabled after 800 ms is waited for", async ({ agent }) => {
  await agent.navigate(`<button id=b disabled ${COUNTS}>Buy</button>${OUT}`);
  await agent.evaluate("setTimeout(() => b.disabled = false, 800), 1");
  const { text, isError } = await agent.act("click", { target: "#b" });
  expect(isError).toBe(false);
  expect(fenced(text)).toContain("~ text: 0 → 1");
});

test("a covered element is refused, the cover is named, and neither is clicked", async ({
  agent,
}) => {
  await agent.navigate(
    `<button id=b ${COUNTS}>Buy</button>${OUT}<div id=banner class="cookie wall" style="position:fixed;inset:0;background:#fffa" ${COUNTS}>We value your privacy</div>`,
  );
  const { text, isError } = await agent.act("click", { target: "#b" });
  expect(isError).toBe(true);
  expect(text).toMatch(/^covered: @e\d+ is covered by another element/);
  expect(fenced(text)).toContain('covered by <div#banner.cookie.wall> "We value your privacy"');
  expect(await agent.evaluate("n.textContent")).toBe("0");
});

test("a cover that can be acted on is named with its ref", async ({ agent }) => {
  await agent.navigate(
    `<button id=b>Buy</button><button style="position:fixed;inset:0">Accept all</button>`,
  );
  const cover = await agent.ref("Accept all");
  const { text } = await agent.act("click", { target: "#b" });
  expect(fenced(text)).toContain(`covered by <button> "Accept all" ${cover}`);
});

test("a cover that goes away is waited for", async ({ agent }) => {
  await agent.navigate(
    `<button id=b ${COUNTS}>Buy</button>${OUT}<div id=c style="position:fixed;inset:0">wait</div>`,
  );
  await agent.evaluate("setTimeout(() => c.remove(), 700), 1");
  const { text } = await agent.act("click", { target: "#b" });
  expect(fenced(text)).toContain("~ text: 0 → 1");
});

test("a cover that lets the pointer through is none", async ({ agent }) => {
  await agent.navigate(
    `<button id=b ${COUNTS}>Buy</button>${OUT}<div style="position:fixed;inset:0;pointer-events:none">glass</div>`,
  );
  const { text } = await agent.act("click", { target: "#b" });
  expect(fenced(text)).toContain("~ text: 0 → 1");
});

test("an element that is half covered is clicked where it is free", async ({ agent }) => {
  await agent.navigate(
    `<body style="margin:0"><button id=b style="width:400px;height:40px" ${COUNTS}>Wide</button>${OUT}<div style="position:fixed;left:100px;top:0;width:500px;height:60px;background:red"></div>`,
  );
  const { text } = await agent.act("click", { target: "#b" });
  expect(fenced(text)).toContain("~ text: 0 → 1");
});

test("a cover that comes under the pointer at the last moment is not clicked", async ({
  agent,
}) => {
  await agent.navigate(
    `<button id=b ${COUNTS}>Buy</button>${OUT}<div id=trap hidden style="position:fixed;inset:0" onmousedown="n.textContent='trapped'" onclick="n.textContent='trapped'">trap</div>
    <script>var heard=[];for(const kind of ["pointerdown","mousedown","mouseup","click"])addEventListener(kind,()=>heard.push(kind),true);
    b.addEventListener("mousemove", () => trap.hidden = false)</script>`,
  );
  const { text, isError } = await agent.act("click", { target: "#b" });
  expect(isError).toBe(true);
  expect(text).toMatch(/^covered: /);
  expect(fenced(text)).toContain("<div#trap>");
  expect(await agent.evaluate("n.textContent + heard.join()")).toBe("0");
});

test("a moving element is waited for", async ({ agent }) => {
  await agent.navigate(
    `<style>@keyframes go{from{margin-left:0}to{margin-left:600px}} #b{animation:go 700ms linear forwards}</style><button id=b ${COUNTS}>Catch</button>${OUT}`,
  );
  const { text } = await agent.act("click", { target: "#b" });
  expect(fenced(text)).toContain("~ text: 0 → 1");
  expect(text).not.toContain("another element");
});

test("an element that never stops moving is refused", async ({ agent }) => {
  await agent.navigate(
    `<style>@keyframes go{from{margin-left:0}to{margin-left:600px}} #b{animation:go 700ms linear infinite}</style><button id=b ${COUNTS}>Catch</button>${OUT}`,
  );
  const { text } = await agent.act("click", { target: "#b" });
  expect(text).toMatch(/^not_actionable: @e\d+ keeps moving/);
  expect(await agent.evaluate("n.textContent")).toBe("0");
});

test("an element that pulses in its place is clicked at once", async ({ agent }) => {
  await agent.navigate(
    `<style>@keyframes pulse{to{transform:scale(1.1)}} #b{margin:40px;animation:pulse 300ms infinite alternate}</style><button id=b ${COUNTS}>Buy</button>${OUT}`,
  );
  const started = Date.now();
  const { text } = await agent.act("click", { target: "#b" });
  expect(fenced(text)).toContain("~ text: 0 → 1");
  expect(Date.now() - started).toBeLessThan(4_500);
});

test("hidden elements are refused", async ({ agent }) => {
  await agent.navigate(
    "<button id=a style='display:none'>A</button><button id=b style='visibility:hidden'>B</button>",
  );
  for (const target of ["#a", "#b"]) {
    const { text } = await agent.act("click", { target });
    expect(text).toMatch(/^not_actionable: @e\d+ is not visible/);
  }
});

test("an element far below is scrolled to", async ({ agent }) => {
  await agent.navigate(
    `<div style="height:5000px">long</div><button id=b ${COUNTS}>Far</button>${OUT}<div style="height:2000px">`,
  );
  const { text } = await agent.act("click", { target: "#b" });
  expect(fenced(text)).toContain("~ text: 0 → 1");
});

test("an element inside scrollers inside a scroller is scrolled to", async ({ agent }) => {
  await agent.navigate(`
    <div style="height:1500px">top</div>
    <div style="height:200px;overflow:auto"><div style="height:900px">outer</div>
      <div style="height:120px;width:200px;overflow:auto"><div style="width:1500px;height:700px">inner</div>
        <button id=b style="margin-left:1200px" ${COUNTS}>Deep</button><div style="height:400px"></div></div>
      <div style="height:900px"></div></div>${OUT}`);
  const { text } = await agent.act("click", { target: "#b" });
  expect(fenced(text)).toContain("~ text: 0 → 1");
});

test("an element below a sticky header is brought out from under it", async ({ agent }) => {
  await agent.navigate(
    `<header style="position:sticky;top:0;height:80px;background:#ccc">Head</header><div style="height:900px">a</div><button id=b ${COUNTS}>Under</button>${OUT}<div style="height:3000px">b</div>`,
  );
  await agent.evaluate("(scrollTo(0, b.offsetTop - 20), 1)");
  const { text } = await agent.act("click", { target: "#b" });
  expect(fenced(text)).toContain("~ text: 0 → 1");
});

test("an element that no scrolling brings into view is refused", async ({ agent }) => {
  await agent.navigate(
    `<button id=b style="position:fixed;left:-500px;top:0" ${COUNTS}>Off</button>${OUT}`,
  );
  const { text } = await agent.act("click", { target: "#b" });
  expect(text).toMatch(/^not_actionable: @e\d+ cannot be scrolled into view/);
});

test("a press that was stopped leaves nothing behind that stops the next", async ({ agent }) => {
  await agent.navigate(
    `<button id=b ${COUNTS}>Buy</button>${OUT}<div id=c style="position:fixed;inset:0" onclick="c.remove()">wait</div>`,
  );
  expect((await agent.act("click", { target: "#b" })).isError).toBe(true);
  await agent.act("click", { x: 600, y: 600 });
  const { text } = await agent.act("click", { target: "#b" });
  expect(fenced(text)).toContain("~ text: 0 → 1");
});

test("an element that lets the pointer through is refused", async ({ agent }) => {
  await agent.navigate(
    `<div id=d ${COUNTS}><button id=b style="pointer-events:none">Ghost</button></div>${OUT}`,
  );
  const { text } = await agent.act("click", { target: "#b" });
  expect(text).toMatch(/^covered: /);
  expect(fenced(text)).toContain("it lets the pointer through");
  expect(await agent.evaluate("n.textContent")).toBe("0");
});

test("what stands behind a modal dialog is refused", async ({ agent }) => {
  await agent.navigate(
    `<button id=b ${COUNTS}>Buy</button>${OUT}<dialog id=m><p>Sure?</p><button>Yes</button></dialog><script>m.showModal()</script>`,
  );
  const { text } = await agent.act("click", { target: "#b" });
  expect(text).toMatch(/^covered: /);
  expect(await agent.evaluate("n.textContent")).toBe("0");
});
