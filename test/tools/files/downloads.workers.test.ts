import { expect } from "vitest";
import type { Agent } from "../../support/agent.ts";
import { test } from "../../support/agent-test.ts";
import { artifactsIn, fetchOwn } from "../../support/artifacts.ts";
import { digestOfServed, fileUrl, hex, newest } from "../../support/kept-files.ts";

const KEPT = /^download kept$/m;

test("a link to an attachment: kept byte for byte, named and typed", async ({ agent }) => {
  const url = fileUrl({ bytes: 300_000, name: "report.csv", type: "text/csv" });
  await agent.navigate(`<h1>Stay</h1><a id=a href="${url}">get</a>`);
  const { text } = await agent.act("click", { target: "#a" });
  expect(text).toMatch(/click done · a download began$/m);
  expect(text).toMatch(KEPT);
  await expectKept(text, 300_000, { name: "report.csv", type: "text/csv" });
  expect(await agent.evaluate("document.querySelector('h1').textContent")).toBe("Stay");
  await expectOneTab(agent);
});

test("empty files, data:, blob: and download attributes", async ({ agent }) => {
  await agent.navigate(`<a id=empty href="${fileUrl({ bytes: 0, name: "none.txt" })}">1</a>
    <a id=data download="d.txt" href="data:text/calendar,hey%20you">2</a>
    <a id=blob download="b.json">3</a>
    <a id=attr download="renamed.bin" href="${fileUrl({ bytes: 10, inline: 1 })}">4</a>
    <button id=script>5</button>
    <script>
      blob.href = URL.createObjectURL(new Blob(["{}"], { type: "application/json" }));
      script.onclick = () => {
        const link = document.createElement("a");
        link.href = URL.createObjectURL(new Blob(["late"]));
        link.download = "s.md";
        link.click();
      };
    </script>`);
  const wanted: [string, number, string, string][] = [
    ["#empty", 0, "none.txt", "application/octet-stream"],
    ["#data", 7, "d.txt", "text/calendar"],
    ["#blob", 2, "b.json", "application/json"],
    ["#attr", 10, "renamed.bin", "application/octet-stream"],
    ["#script", 4, "s.md", "text/markdown"],
  ];
  for (const [target, bytes, name, type] of wanted) {
    const { text } = await agent.act("click", { target });
    expect(text, target).toMatch(KEPT);
    expect((await newest())[0], target).toMatchObject({ name, bytes, type, namedByPage: true });
  }
});

test("a link's file that the server takes long to begin is waited for", async ({ agent }) => {
  const url = fileUrl({ bytes: 77, inline: 1, delay: 1_500 });
  const prevented = "event.preventDefault();this.textContent='no file'";
  await agent.navigate(`<a id=a download=slow.bin href="${url}">1</a>
    <a id=b download href="${url}" onclick="${prevented}">2</a>`);
  const { text } = await agent.act("click", { target: "#a" });
  expect(text).toMatch(KEPT);
  await expectKept(text, 77, { name: "slow.bin" });
  const startedAt = Date.now();
  expect((await agent.act("click", { target: "#b" })).text).not.toContain("a file");
  expect(Date.now() - startedAt).toBeLessThan(1_400);
});

test("a form that posts, a frame, and a window that opens for the file", async ({ agent }) => {
  const url = fileUrl({ bytes: 5_000, name: "x.bin" });
  await agent.navigate(`<form method=post action="${url}"><button id=form>1</button></form>
    <iframe name=inner></iframe><a id=frame target=inner href="${url}">2</a>
    <a id=blank target=_blank href="${url}">3</a>
    <button id=open onclick="window.open('${url}')">4</button>`);
  for (const target of ["#form", "#frame", "#blank", "#open"]) {
    const startedAt = Date.now();
    const { text } = await agent.act("click", { target });
    expect(text, target).toMatch(KEPT);
    expect(text, target).not.toContain("new tab");
    expect(Date.now() - startedAt, target).toBeLessThan(1_900);
    await expectKept(text, 5_000, { name: "x.bin" });
    await expectOneTab(agent);
  }
});

test("programs, and several that a page starts by itself, are kept like any other", async ({
  agent,
}) => {
  const names = ["setup.exe", "a.dmg", "b.jar", "c.html"];
  const urls = names.map((name) => fileUrl({ bytes: 20, name }));
  await agent.navigate(`<p>Here</p><script>
    ${JSON.stringify(urls)}.forEach((url, n) => setTimeout(() => { location = url }, 900 + 300 * n));
  </script>`);
  const kept = async () => (await newest(4)).map(({ name }) => name).reverse();
  await expect.poll(kept, { timeout: 10_000 }).toEqual(names);
  expect((await agent.call("tabs_list")).text).toMatch(
    /^before this call: 4 downloads kept \((art_\w+, ){3}art_\w+ from http:\/\/[^/ ]+\)$/m,
  );
});

test("navigate to a file keeps it and leaves the page", async ({ agent }) => {
  await agent.navigate("<h1>Here</h1>");
  const { text, isError } = await agent.call("navigate", { url: fileUrl({ bytes: 2_000_000 }) });
  expect(isError).toBe(false);
  expect(text).toContain("the address is a file: no page was opened, the tab stays as it was");
  expect(text).toMatch(KEPT);
  await expectKept(text, 2_000_000, { name: "file.bin" });
  expect(await agent.evaluate("document.body.innerText")).toBe("Here");
});

test("navigate tells of the file that was asked for, not of those the page begins meanwhile", async ({
  agent,
}) => {
  const decoy = fileUrl({ bytes: 9, status: 404, name: "decoy.bin" }).replaceAll("&", "&amp;");
  await agent.navigate(`<h1>Here</h1><a id=a download href="${decoy}">get</a>
    <script>let left = 5; setInterval(() => { if (left-- > 0) a.click() }, 300)</script>`);
  const to = fileUrl({ bytes: 3_000, name: "asked.bin", delay: 1_000 });
  const url = `${new URL(to).origin}/redirect?to=${encodeURIComponent(to)}#part`;
  const { text } = await agent.call("navigate", { url });
  expect(text).toContain("the address is a file: no page was opened, the tab stays as it was");
  expect(text).toMatch(/download not kept: /);
  await expectKept(text, 3_000, { name: "asked.bin" });
});

test("fifty megabytes", async ({ agent }) => {
  const bytes = 50 * 1024 * 1024;
  await agent.navigate(`<a id=a href="${fileUrl({ bytes, name: "big.zip" })}">get</a>`);
  const { text } = await agent.act("click", { target: "#a" });
  expect(text).toMatch(KEPT);
  await expectKept(text, bytes, { name: "big.zip" });
});

/** The one artifact that the answer names is what the server sent, as its link gives it. */
async function expectKept(
  text: string,
  bytes: number,
  about: Record<string, unknown>,
): Promise<void> {
  const [named, ...more] = artifactsIn(text);
  expect(more).toEqual([]);
  expect((await newest())[0]).toMatchObject({ id: named?.id, bytes, ...about });
  const response = await fetchOwn(named?.url ?? "");
  const digest = new crypto.DigestStream("SHA-256");
  await response.body?.pipeTo(digest);
  expect(hex(await digest.digest)).toBe(await digestOfServed(bytes));
}

async function expectOneTab(agent: Agent): Promise<void> {
  const { text } = await agent.call("tabs_list");
  expect(text).toContain("1 tab");
}
