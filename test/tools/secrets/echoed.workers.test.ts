import { exports } from "cloudflare:workers";
import { Buffer } from "node:buffer";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { type Agent, callTool, rpc, type ToolAnswer } from "../../support/agent.ts";
import { resetObject, sessionStub } from "../../support/objects.ts";
import { keepSecret, scopedAgent } from "../../support/secrets.ts";

const SECRET = 'Zx9!qua&ke"rÄ7 pond';

const seen = { answers: 0, redacted: 0 };

const utf8 = Buffer.from(SECRET, "utf8");
const core = (bytes: Buffer, before: number) =>
  Buffer.concat([Buffer.alloc(before), bytes])
    .toString("base64")
    .slice(Math.ceil((before * 8) / 6), -3);
/** What must stand in no answer, white space apart. */
const FORMS = [
  SECRET,
  encodeURIComponent(SECRET),
  encodeURIComponent(SECRET).toLowerCase(),
  new URLSearchParams({ "": SECRET }).toString().slice(1),
  ...[0, 1, 2].map((before) => core(utf8, before)),
  ...[0, 1, 2].map((before) => core(utf8, before).replaceAll("+", "-").replaceAll("/", "_")),
  utf8.toString("hex"),
  JSON.stringify(SECRET).slice(1, -1),
  SECRET.replaceAll("&", "&amp;").replaceAll('"', "&quot;"),
  SECRET.toUpperCase(),
  "Zx9!qua",
  "7pond",
].map((form) => form.replace(/\s/g, "").toLowerCase());

