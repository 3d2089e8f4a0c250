import { expect, inject, test } from "vitest";
import { Agent } from "../../support/agent.ts";

/** What a page is told that asks for what nobody has granted it. */
const ASKS = `(async () => {
  const told = (work) => Promise.race([
    Promise.resolve().then(work).then((value) => "granted " + value, (error) => error.name ?? "code " + error.code),
    new Promise((done) => setTimeout(() => done("no answer"), 4000)),
  ]);
  const asked = {
    camera: () => navigator.mediaDevices.getUserMedia({ video: true }),
    microphone: () => navigator.mediaDevices.getUserMedia({ audio: true }),
    screen: () => navigator.mediaDevices.getDisplayMedia(),
    notifications: async () => { const how = await Notification.requestPermission(); if (how !== "granted") throw new DOMException("", how); },
    clipboard: () => navigator.clipboard.readText(),
    midi: () => navigator.requestMIDIAccess({ sysex: true }),
    usb: () => navigator.usb.requestDevice({ filters: [] }),
    serial: () => navigator.serial.requestPort(),
    hid: () => navigator.hid.requestDevice({ filters: [] }),
    bluetooth: () => navigator.bluetooth.requestDevice({ acceptAllDevices: true }),
    fonts: async () => { if ((await queryLocalFonts()).length === 0) throw new DOMException("", "none"); },
    idle: async () => { const how = await IdleDetector.requestPermission(); if (how !== "granted") throw new DOMException("", how); },
    screens: () => getScreenDetails(),
    geolocation: () => new Promise((done, fail) => navigator.geolocation.getCurrentPosition(done, fail)),
  };
  const names = Object.keys(asked);
  const answers = await Promise.all(names.map((name) => told(asked[name])));
  return Object.fromEntries(names.map((name, at) => [name, answers[at]]));
})()`;

test("what nobody has granted is granted to no page", async () => {
  await using agent = await Agent.on("<h1>Asks</h1>");
  const told = (await agent.evaluate(ASKS)) as Record<string, string>;
  console.log(JSON.stringify(told));
  for (const [name, answer] of Object.entries(told)) expect(answer, name).not.toMatch(/^granted/);
});

const STATES = `Promise.all(["geolocation", "notifications", "camera", "microphone", "midi",
  "clipboard-read", "idle-detection", "local-fonts", "window-management", "display-capture"].map(
  (name) => navigator.permissions.query({ name, sysex: true }).then(({ state }) => name + " " + state)))`;

test("what nobody has granted is denied to tabs, popups and other sites, and asked of nobody", async () => {
  await using agent = await Agent.on("<h1>States</h1>");
  const inPopup = `(async () => {
    const popup = open("about:blank");
    const within = new Function("navigator", "return " + ${JSON.stringify(STATES)});
    return within(popup.navigator);
  })()`;
  const places = [await agent.evaluate(STATES), await agent.evaluate(inPopup)];
  await agent.call("navigate", { url: `${inject("otherPages")}/plain` });
  for (const states of [...places, await agent.evaluate(STATES)] as string[][]) {
    expect(states).toHaveLength(10);
    expect(states.filter((state) => !state.endsWith(" denied"))).toEqual([]);
  }
});

test.each([
  "file:///etc/passwd",
  "view-source:http://127.0.0.1/",
  "chrome://settings",
  "chrome://version",
  "devtools://devtools/bundled/inspector.html",
  "chrome-untrusted://new-tab-page",
  "about:srcdoc",
  "ftp://example.com/",
  "filesystem:http://127.0.0.1/temporary/x",
])("%s is shown by no way of a page's", async (inner) => {
  const at = JSON.stringify(inner);
  await using agent = await Agent.on(`<a id="link" href=${at}>Link</a>
    <a rel="next" href=${at}>Next</a><form action=${at}><button>Send</button></form>
    <iframe src=${at}></iframe><iframe srcdoc='<meta http-equiv=refresh content="0;url=${inner}">'></iframe>`);
  const ways = [
    `document.querySelector("#link").click()`,
    `open(${at})`,
    `open(${at}, "_blank", "noopener")`,
    `document.forms[0].submit()`,
    `{ const w = open("about:blank"); try { w.location = ${at}; } catch {} }`,
    `location.href = ${at}`,
    `location.replace(${JSON.stringify(`${inject("pages")}/redirect?to=${encodeURIComponent(inner)}`)})`,
  ];
  for (const way of ways) {
    await agent.call("extract", { type: "js", js: `void setTimeout(() => { ${way}; }, 5)` });
  }
  await new Promise((resolve) => setTimeout(resolve, 700));
  const { text } = await agent.call("tabs_list");
  const shown = inner.split(":")[0] === "about" ? "about:srcdoc" : inner.slice(0, 12);
  expect(text).not.toContain(shown);
  const snapshot = await agent.snapshot();
  expect(snapshot).not.toMatch(/root:x:0|Google Chrome is up to date|user-data-dir/);
});

test("a page opens windows up to a bound, and it is told", async () => {
  await using agent = await Agent.on("<h1>Opens</h1>");
  const opening = `for (let at = 0; at < 45; at++) open("about:blank", "w" + at);`;
  await agent.call("extract", { type: "js", js: `void setTimeout(() => { ${opening} }, 5)` });
  let told = "";
  await expect
    .poll(
      async () => {
        told += await agent.snapshot();
        return told;
      },
      { timeout: 20_000 },
    )
    .toMatch(/blocked \d+ windows? of pages: a session has at most 30 tabs/);
  const { text } = await agent.call("tabs_list");
  expect(text.match(/about:blank/g)?.length ?? 0).toBeLessThanOrEqual(30);
});
