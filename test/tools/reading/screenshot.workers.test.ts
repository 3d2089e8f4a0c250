import { expect } from "vitest";
import { Agent, pageUrl } from "../../support/agent.ts";
import { test } from "../../support/agent-test.ts";
import { otherSite } from "./page-lines.ts";
import { coloursAt, shoot } from "./picture.ts";

const BASE = "<style>body{margin:0} .b{height:400px}</style>";
const BANDS = `${BASE}<div class="b" style="background:#ff0000"></div><div class="b" style="background:#00ff00"></div>
  <div class="b" style="background:#0000ff"></div><div class="b" style="background:#ffff00"></div>`;

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
    `${BASE}<div style="position:fixed;top:0;width:100px;height:50px;background:#00ff00"></div>
     <div style="height:19900px;background:#ff0000"></div><div style="height:100px;background:#0000ff"></div>`,
  );
  const tall = await shoot(agent, { fullPage: true });
  expect(tall).toMatchObject({ width: 1280, height: 20_000 });
  expect(
    await coloursAt(tall.bytes, [
      [5, 5],
      [5, 725],
      [5, 16_400],
      [5, 19_850],
      [5, 19_950],
    ]),
  ).toEqual(["#00ff00", "#ff0000", "#ff0000", "#ff0000", "#0000ff"]);
  expect(await shoot(agent, { fullPage: true, format: "jpeg" })).toMatchObject({ height: 20_000 });
  const webp = await agent.call("screenshot", { fullPage: true, format: "webp" });
  expect(webp.text).toMatch(/^too_large: The page has 1280×20000 px, .*16383 px.*use format jpeg/);
  await agent.evaluate(
    "document.body.append(Object.assign(document.createElement('div'), { style: 'height:80000px' })) ?? 1",
  );
  const { text, isError } = await agent.call("screenshot", { fullPage: true });
  expect(isError).toBe(true);
  expect(text).toMatch(
    /^too_large: The page has 1280×100000 px, .*Leave fullPage out and scroll, clip .*selector/,
  );
  expect(await shoot(agent)).toMatchObject({ width: 1280, height: 720 });
});

test("a picture whose file is too large is refused, with what makes it smaller", async ({
  agent,
}) => {
  await agent.navigate(
    `${BASE}<canvas id=c width=1280 height=4000></canvas><script>const x = c.getContext("2d"), d = x.createImageData(1280, 4000);
     for (let at = 0; at < d.data.length; at += 65536) crypto.getRandomValues(d.data.subarray(at, at + 65536));
     for (let at = 3; at < d.data.length; at += 4) d.data[at] = 255; x.putImageData(d, 0, 0)</script>`,
  );
  const png = await agent.call("screenshot", { fullPage: true });
  expect(png.text).toMatch(
    /^too_large: The png has \d+ kB; an answer carries \d+ kB\. Use format jpeg or webp, or leave fullPage out/,
  );
  const jpeg = await agent.call("screenshot", { fullPage: true, format: "jpeg", quality: 100 });
  expect(jpeg.text).toMatch(/^too_large: The jpeg .*lower quality/);
  expect(await shoot(agent, { fullPage: true, format: "jpeg", quality: 20 })).toMatchObject({
    height: 4_000,
  });
});

test("an element in scrollers is shown as far as they show it, and hidden ones are refused", async ({
  agent,
}) => {
  const inner = `${BASE}<div id="deep" style="height:900px;background:#123456"></div>`;
  await agent.navigate(
    `${BASE}<div style="height:80px;width:200px;overflow:auto;border:5px solid red"><div id="long" style="height:500px;background:#00ff00"></div></div>
     <p>between</p><div id="host" style="height:50px"></div><iframe style="border:0;width:300px;height:100px" src="${pageUrl(inner, {}, otherSite())}"></iframe>
     <p id="unseen" style="visibility:hidden">x</p><div style="opacity:0"><p id="faint">x</p></div><p id="flat" style="height:0"></p>
     <script>host.attachShadow({ mode: "open" }).innerHTML = '<div id="shady" style="width:40px;height:20px;background:#abcdef"></div>'</script>`,
  );
  const long = await shoot(agent, { selector: "#long" });
  expect(long.height).toBe(80);
  expect(long.text).toContain("notice: the picture holds only the part of the element");
  expect(
    await coloursAt(long.bytes, [
      [5, 5],
      [5, 75],
    ]),
  ).toEqual(["#00ff00", "#00ff00"]);
  const deep = await shoot(agent, { selector: "#deep" });
  expect(deep.height).toBe(100);
  expect(deep.text).toContain("notice: the picture holds only the part");
  const shady = await shoot(agent, { selector: "#shady" });
  expect(shady).toMatchObject({ width: 40, height: 20 });
  expect(shady.text).not.toContain("notice");
  const refused = { "#unseen": "is hidden", "#faint": "is hidden", "#flat": "has no size" };
  for (const [selector, why] of Object.entries(refused)) {
    const { text } = await agent.call("screenshot", { selector });
    expect(text).toContain(`not_actionable: The element ${why}; no picture was taken`);
  }
  await agent.evaluate("document.querySelector('#long').remove() ?? 1");
  const ref = await agent.ref("iframe").catch(() => "@e99999");
  expect((await agent.call("screenshot", { selector: ref })).text).toMatch(/^stale_ref: /);
});

test("what cannot be meant is refused", async ({ agent }) => {
  await agent.navigate(`<p>x</p><div id="none"></div><p id="hidden" hidden>h</p>`);
  const refused: [Record<string, unknown>, RegExp][] = [
    [{ quality: 50 }, /^invalid_arguments: quality means nothing together with format png/],
    [{ format: "jpeg", quality: 0 }, /^invalid_arguments: .*quality/],
    [{ selector: "p", fullPage: true }, /^invalid_arguments: /],
    [{ quality: 50, format: "pdf" }, /^invalid_arguments: quality means nothing .* format pdf/],
    [{ selector: "p", format: "pdf" }, /^invalid_arguments: selector means nothing .* pdf/],
    [{ selector: "#hidden" }, /^not_actionable: The element has no size/],
    [{ selector: "#gone" }, /^not_found: /],
    [{ savePath: "x.jpg" }, /^invalid_arguments: savePath has to end in \.png or have no dot/],
    [{ savePath: "a.pdf", format: "jpeg" }, /^invalid_arguments: savePath .* \.jpg or \.jpeg /],
    [{ savePath: "v1.2" }, /^invalid_arguments: savePath/],
    ...["", ".png", "..", "a/b.png", "a\\b", "a\nb", "a\u202eb", "x".repeat(101)].map(
      (savePath): [Record<string, unknown>, RegExp] => [
        { savePath },
        /^invalid_arguments: savePath: .*; nothing was done/,
      ],
    ),
  ];
  for (const [args, words] of refused) {
    const { text, isError, image } = await agent.call("screenshot", args);
    expect(isError).toBe(true);
    expect(image).toBeUndefined();
    expect(text).toMatch(words);
  }
});
