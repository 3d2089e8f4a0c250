import { inject } from "vitest";
import { pageUrl } from "../support/agent.ts";
import type { Random } from "./random.ts";

/** A page that tells the test server of each press of its button and of Enter in its field. */
export function countingPage(key: string): string {
  const script = `const loaded = Math.random();
    const send = () => fetch("/count?key=${key}", { method: "POST", keepalive: true })
      .then((answer) => answer.text())
      .then((count) => { document.querySelector("output").textContent = "sent " + count; });`;
  return pageUrl(`<title>${key}</title><h1>Count ${key}</h1><script>${script}</script>
    <label>Field ${key} <input id="in-${key}" onkeydown="if (event.key === 'Enter') send()"></label>
    <button id="go-${key}" onclick="send()">Send ${key}</button><output></output>`);
}

/** How often the page of this key has told the test server. */
export async function countOf(key: string): Promise<number> {
  return (await fetch(`${inject("pages")}/count?key=${key}`)).json();
}

/** A page that shows something a moment after it has loaded. */
export function latePage(): string {
  return pageUrl(`<h1>Early</h1><script>
    setTimeout(() => document.body.append("Late words"), 300)</script>`);
}

/** A page with a button that opens a window, and one that opens a dialog. */
export function openingPage(): string {
  return pageUrl(`<h1>Opening</h1>
    <button id="window" onclick="open('${pageUrl("<h1>Window</h1>")}')">Window</button>
    <button id="dialog" onclick="alert('Dialog')">Dialog</button>`);
}

/** A page that tells the test server of each file it is given. */
export function uploadPage(key: string): string {
  const send = `fetch("/count?key=${key}", { method: "POST", keepalive: true })`;
  return pageUrl(`<h1>Upload</h1>
    <input type="file" id="file-${key}" aria-label="File" onchange='${send}'>`);
}

/** A page with a link to a file of so many bytes. */
export function downloadPage(bytes: number): string {
  return pageUrl(`<a id="download" href="/file?bytes=${bytes}&name=soak.bin">Download</a>`);
}

/** A page that holds nothing but its name. */
export function plainPage(key: string): string {
  return pageUrl(`<h1>Plain ${key}</h1>`);
}

/** A page that leaves a cookie and something in its storage. */
export function cookiePage(): string {
  const html = `<h1>Cookie</h1><script>localStorage.setItem("soak", "kept")</script>`;
  return pageUrl(html, { cookie: "soak=kept; Path=/; Max-Age=600" });
}

/** A page that shows what a script of the session has left in it. */
export function scriptedPage(): string {
  return pageUrl(`<p id="added"></p><script>
    document.querySelector("#added").textContent = String(globalThis.added)</script>`);
}

/** The addresses of a list's pages. */
export function listPattern(): string {
  return `${inject("pages")}/page?html=<h1>List</h1><p>Item+{page}</p>`;
}

const ROWS = Array.from({ length: 100 }, (_, row) => `<p>Row ${row}</p>`);

const KINDS: Readonly<Record<string, () => string>> = {
  long: () => pageUrl(ROWS.join("")),
  form: () =>
    pageUrl(`<label>Name <input></label><label><input type="checkbox"> Gift</label>
    <select aria-label="Size"><option>S<option>M</select><button disabled>Pay</button>`),
  framed: () =>
    pageUrl(`<h1>Outside</h1>
      <iframe src="${pageUrl("<button>Inside</button>", {}, inject("otherPages"))}"></iframe>`),
  slowish: () => pageUrl("<h1>Slowish</h1>", { delay: "700" }),
  missing: () => pageUrl("<h1>Not here</h1>", { status: "404" }),
  broken: () => pageUrl("<h1>Broken</h1>", { status: "500" }),
  redirected: () => `${inject("pages")}/redirect?to=${encodeURIComponent(pageUrl("<h1>To</h1>"))}`,
  echo: () => `${inject("pages")}/echo`,
  hungUp: () => `${inject("pages")}/hang-up`,
  closed: () => inject("closedOrigin"),
};

/** The address of a page of some kind, working or not. */
export function somePage(random: Random): string {
  const kind = random.oneOf(Object.values(KINDS));
  return kind?.() ?? "about:blank";
}

/** An address that never answers. */
export function silentPage(): string {
  return `${inject("pages")}/slow`;
}
