import { expect, inject } from "vitest";
import { Agent, pageUrl } from "../../support/agent.ts";
import { consentPage, recordingPage, shadowed } from "../../support/consent-pages.ts";
import { otherSite } from "../reading/page-lines.ts";
import { rejecting as test } from "./consent-agent.ts";

const ONE_TRUST = "OneTrust={RejectAll(){}}";
const BANNER = `<div id=onetrust-banner-sdk data-banner><button id=onetrust-reject-all-handler data-does=reject>None</button><button id=onetrust-accept-btn-handler data-does=accept>All</button></div>`;
const banner = consentPage({ global: ONE_TRUST, html: BANNER });
const adding = (html: string) =>
  `document.body.insertAdjacentHTML("beforeend",${JSON.stringify(html).replaceAll("<", "\\u003c")})`;

test("one that comes a moment after the page is waited for", async ({ agent }) => {
  const later = `<script>setTimeout(()=>${adding(BANNER)},1500)</script>`;
  const { text } = await agent.navigate(consentPage({ global: ONE_TRUST, html: later }));
  expect(text).toContain("consent: rejected all (OneTrust)");
  expect(await agent.evaluate("pressed")).toEqual(["reject"]);
});

test("one that a late script makes is waited for, as the script is", async ({ agent }) => {
  const source = `${ONE_TRUST};${adding(BANNER)}`;
  const src = pageUrl(source, { type: "text/javascript", delay: "1500" });
  const { text } = await agent.navigate(
    recordingPage(`<script async src="${src.replaceAll('"', "%22")}"></script>`),
  );
  expect(text).toContain("consent: rejected all (OneTrust)");
  expect(await agent.evaluate("pressed")).toEqual(["reject"]);
});

test("where none comes there is one wait, and then none", async () => {
  await using agent = await Agent.open({ consent: "reject" });
  const html = consentPage({ global: ONE_TRUST, html: "" });
  const took = async () => {
    const startedAt = Date.now();
    const { text } = await agent.navigate(html);
    expect(text).not.toContain("consent:");
    return Date.now() - startedAt;
  };
  expect(await took()).toBeGreaterThan(2_500);
  expect(await took()).toBeLessThan(2_000);
});

test("an act that leads to another document answers its banner and shows the page after it", async ({
  agent,
}) => {
  await agent.navigate(`<a href="${pageUrl(banner).replaceAll('"', "%22")}">On</a>`);
  const { text } = await agent.act("click", { target: "text=On" });
  expect(text).toContain("notice: consent: rejected all (OneTrust)");
  expect(text).toContain("Some text to read.");
  expect(text).not.toContain('button "None"');
  expect(await agent.evaluate("pressed")).toEqual(["reject"]);
});

test("a step of a batch finds the banner of the page it was led to answered", async ({ agent }) => {
  await agent.navigate(`<a href="${pageUrl(banner).replaceAll('"', "%22")}">On</a>`);
  const { text } = await agent.call("batch_actions", {
    actions: [
      { action: "click", target: "text=On" },
      { action: "press", key: "a" },
    ],
  });
  expect(text).toMatch(/\n\[0\] ok click · navigated → .*consent: rejected all \(OneTrust\)/);
  expect(await agent.evaluate("pressed")).toEqual(["reject"]);
});

test("a document is answered once, however often its banner comes", async ({ agent }) => {
  const again = `<button onclick="${adding(BANNER).replaceAll('"', "&quot;")}">Again</button>`;
  await agent.navigate(consentPage({ global: ONE_TRUST, html: BANNER + again }));
  const { text } = await agent.act("click", { target: "text=Again" });
  expect(text).not.toContain("consent:");
  expect(await agent.evaluate("pressed")).toEqual(["reject", "BUTTON#"]);
});

test("the first page of a session is answered before the session is", async () => {
  await using agent = await Agent.open({ consent: "accept", url: pageUrl(banner) });
  expect(await agent.evaluate("pressed")).toEqual(["accept"]);
});

test("a page that loads itself anew once it was answered is read as it then is", async ({
  agent,
}) => {
  const html = consentPage({
    global: `${ONE_TRUST};answered=window.name;window.name="";if(answered)pressed.push("loaded anew")`,
    html: `<div id=onetrust-banner-sdk><button id=onetrust-reject-all-handler onclick="window.name='answered';location.reload()">None</button></div><script>if(answered)document.getElementById("onetrust-banner-sdk").remove()</script>`,
  });
  const { text } = await agent.navigate(html);
  expect(text).toContain("consent: rejected all (OneTrust)");
  expect(await agent.evaluate("pressed")).toEqual(["loaded anew"]);
});

test("one that stays is said to be still there", async ({ agent }) => {
  const html = `<div id=onetrust-banner-sdk><button id=onetrust-reject-all-handler data-does=reject>None</button></div>`;
  const { text } = await agent.navigate(consentPage({ global: ONE_TRUST, html }));
  expect(text).toContain("consent: reject was pressed (OneTrust), but the banner is still shown");
  expect(await agent.evaluate("pressed")).toEqual(["reject"]);
});

