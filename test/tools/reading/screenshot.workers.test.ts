import { expect } from "vitest";
import { Agent, pageUrl } from "../../support/agent.ts";
import { test } from "../../support/agent-test.ts";
import { otherSite } from "./page-lines.ts";
import { bytesOf, coloursAt, pictureIn } from "./picture.ts";

const BASE = "<style>body{margin:0} .b{height:400px}</style>";
const BANDS = `${BASE}<div class="b" style="background:#ff0000"></div><div class="b" style="background:#00ff00"></div>
  <div class="b" style="background:#0000ff"></div><div class="b" style="background:#ffff00"></div>`;

async function shoot(agent: Agent, args: Record<string, unknown> = {}) {
  const { text, image, isError } = await agent.call("screenshot", args);
  if (isError || image === undefined) throw new Error(text);
  const bytes = bytesOf(image.data);
  return { text, bytes, mimeType: image.mimeType, ...pictureIn(bytes) };
}

test("each format is what it says, of the size it says", async ({ agent }) => {
  await agent.navigate(BANDS);
  for (const format of ["png", "jpeg", "webp"]) {
    const picture = await shoot(agent, { format });
    expect(picture).toMatchObject({
      type: format,
      mimeType: `image/${format}`,
      width: 1280,
      height: 720,
    });
    expect(picture.text).toMatch(/· 1280×720 \w+$/);
  }
  const low = await shoot(agent, { format: "jpeg", quality: 5 });
  const high = await shoot(agent, { format: "jpeg", quality: 95 });
  expect(low.bytes.length).toBeLessThan(high.bytes.length);
});

test("the viewport is shown where it is scrolled to, the whole page from its top", async ({
  agent,
}) => {
  await agent.navigate(BANDS);
  await agent.evaluate("scrollTo(0, 500) ?? 1");
  const view = await shoot(agent);
  expect(
    await coloursAt(view.bytes, [
      [10, 10],
      [10, 310],
      [10, 710],
    ]),
  ).toEqual(["#00ff00", "#0000ff", "#ffff00"]);
  const whole = await shoot(agent, { fullPage: true });
  expect(whole).toMatchObject({ width: 1280, height: 1600 });
  expect(
    await coloursAt(whole.bytes, [
      [10, 10],
      [10, 810],
      [10, 1590],
    ]),
  ).toEqual(["#ff0000", "#0000ff", "#ffff00"]);
  expect(await agent.evaluate("scrollY")).toBe(500);
});

test("one element is shown, by CSS or ref, off the screen, in frames, disabled, tall", async ({
  agent,
}) => {
  const inner = `${BASE}<div class="b"></div><div id="in" style="width:90px;height:30px;background:#123456"></div><div class="b"></div>`;
  await agent.navigate(
    `${BANDS}<button id="d" disabled style="all:unset;display:block;width:60px;height:40px;background:#abcdef"></button>
     <iframe style="border:7px solid red;padding:3px;width:300px;height:100px;margin:20px" src="${pageUrl(inner, {}, otherSite())}"></iframe>
     <div style="height:80px;overflow:auto"><div style="height:500px"></div><p id="s" style="margin:0;width:50px;height:20px;background:#fedcba"></p></div>
     <div id="tall" style="height:4000px;width:100px;background:#777777"></div>`,
  );
  const button = await shoot(agent, { selector: "#d" });
  expect(button).toMatchObject({ width: 60, height: 40 });
  expect(
    await coloursAt(button.bytes, [
      [1, 1],
      [58, 38],
    ]),
  ).toEqual(["#abcdef", "#abcdef"]);
  const framed = await shoot(agent, { selector: "#in" });
  expect(framed).toMatchObject({ width: 90, height: 30 });
  expect(
    await coloursAt(framed.bytes, [
      [1, 1],
      [88, 28],
    ]),
  ).toEqual(["#123456", "#123456"]);
  const scrolled = await shoot(agent, { selector: "#s" });
  expect(
    await coloursAt(scrolled.bytes, [
      [1, 1],
      [48, 18],
    ]),
  ).toEqual(["#fedcba", "#fedcba"]);
  const tall = await shoot(agent, { selector: "#tall" });
  expect(tall.height).toBe(1568);
  expect(Math.abs(tall.width - 39)).toBeLessThanOrEqual(1);
  const ref = await agent.ref("button");
  expect(await shoot(agent, { selector: ref })).toMatchObject({ width: 60, height: 40 });
});

test("a viewport of 4096 is scaled to 1568", async () => {
  await using agent = await Agent.on(BANDS, { viewport: { width: 4096, height: 2048 } });
  const picture = await shoot(agent);
  expect(picture).toMatchObject({ width: 1568, height: 784 });
  expect(picture.text).toContain("1568×784 png");
});

test("a tall page is shown whole to its end, and one too large is refused with advice", async ({
  agent,
}) => {
  await agent.navigate(
    `${BASE}<div style="height:17900px;background:#ff0000"></div><div style="height:100px;background:#0000ff"></div>`,
  );
  const tall = await shoot(agent, { fullPage: true });
  expect(tall).toMatchObject({ width: 1280, height: 18_000 });
  expect(
    await coloursAt(tall.bytes, [
      [5, 5],
      [5, 17_000],
      [5, 17_890],
      [5, 17_950],
    ]),
  ).toEqual(["#ff0000", "#ff0000", "#ff0000", "#0000ff"]);
  expect(await shoot(agent, { fullPage: true, format: "jpeg" })).toMatchObject({ height: 18_000 });
  const webp = await agent.call("screenshot", { fullPage: true, format: "webp" });
  expect(webp.text).toMatch(/^too_large: The picture of 1280×18000 px/);
  await agent.evaluate(
    "document.body.append(Object.assign(document.createElement('div'), { style: 'height:30000px' })) ?? 1",
  );
  const { text, isError } = await agent.call("screenshot", { fullPage: true });
  expect(isError).toBe(true);
  expect(text).toMatch(/^too_large: The picture of 1280×48000 px .*(selector|jpeg)/);
});

test("what cannot be meant is refused", async ({ agent }) => {
  await agent.navigate(`<p>x</p><div id="none"></div><p id="hidden" hidden>h</p>`);
  const refused: [Record<string, unknown>, RegExp][] = [
    [{ quality: 50 }, /^invalid_arguments: quality means nothing together with format png/],
    [{ format: "jpeg", quality: 0 }, /^invalid_arguments: .*quality/],
    [{ selector: "p", fullPage: true }, /^invalid_arguments: /],
    [{ selector: "#hidden" }, /^not_actionable: The element has no size/],
    [{ selector: "#gone" }, /^not_found: /],
    [{ format: "pdf" }, /^unsupported: format pdf/],
    [{ savePath: "x.png" }, /^unsupported: savePath/],
  ];
  for (const [args, words] of refused) {
    const { text, isError, image } = await agent.call("screenshot", args);
    expect(isError).toBe(true);
    expect(image).toBeUndefined();
    expect(text).toMatch(words);
  }
});
