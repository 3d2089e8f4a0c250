import { expect } from "vitest";
import { pageUrl } from "../../support/agent.ts";
import { test } from "../../support/agent-test.ts";
import { artifactsIn, bytesKept } from "../../support/artifacts.ts";
import { otherSite } from "./page-lines.ts";
import { coloursAt, coloursIn, shoot } from "./picture.ts";

const LOOP = "<script>onload = () => setTimeout(() => { for (;;); }, 300)</script>";
const RED = "<style>body{margin:0;background:#ff0000}</style>";

test("an empty tab has a picture and a print", async ({ agent }) => {
  await agent.call("navigate", { url: "about:blank" });
  const { bytes, width, height } = await shoot(agent);
  expect([width, height]).toEqual([1280, 720]);
  expect(await coloursIn(bytes, [0, 0, 50, 50])).toEqual(["#ffffff"]);
  const { text } = await agent.call("screenshot", { format: "pdf" });
  expect(text).toMatch(/about:blank · pdf of 1 page$/m);
  expect((await bytesKept(text)).length).toBe(artifactsIn(text)[0]?.bytes);
});

test("a page is printed whole, with its backgrounds, on as many sheets as it takes", async ({
  agent,
}) => {
  await agent.navigate(`${RED}<h1>Top</h1><div style="height:3000px"></div><p>End</p>`);
  const { text, image } = await agent.call("screenshot", { format: "pdf", fullPage: true });
  expect(image).toBeUndefined();
  expect(text).toMatch(/ · pdf of [34] pages$/m);
  expect(artifactsIn(text)).toMatchObject([{ type: "application/pdf" }]);
  const start = new TextDecoder().decode((await bytesKept(text)).slice(0, 5));
  expect(start).toBe("%PDF-");
});

test("a print of many megabytes is kept whole", async ({ agent }) => {
  await agent.navigate(
    `<p>x</p><script>for (let n = 0; n < 3; n++) {
      const c = document.body.appendChild(Object.assign(document.createElement("canvas"), { width: 1000, height: 1000 }));
      const x = c.getContext("2d"), d = x.createImageData(1000, 1000);
      for (let at = 0; at < d.data.length; at += 65536) crypto.getRandomValues(d.data.subarray(at, at + 65536));
      for (let at = 3; at < d.data.length; at += 4) d.data[at] = 255; x.putImageData(d, 0, 0) }</script>`,
  );
  const { text } = await agent.call("screenshot", { format: "pdf" });
  const bytes = await bytesKept(text);
  expect(bytes.length).toBe(artifactsIn(text)[0]?.bytes);
  expect(bytes.length).toBeGreaterThan(9_000_000);
  const file = new TextDecoder("latin1").decode(bytes);
  expect(file.startsWith("%PDF-") && file.trimEnd().endsWith("%%EOF")).toBe(true);
  expect(text).toContain(`pdf of ${file.match(/\/Type\s*\/Page\b/g)?.length} pages`);
});

test("what never stops moving has a picture all the same", async ({ agent }) => {
  await agent.navigate(
    `<style>@keyframes turn{to{transform:rotate(1turn)}} b{display:block;width:90px;height:90px;animation:turn 1s infinite linear}</style><b>x</b>
     <canvas id=c></canvas><p id=p></p><script>(function draw(n) { p.textContent = n; c.width = 300; requestAnimationFrame(() => draw(n + 1)) })(0)</script>`,
  );
  for (const format of ["png", "jpeg", "webp"]) {
    expect(await shoot(agent, { format })).toMatchObject({ type: format, width: 1280 });
  }
  expect((await agent.call("screenshot", { format: "pdf" })).isError).toBe(false);
});

test("a tab behind another one has a picture", async ({ agent }) => {
  await agent.navigate(
    `${RED}<a href="${pageUrl("<h1>Popup</h1>")}" target="_blank">Open</a><script>onclick = (e) => { }</script>`,
  );
  await agent.act("click", { target: "a" });
  expect((await agent.call("tabs_list")).text).toContain("2 tabs, active 0");
  expect(await coloursAt((await shoot(agent)).bytes, [[600, 600]])).toEqual(["#ff0000"]);
  await agent.call("tab_switch", { tabIndex: 1 });
  expect(await coloursAt((await shoot(agent)).bytes, [[600, 600]])).toEqual(["#ffffff"]);
  await agent.call("tab_close", { tabIndex: 1 });
  expect(await coloursAt((await shoot(agent)).bytes, [[600, 600]])).toEqual(["#ff0000"]);
});

test("a page whose script never ends is freed for its picture", async ({ agent }) => {
  await agent.navigate(RED);
  await agent.evaluate("setTimeout(() => { for (;;); }, 10) && 1");
  await expect
    .poll(async () => (await agent.call("session_health")).text, { timeout: 10_000 })
    .toContain("unhealthy");
  const { text, bytes } = await shoot(agent);
  expect(text).toMatch(/^notice: a script of the page had not yielded for 4 s and was ended$/m);
  expect(await coloursAt(bytes, [[600, 600]])).toEqual(["#ff0000"]);
});

test("a frame whose script never ends is told, and holds nothing up", async ({ agent }) => {
  const stuck = pageUrl(`<p>Stuck</p>${LOOP}`, {}, otherSite());
  await agent.call("navigate", {
    url: pageUrl(`${RED}<p>Top</p><iframe src="${stuck}"></iframe>`),
    waitUntil: "load",
  });
  await agent.evaluate("new Promise((done) => setTimeout(() => done(1), 900))");
  const { text, bytes } = await shoot(agent);
  expect(text).toContain("notice: 1 frame did not answer or changed meanwhile: secret fields");
  expect(await coloursAt(bytes, [[600, 600]])).toEqual(["#ff0000"]);
  const printed = await agent.call("screenshot", { format: "pdf" });
  expect(printed.text).toMatch(/^timed_out: The page could not be printed in time|pdf of 1 page/);
  expect((await agent.navigate("<h1>After</h1>")).text).toContain('h1 "After"');
});