test.for([
  ["slides out", "position:fixed;bottom:0;transition:transform .3s", "transform:translateY(200%)"],
  ["fades out", "position:fixed;bottom:0;transition:opacity .3s", "opacity:0"],
  ["is made invisible", "", "visibility:hidden"],
])("one that %s is gone then", async ([, before, after], { agent }) => {
  const answer = `pressed.push("reject");this.parentElement.style.cssText+=";${after}"`;
  const html = `<div id=onetrust-banner-sdk style="${before}"><p>We store.</p><button id=onetrust-reject-all-handler onclick='${answer}'>None</button></div>`;
  const { text } = await agent.navigate(consentPage({ global: ONE_TRUST, html }));
  expect(text).toContain("consent: rejected all (OneTrust)");
  expect(await agent.evaluate("pressed.includes('reject')")).toBe(true);
});

test("a dialog that the press opens is not answered as the caller's own", async ({ agent }) => {
  const html = `<div id=onetrust-banner-sdk><button id=onetrust-reject-all-handler onclick="pressed.push(confirm('Sure?'));this.parentElement.remove()">None</button></div>`;
  const next = pageUrl(consentPage({ global: ONE_TRUST, html })).replaceAll('"', "%22");
  await agent.navigate(`<a href="${next}">On</a>`);
  const { text } = await agent.act("click", { target: "text=On", dialog: "accept" });
  expect(text).toContain("consent: rejected all (OneTrust)");
  expect(text).toContain("dismissed");
  expect(await agent.evaluate("pressed.includes(false)")).toBe(true);
});

test("a window that the press opens is told of", async ({ agent }) => {
  const html = `<div id=onetrust-banner-sdk><button id=onetrust-reject-all-handler onclick="window.open('about:blank#x');this.parentElement.remove()">None</button></div>`;
  const next = pageUrl(consentPage({ global: ONE_TRUST, html })).replaceAll('"', "%22");
  await agent.navigate(`<a href="${next}">On</a>`);
  const { text } = await agent.act("click", { target: "text=On" });
  expect(text).toContain("consent: rejected all (OneTrust)");
  expect(text).toMatch(/new tab/);
  await agent.call("tab_close", { tabIndex: 1 });
});

test("one without a reject is left as it is", async ({ agent }) => {
  const html = `<div id=onetrust-banner-sdk data-banner><button id=onetrust-pc-btn-handler data-does=settings>More</button><button id=onetrust-accept-btn-handler data-does=accept>All</button></div>`;
  const { text } = await agent.navigate(consentPage({ global: ONE_TRUST, html }));
  expect(text).toContain(
    "consent: a banner of OneTrust is shown; it offers no reject on its first layer, left as it is",
  );
  expect(await agent.evaluate("pressed")).toEqual([]);
});

test("one that is covered is not forced", async ({ agent }) => {
  const cover = "<div style='position:fixed;inset:0;background:#fff;z-index:9'>Over all</div>";
  const { text } = await agent.navigate(consentPage({ global: ONE_TRUST, html: BANNER + cover }));
  expect(text).toContain("its reject could not be pressed (covered), left as it is");
  expect(await agent.evaluate("pressed")).toEqual([]);
});

const SOURCEPOINT = "_sp_={executeMessaging(){}}";
const MESSAGE = `<button class="message-component sp_choice_type_12" onclick="tell('settings')">More</button><button class="message-component sp_choice_type_13" onclick="tell('reject')">No</button><button class="message-component sp_choice_type_11" onclick="tell('accept')">Yes</button><script>function tell(what){parent.postMessage(what+(event.isTrusted?"":" faked"),"*")}</script>`;

function framedPage(origin: string): string {
  const src = pageUrl(MESSAGE, {}, origin).replaceAll('"', "%22");
  return consentPage({
    global: `${SOURCEPOINT};addEventListener("message",({data})=>{pressed.push(data);document.getElementById("sp_message_container_1").remove()})`,
    html: `<div id=sp_message_container_1 style="position:fixed;inset:20px"><iframe id=sp_message_iframe_1 style="width:90%;height:90%" src="${src}"></iframe></div>`,
  });
}

test("one in a frame of another origin below the page's own name is answered there", async ({
  agent,
}) => {
  const { text } = await agent.navigate(framedPage(inject("otherPages")));
  expect(text).toContain("consent: rejected all (Sourcepoint)");
  expect(await agent.evaluate("pressed")).toEqual(["reject"]);
});

test("one in a frame of a stranger is left as it is", async ({ agent }) => {
  const { text } = await agent.navigate(framedPage(otherSite()));
  expect(text).toContain("consent: a banner of Sourcepoint is shown; its frame is not one of");
  expect(await agent.evaluate("pressed")).toEqual([]);
});

test("one behind a shadow root that comes late is answered", async () => {
  await using agent = await Agent.open({ consent: "reject" });
  const root = shadowed(
    "#usercentrics-root",
    `<div data-testid=uc-default-banner data-banner><button data-testid=uc-deny-all-button data-does=reject>No</button></div>`,
  );
  const code = root.replace("<script>", "").replace("</script>", "");
  const { text } = await agent.navigate(
    consentPage({
      global: "UC_UI={denyAllConsents(){}}",
      html: `<div id=usercentrics-root></div><script>setTimeout(()=>{${code}},700)</script>`,
    }),
  );
  expect(text).toContain("consent: rejected all (Usercentrics)");
  expect(await agent.evaluate("pressed")).toEqual(["reject"]);
});
