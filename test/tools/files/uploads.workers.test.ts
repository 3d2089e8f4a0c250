import { expect, inject } from "vitest";
import { artifactsOf } from "../../../src/grants/grant-client.ts";
import { type Agent, fenced, pageUrl } from "../../support/agent.ts";
import { test } from "../../support/agent-test.ts";
import { fileBytes, type ReceivedFile } from "../../support/file-bytes.ts";
import { digestOfServed, fileUrl, newest } from "../../support/kept-files.ts";

const MIB = 1024 * 1024;
const FORM = `<form method=post action=/file/received enctype=multipart/form-data>
  <input type=file name=doc id=f multiple><button>Send</button></form>`;
const inline = { name: "note.txt", type: "text/plain", base64: btoa("hello") };

test("an artifact of 30 MB, and one inline, reach the page's server byte for byte", async ({
  agent,
}) => {
  const bytes = 30 * MIB + 5;
  const id = await keep("big.bin", bytes);
  await agent.navigate(FORM);
  const { text } = await agent.act("upload", { target: "#f", filePaths: [id, inline] });
  expect(text).toContain("2 file(s) given");
  expect(fenced(text)).toContain(`file: big.bin (${bytes} bytes)`);
  const [big, note] = await sent(agent);
  const sha256 = await digestOfServed(bytes);
  expect(big).toEqual({ field: "doc", name: "big.bin", type: "application/x-test", bytes, sha256 });
  expect(note).toMatchObject({ name: "note.txt", type: "text/plain", bytes: 5 });
});

test("fifty megabytes", async ({ agent }) => {
  const bytes = 50 * MIB;
  const id = await keep("most.bin", bytes);
  await agent.navigate(FORM);
  await agent.act("upload", { target: "#f", filePaths: id });
  expect(await sent(agent)).toEqual([
    expect.objectContaining({ bytes, sha256: await digestOfServed(bytes) }),
  ]);
});

test("what was downloaded can be uploaded again", async ({ agent }) => {
  const url = fileUrl({ bytes: 3 * MIB, name: "round trip.csv", type: "text/csv" });
  await agent.call("navigate", { url });
  const id = (await newest())[0]?.id;
  await agent.navigate(FORM);
  await agent.act("upload", { target: "#f", filePaths: [id] });
  expect(await sent(agent)).toMatchObject([
    { name: "round trip.csv", type: "text/csv", sha256: await digestOfServed(3 * MIB) },
  ]);
});

test("a drop zone gets what a person would drop, once, and is not clicked", async ({ agent }) => {
  const zone = `<div id=zone style="width:300px;height:100px">Drop <b id=inner>files</b> here</div>
    <p id=o></p><script>
      zone.onclick = () => { o.textContent += "clicked " };
      zone.ondragover = (event) => { event.preventDefault(); types = [...event.dataTransfer.types] };
      zone.ondragenter = () => { o.textContent += "enter " };
      zone.ondrop = async (event) => {
        event.preventDefault();
        const { files, items } = event.dataTransfer;
        const texts = await Promise.all([...files].map((file) => file.text()));
        o.textContent += types + ":" + items[0].kind + ":" + [...files].map((it) => it.name) + ":" + texts;
      };
    </script>`;
  const two = [inline, { ...inline, name: "b.txt" }];
  for (const html of [zone, framed(zone)]) {
    for (const target of ["#zone", "#inner"]) {
      await agent.navigate(html);
      const { text } = await agent.act("upload", { target, filePaths: two });
      expect(text).toContain("2 file(s) dropped");
      expect(fenced(text)).toContain("enter Files:file:note.txt,b.txt:hello,hello");
      expect(text).not.toContain("clicked");
    }
  }
});

test("a large artifact is dropped whole, in a shadow root too", async ({ agent }) => {
  const id = await keep("dropped.bin", 5 * MIB + 1);
  await agent.navigate(`<my-zone></my-zone><p id=o></p><script>
    const root = document.querySelector("my-zone").attachShadow({ mode: "open" });
    root.innerHTML = "<div id=z style='width:200px;height:80px'>Drop</div>";
    root.getElementById("z").addEventListener("dragover", (event) => event.preventDefault());
    root.getElementById("z").addEventListener("drop", async (event) => {
      event.preventDefault();
      const bytes = await event.dataTransfer.files[0].arrayBuffer();
      const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
      o.textContent = [...hash].map((it) => it.toString(16).padStart(2, "0")).join("");
    });
  </script>`);
  await agent.act("upload", { target: "text=Drop", filePaths: id });
  await agent.call("wait_for", { condition: "js", js: "o.textContent !== ''" });
  expect(await agent.evaluate("o.textContent")).toBe(await digestOfServed(5 * MIB + 1));
});

