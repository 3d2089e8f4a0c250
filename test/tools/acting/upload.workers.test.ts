import { expect } from "vitest";
import { fenced, pageUrl } from "../../support/agent.ts";
import { test } from "../../support/agent-test.ts";
import { otherSite } from "../reading/page-lines.ts";

const file = (name: string, text: string, type = "text/plain") => ({
  name,
  type,
  base64: btoa(text),
});

/** Reads what was given byte by byte, and tells name, type and length. */
const READER = `<p id=o></p><script>f.onchange=async()=>o.textContent=(await Promise.all([...f.files].map(
  async x=>x.name+" "+x.type+" "+x.size+" "+[...new Uint8Array(await x.arrayBuffer())].join("."))))</script>`;

test("upload gives the bytes, the name and the type", async ({ agent }) => {
  await agent.navigate(`<input type=file id=f>${READER}`);
  const bytes = String.fromCharCode(0, 255, 128, 10, 13);
  const { text } = await agent.act("upload", {
    target: "#f",
    filePaths: [file("a b.bin", bytes, "application/x-thing")],
  });
  expect(text).toContain("upload done · 1 file(s) given");
  expect(fenced(text)).toContain("file: a b.bin (5 bytes)");
  expect(await agent.evaluate("o.textContent")).toBe(
    "a b.bin application/x-thing 5 0.255.128.10.13",
  );
});

test("upload gives several files at once", async ({ agent }) => {
  await agent.navigate(`<input type=file id=f multiple>${READER}`);
  await agent.act("upload", { target: "#f", filePaths: [file("a.txt", "A"), file("b.txt", "B")] });
  expect(await agent.evaluate("o.textContent")).toBe("a.txt text/plain 1 65,b.txt text/plain 1 66");
});

test("a form sends the bytes to its server", async ({ agent }) => {
  await agent.navigate(
    "<form action=/echo method=post enctype=multipart/form-data><input type=file name=doc id=f><button>Send</button></form>",
  );
  await agent.act("upload", {
    target: "#f",
    filePaths: [file("report.csv", "a,b\n1,2\n", "text/csv")],
  });
  const { text } = await agent.act("click", { target: "text=Send" });
  expect(text).toContain("navigated →");
  const told = JSON.parse(String(await agent.evaluate("document.body.innerText")));
  expect(told.method).toBe("POST");
  expect(told.body).toContain(
    'name="doc"; filename="report.csv"\r\nContent-Type: text/csv\r\n\r\na,b\n1,2\n',
  );
});

test("upload reaches a hidden input through its label or its own ref", async ({ agent }) => {
  await agent.navigate(
    `<label id=l>Choose a file<input type=file id=f style="display:none"></label>${READER}`,
  );
  await agent.act("upload", { target: "#l", filePaths: [file("x.txt", "X")] });
  expect(await agent.evaluate("o.textContent")).toContain("x.txt");
  await agent.act("upload", { target: "#f", filePaths: [file("y.txt", "Y")] });
  expect(await agent.evaluate("o.textContent")).toContain("y.txt");
});

test("upload carries one megabyte", async ({ agent }) => {
  await agent.navigate("<input type=file id=f>");
  const { text } = await agent.act("upload", {
    target: "#f",
    filePaths: [file("big", "x".repeat(1_000_000))],
  });
  expect(fenced(text)).toContain("big (1000000 bytes)");
});

test("upload refuses what it cannot give, and changes nothing", async ({ agent }) => {
  await agent.navigate(
    "<input type=file id=f><button id=b>x</button><input type=file id=d disabled>",
  );
  const wrong: [string, unknown, RegExp][] = [
    ["#f", [file("a", "A"), file("b", "B")], /^not_actionable: .*one file only/],
    ["#b", [file("a", "A")], /^not_actionable: .*not a file input/],
    ["#d", [file("a", "A")], /^not_actionable: .*disabled/],
    ["#f", "/etc/passwd", /^unsupported: filePaths: a path of your machine/],
    ["#f", "art_0123456789abcdef", /^not_found: filePaths: art_0123456789abcdef: No such artifact/],
    ["#f", [{ name: "a", base64: "%%%" }], /^invalid_arguments: .*base64/],
    ["#f", [{ name: "a" }], /^invalid_arguments: /],
  ];
  for (const [target, filePaths, answer] of wrong) {
    expect((await agent.act("upload", { target, filePaths })).text).toMatch(answer);
  }
  expect(await agent.evaluate("f.files.length")).toBe(0);
});

test("upload takes no more than ten megabytes", async ({ agent }) => {
  await agent.navigate("<input type=file id=f multiple>");
  const half = file("half", "x".repeat(5_500_000));
  const { text } = await agent.act("upload", { target: "#f", filePaths: [half, half] });
  expect(text).toMatch(/^too_large: filePaths: the inline files have 11000000 bytes together/);
});

test("upload tells the files though the page empties the input at once", async ({ agent }) => {
  await agent.navigate(
    "<input type=file id=f><p id=o></p><script>f.onchange=()=>{o.textContent='took '+f.files[0].name;f.value=''}</script>",
  );
  const { text } = await agent.act("upload", { target: "#f", filePaths: [file("a.txt", "A")] });
  expect(text).toContain("1 file(s) given");
  expect(fenced(text)).toContain("took a.txt");
});

test("a click on a file input harms nothing", async ({ agent }) => {
  await agent.navigate(
    "<input type=file id=f><button onclick=\"this.textContent='hit'\">B</button>",
  );
  await agent.act("click", { target: "#f" });
  expect((await agent.act("click", { target: "text=B" })).text).toContain("hit");
});

test("upload goes through what opens the file chooser", async ({ agent }) => {
  const opens = {
    "a hidden input": `<button id=b onclick="f.click()">Browse</button><input type=file id=f hidden onchange="o.textContent='got '+this.files[0].name">`,
    "an input outside the page": `<div id=b style="cursor:pointer">Drop here</div><script>b.onclick=()=>{const it=document.createElement("input");it.type="file";it.onchange=()=>o.textContent="got "+it.files[0].name;it.click()}</script>`,
    "an input that comes late": `<button id=b onclick="fetch('/page').then(()=>f.click())">Browse</button><input type=file id=f hidden onchange="o.textContent='got '+this.files[0].name">`,
  };
  for (const [kind, html] of Object.entries(opens)) {
    for (const page of [
      pageUrl(`${html}<p id=o>${kind}</p>`),
      framed(`${html}<p id=o>${kind}</p>`),
    ]) {
      await agent.call("navigate", { url: page });
      const { text } = await agent.act("upload", { target: "#b", filePaths: [file("a.txt", "A")] });
      expect(text).toContain("1 file(s) given");
      expect(fenced(text)).toContain(`${kind} → got a.txt`);
    }
  }
});

test("a file chooser that takes one file gets no two", async ({ agent }) => {
  await agent.navigate(
    `<button id=b onclick="f.click()">Browse</button><input type=file id=f hidden>`,
  );
  const two = [file("a.txt", "A"), file("b.txt", "B")];
  const { text } = await agent.act("upload", { target: "#b", filePaths: two });
  expect(text).toMatch(/^not_actionable: .*one file only/);
  expect(await agent.evaluate("f.files.length")).toBe(0);
  const { text: later } = await agent.act("upload", { target: "#b", filePaths: two.slice(1) });
  expect(fenced(later)).toContain("file: b.txt (1 bytes)");
});

/** A page whose frame, of another site, holds this markup. */
function framed(html: string): string {
  return pageUrl(`<iframe width=600 height=300 src="${pageUrl(html, {}, otherSite())}"></iframe>`);
}