/** The answer, after a look for the secret in all of it but the bytes of a picture. */
function heed(answer: ToolAnswer): ToolAnswer {
  const { image: _bytes, ...words } = answer;
  const plain = `${words.text}\n${JSON.stringify(words)}`
    .replace(/\s|\\n|[|]|text:|\\"/g, "")
    .toLowerCase();
  for (const form of FORMS) expect(plain, answer.text).not.toContain(form.replaceAll('\\"', ""));
  seen.answers++;
  if (answer.text.includes("[secret POND]")) seen.redacted++;
  return answer;
}

/** Tells what was typed by every way a page has, each time it changes, and when a button is pressed. */
const ECHO = String.raw`<!doctype html><title>Echo</title><input id=f aria-label=Field>
<button id=say>Say</button><button id=err>Err</button><button id=ask>Ask</button><button id=go>Go</button>
<button id=pop>Pop</button><button id=dl>Load</button><button id=req>Req</button><button id=odd>Odd</button>
<select id=s aria-label=List></select><input id=copy aria-label=Copy><textarea id=area aria-label=Area></textarea>
<div id=rich contenteditable aria-label=Rich></div><div id=out></div><table><tr id=row></tr></table>
<iframe id=fr></iframe><div id=host></div><script>
const v = () => f.value, b = (s) => btoa(String.fromCharCode(...new TextEncoder().encode(s)));
const hex = (s) => [...new TextEncoder().encode(s)].map((x) => x.toString(16).padStart(2, "0")).join("");
const forms = () => { const s = v(); return [s, encodeURIComponent(s), encodeURIComponent(s).replace(/%../g, (x) => x.toLowerCase()),
  escape(s), b(s), b("x" + s), b("xy" + s), b("xy" + s).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, ""), hex(s), hex(s).toUpperCase(),
  JSON.stringify(s), JSON.stringify(JSON.stringify(s)), s.replace(/[&<>"]/g, (c) => "&#" + c.charCodeAt(0) + ";"),
  [...s].map((c) => "\\u" + c.charCodeAt(0).toString(16).padStart(4, "0")).join(""), [...s].join(" "), [...s].join("\n"), [...s].join("\u200b"),
  [...s].join("\u0000"), s.toUpperCase(), "x".repeat(90) + s + " tail", s.slice(0, 3) + "\u00ad" + s.slice(3)]; };
f.oninput = () => { if (v() === "") return;
  document.title = "at " + v(); copy.value = v(); area.value = v() + "!"; rich.textContent = v(); s.innerHTML = "";
  for (const x of forms()) { s.add(new Option(x, x));
    const p = document.createElement("p"); p.textContent = x; out.append(p);
    const a = document.createElement("a"); a.textContent = "link " + x; a.href = "https://x.example/?q=" + encodeURIComponent(x); a.title = x; out.append(a);
    const i = document.createElement("input"); i.placeholder = x; i.setAttribute("value", x); i.name = x; out.append(i);
    const c = document.createElement("button"); c.setAttribute("aria-label", x); out.append(c); }
  const each = (make) => { for (const c of v()) make(c); };
  each((c) => { const d = document.createElement("div"); d.textContent = c; out.append(d); });
  out.append(document.createElement("hr"));
  each((c) => { const e = document.createElement("button"); e.textContent = c; out.append(e); });
  each((c) => { row.insertCell().textContent = c; });
  out.insertAdjacentHTML("beforeend", "<div><span>" + [...v()].map((c) => c.replace(/[&<"]/g, (x) => "&#" + x.charCodeAt(0) + ";")).join("</span><wbr><span>") + "</span></div>");
  fr.srcdoc = "<button>" + v() + "</button>"; (host.shadowRoot ?? host.attachShadow({ mode: "closed" })).innerHTML = "<h2>" + v() + "</h2>"; };
say.onclick = () => alert(forms().join("\n")); ask.onclick = () => prompt(v(), v());
err.onclick = () => { for (const x of forms()) console.error(x); Promise.reject(v()); throw new Error(v()); };
go.onclick = () => history.pushState({}, "", "?q=" + encodeURIComponent(v()) + "&p=" + "x".repeat(440) + "#" + b(v()));
pop.onclick = () => window.open("?popped=" + encodeURIComponent(v()), v());
odd.onclick = () => { window.open("odd:" + v()); location.href = "odd://" + encodeURIComponent(v()); };
dl.onclick = () => { const a = document.createElement("a"); a.download = v() + ".txt"; a.href = "data:text/plain,x"; a.click(); };
req.onclick = () => { fetch("/missing/" + encodeURIComponent(v())).catch(() => 0); fetch("http://127.0.0.1:9/" + b(v())).catch(() => 0);
  fetch("/echo?" + encodeURIComponent(v()), { method: "POST", headers: { "Content-Type": "application/json", ["X-" + hex(v())]: encodeURIComponent(v()) }, body: JSON.stringify({ say: forms(), [v()]: { [b(v())]: v() } }) }).catch(() => 0);
  fetch("/echo/" + hex(v()) + "/" + encodeURIComponent(v())).catch(() => 0); for (const c of v()) console.log(c);
  new WebSocket("ws://" + location.host + "/socket?" + encodeURIComponent(v())).onopen = ({ target }) => { for (const x of forms()) target.send(x); }; };
onbeforeunload = (e) => { if (window.stay) { e.preventDefault(); e.returnValue = v(); } };
</script>`;

let agent: Agent;
const call = async (tool: string, args: Record<string, unknown> = {}) =>
  heed(await agent.call(tool, args));
const act = (action: string, target: string, args: Record<string, unknown> = {}) =>
  call("act", { action, target, ...args });

async function openFilled(): Promise<ToolAnswer> {
  const place = `${inject("pages")}/recorded/echo`;
  await fetch(`${place}/page`, { method: "PUT", body: ECHO });
  await call("navigate", { url: `${place}/page` });
  return act("fill", "#f", { value: "{{secret:POND}}" });
}

beforeAll(async () => {
  await keepSecret("POND", SECRET);
  agent = await scopedAgent();
});

afterAll(async () => {
  await agent[Symbol.asyncDispose]();
  expect(seen.redacted).toBeGreaterThan(seen.answers / 3);
});

test("filling it shows nothing of what the page makes of it", async () => {
  const { text, isError } = await openFilled();
  expect(isError, text).toBe(false);
  expect(text.match(/\[secret POND\]/g)?.length).toBeGreaterThan(10);
});

test("what reads the page tells nothing of it, in parts neither", async () => {
  for (const detail of ["controls", "standard", "full"]) {
    let offset: number | undefined = 0;
    for (let part = 0; part < 40 && offset !== undefined; part++) {
      const { text } = await call("snapshot", { detail, maxChars: 700, offset });
      offset = Number(/with offset (\d+)/.exec(text)?.[1] ?? Number.NaN);
      if (Number.isNaN(offset)) offset = undefined;
    }
    await call("snapshot", { detail, maxChars: 100_000 });
  }
  for (const find of ["Zx9", "/Z.9/", "pond", "secret", "link"]) await call("snapshot", { find });
  for (const args of [{}, { selector: "#out" }]) await call("diff", args);
  for (const type of ["text", "html", "title", "url"]) {
    await call("extract", { type, maxChars: 100_000 });
    if (type === "text" || type === "html") {
      for (let offset = 0; offset < 6_000; offset += 511) {
        await call("extract", { type, maxChars: 500, offset });
      }
    }
  }
  await call("extract", { target: "#out" });
  await call("extract", { target: "p" });
  await call("screenshot", { selector: "#f" });
  await call("screenshot", { selector: "p" });
  await call("screenshot", { savePath: "a" });
  await call("screenshot", { format: "pdf" });
  await call("tabs_list");
  heed(await callTool("session_list", {}));
}, 180_000);

test("what waits and what is refused tells nothing of it", async () => {
  for (const args of [
    { condition: "element", target: "#out" },
    { condition: "text", text: "never" },
    { condition: "element", target: "p[[" },
    { condition: "navigation", target: "*never*" },
  ]) {
    await call("wait_for", { ...args, timeout: 300 });
  }
  for (const target of ["p", "#none", "text=link", "role=button", "p[[", "#rich"]) {
    await act("click", target);
  }
  await act("select", "#s", { value: "none" });
  await act("fill", "#s", { value: "none" });
  await act("upload", "#f", { filePaths: [{ name: "a.txt", base64: "YQ==" }] });
});

test("what the page does when it is acted on tells nothing of it", async () => {
  for (const id of ["say", "ask", "err", "req", "go", "dl"]) await act("click", `#${id}`);
  await act("hover", "#out");
  await act("type", "#copy", { value: "more" });
  await act("press", "#copy", { key: "Control+A" });
  await call("batch_actions", {
    actions: [
      { action: "click", target: "#err" },
      { action: "click", target: "#say" },
      { action: "click", target: "p" },
    ],
  });
  await act("click", "#pop");
  await call("tabs_list");
  await call("tab_switch", { tabIndex: -1 });
  await call("snapshot");
  await call("tab_close", { tabIndex: -1 });
  await act("click", "#odd");
  await call("snapshot");
}, 120_000);

test("what the logs hold tells nothing of it, whole, in parts or in a file", async () => {
  await act("click", "#req");
  await call("network_intercept", { action: "log", ruleId: "all", urlPattern: "*" });
  const { text } = await call("network_log", { maxChars: 100_000 });
  for (let offset = 0; offset < 12; offset++) await call("network_log", { maxChars: 500, offset });
  for (const requestId of text.match(/^n\d+/gm) ?? []) {
    await call("network_log", { requestId, maxChars: 100_000 });
    for (const offset of [0, 499, 998])
      await call("network_log", { requestId, maxChars: 500, offset });
  }
  for (const maxChars of [500, 777, 100_000]) await call("console_log", { maxChars });
  await call("api_discover");
  for (const [tool, args] of [
    ["network_log", { format: "har" }],
    ["api_export", { includeTracking: true }],
  ] as const) {
    const answer = await call(tool, args);
    const url = /https?:\/\/\S+\/artifacts\/\S+/.exec(answer.text)?.[0] ?? "";
    const file = await exports.default.fetch(new Request(url));
    heed({ text: await file.text(), isError: false });
  }
}, 180_000);

test("what the session was reset with does not make it forget", async () => {
  await resetObject(sessionStub(agent.sessionId));
  // The grant has another value by now; the page still shows the one that was typed.
  await keepSecret("POND", "quite another value");
  const { text } = await call("snapshot", { detail: "full", maxChars: 100_000 });
  expect(text).toContain("[secret POND]");
  await call("extract", { type: "html", maxChars: 100_000 });
  await keepSecret("POND", SECRET);
});

test("artifacts and resources are named by nothing of it", async () => {
  const { result } = await rpc("resources/list", {});
  const plain = JSON.stringify(result).replace(/\s/g, "").toLowerCase();
  for (const form of FORMS) expect(plain).not.toContain(form);
});
