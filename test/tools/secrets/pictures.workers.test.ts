import { afterAll, beforeAll, expect, inject, test } from "vitest";
import type { Agent } from "../../support/agent.ts";
import { watchLive } from "../../support/live-viewer.ts";
import { resetObject, sessionStub } from "../../support/objects.ts";
import { keepSecret, scopedAgent } from "../../support/secrets.ts";
import { coloursIn, shoot } from "../reading/picture.ts";

const COVER = "#777777";
const BOX = "display:block;box-sizing:border-box;width:300px;height:30px;margin:0 0 10px;border:0";
const row = (at: number) => [2, at * 40 + 2, 296, 26];

let agent: Agent;

beforeAll(async () => {
  await keepSecret("PICTURED", "hunter2 and more");
  agent = await scopedAgent();
});
afterAll(() => agent[Symbol.asyncDispose]());

const PAGE = `<!doctype html><style>body{margin:0}input,textarea,#rich{${BOX}}x-a{display:block}</style>
<input id=plain value="shown as it is"><input id=user><textarea id=area></textarea><div id=rich contenteditable></div>
<x-a></x-a><script>const root = document.querySelector("x-a").attachShadow({ mode: "open" });
root.innerHTML = '<style>input{${BOX}}</style><p style="margin:0;height:0"></p><input aria-label=Deep>';</script>`;

test("fields that were filled from a secret are covered, others are shown", async () => {
  const place = `${inject("pages")}/recorded/pictured`;
  await fetch(`${place}/page`, { method: "PUT", body: PAGE });
  await agent.call("navigate", { url: `${place}/page` });
  for (const target of ["#user", "#area", "#rich", "role=textbox[name=Deep]"]) {
    const filled = await agent.act("fill", { target, value: "{{secret:PICTURED}}" });
    expect(filled.isError, filled.text).toBe(false);
  }
  await agent.act("click", { target: "#plain" });
  const { bytes, text } = await shoot(agent);
  expect(text).toContain("4 secret fields covered");
  expect((await coloursIn(bytes, row(0))).length).toBeGreaterThan(1);
  for (const at of [1, 2, 4]) expect(await coloursIn(bytes, row(at))).toEqual([COVER]);
  // Text with colours of its own is covered by a filter, which is of one colour too.
  expect(await coloursIn(bytes, row(3))).toEqual(["#808080"]);
  const print = await agent.call("screenshot", { format: "pdf" });
  expect(print.text).toContain("4 secret fields covered");
  const shown = await agent.snapshot({ detail: "full" });
  expect(shown.match(/value="••••••••"/g)).toHaveLength(4);
  expect(shown).not.toContain("hunter2");
  // What comes after it in the same field is no secret any more than before it.
  await agent.act("fill", { target: "#user", value: "" });
  expect((await shoot(agent)).text).toContain("secret fields covered");
});

test("whoever has only the link to the session is sent no picture from then on", async () => {
  using viewer = await watchLive(agent.sessionId, { role: "watch", name: "someone with the link" });
  await viewer.until(({ hidden }) => hidden === "secret");
  using admin = await watchLive(agent.sessionId);
  await expect.poll(() => admin.frames.length, { timeout: 10_000 }).toBeGreaterThan(0);
  expect(viewer.frames).toEqual([]);
  // Also when the object has forgotten, which reads them again before anything is shown.
  await resetObject(sessionStub(agent.sessionId));
  using again = await watchLive(agent.sessionId, { role: "watch", name: "someone with the link" });
  await again.until(({ hidden }) => hidden === "secret");
  expect(again.frames).toEqual([]);
});