test("a drop that the page would not take from a person is not made", async ({ agent }) => {
  await agent.navigate(`<div id=zone style="width:300px;height:100px">Cards</div><p id=o></p><script>
    zone.ondragleave = () => { o.textContent += "left " };
    zone.ondrop = () => { o.textContent += "dropped " };
  </script>`);
  const { text } = await agent.act("upload", { target: "#zone", filePaths: [inline] });
  expect(text).toMatch(/^not_actionable: .*did not answer a drag of files.*nothing was given/);
  expect(await agent.evaluate("o.textContent")).toBe("left ");
});

test("a place that takes drops for others, and opens no chooser, gets them after the click", async ({
  agent,
}) => {
  await agent.navigate(`<div id=root><button id=b>Add</button></div><p id=o></p><script>
    root.ondragover = (event) => event.preventDefault();
    root.ondrop = (event) => { event.preventDefault(); o.textContent = event.dataTransfer.files[0].name };
    b.onclick = () => { b.textContent = "pressed" };
  </script>`);
  const { text } = await agent.act("upload", { target: "#b", filePaths: [inline] });
  expect(text).toContain("1 file(s) dropped");
  expect(fenced(text)).toContain("note.txt");
  expect(await agent.evaluate("b.textContent")).toBe("pressed");
});

test("an input in a shadow root, and one that the page makes anew when it is given", async ({
  agent,
}) => {
  await agent.navigate(`<file-box></file-box><p id=o></p><script>
    const root = document.querySelector("file-box").attachShadow({ mode: "open" });
    const make = () => {
      root.innerHTML = "<input type=file hidden>";
      root.firstChild.onchange = async ({ target }) => {
        const [file] = target.files;
        make();
        o.textContent += file.name + ":" + (await file.text()) + " ";
      };
    };
    make();
  </script>`);
  for (const name of ["1.txt", "2.txt"]) {
    const filePaths = [{ ...inline, name }];
    expect((await agent.act("upload", { target: "file-box", filePaths })).text).toContain("given");
  }
  expect(await agent.evaluate("o.textContent")).toBe("1.txt:hello 2.txt:hello ");
});

test("what a person could not choose at once is told or refused", async ({ agent }) => {
  await agent.navigate(`<input type=file id=wants accept=".pdf,image/*"><input type=file id=dir webkitdirectory>
    <fieldset disabled><input type=file id=off></fieldset><div id=two><input type=file><input type=file></div>
    <div id=both><input type=file webkitdirectory hidden><input type=file id=plain hidden></div>
    <button id=picker onclick="showOpenFilePicker()">Pick</button>`);
  const upload = async (target: string) =>
    (await agent.act("upload", { target, filePaths: [inline] })).text;
  const other = await upload("#wants");
  expect(other).toContain("1 file(s) given");
  expect(other).toMatch(/^notice: the input asks for other kinds of files/m);
  expect(fenced(other)).toContain("accept: .pdf,image/*");
  expect(await upload("#dir")).toMatch(/^not_actionable: .*whole folder/);
  expect(await upload("#off")).toMatch(/^not_actionable: .*disabled/);
  expect(await upload("#two")).toMatch(/^not_actionable: .*several file inputs/);
  expect(await upload("#picker")).toMatch(/^not_actionable: .*showOpenFilePicker/);
  expect(await upload("#both")).toContain("1 file(s) given");
  expect(await agent.evaluate("plain.files.length")).toBe(1);
  expect(await agent.evaluate("wants.files.length + dir.files.length + off.files.length")).toBe(1);
});

test("an artifact that is not there changes nothing", async ({ agent }) => {
  await agent.navigate(FORM);
  const { text } = await agent.act("upload", {
    target: "#f",
    filePaths: [inline, "art_0123456789abcdef"],
  });
  expect(text).toMatch(/^not_found: filePaths: art_0123456789abcdef: No such artifact/);
  expect(await agent.evaluate("f.files.length")).toBe(0);
});

/** Keeps an artifact of the owner's with the bytes that the server's files have. */
async function keep(name: string, bytes: number): Promise<string> {
  async function* chunks() {
    for (let at = 0; at < bytes; at += MIB) yield fileBytes(at, Math.min(MIB, bytes - at));
  }
  const about = { name, namedByPage: false, type: "application/x-test" };
  return (await artifactsOf("owner").keep(about, chunks())).id;
}

/** Submits the form and reads what the server got. */
async function sent(agent: Agent): Promise<ReceivedFile[]> {
  await agent.act("click", { target: "text=Send" });
  return JSON.parse(String(await agent.evaluate("document.body.innerText")));
}

/** A page whose frame, of another site, holds this markup. */
function framed(html: string): string {
  const url = pageUrl(html, {}, inject("otherPages"));
  return `<iframe width=600 height=300 src="${url}"></iframe>`;
}
