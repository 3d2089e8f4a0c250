import { expect } from "vitest";
import { Agent } from "../../support/agent.ts";
import { test } from "../../support/agent-test.ts";
import { artifactsIn, bytesKept } from "../../support/artifacts.ts";
import { rpcResult } from "../../support/resources.ts";
import { shoot } from "./picture.ts";

const TALL = `<style>body{margin:0;background:#ff0000}</style><div style="height:3000px"></div>`;

const KEPT: readonly [Record<string, unknown>, string, string][] = [
  [{ savePath: "shot" }, "shot.png", "image/png"],
  [{ savePath: "Shot.PNG", format: "png" }, "Shot.PNG", "image/png"],
  [{ savePath: "höhe 1", format: "jpeg", quality: 40 }, "höhe 1.jpg", "image/jpeg"],
  [{ savePath: "a.jpeg", format: "jpeg" }, "a.jpeg", "image/jpeg"],
  [{ savePath: "w", format: "webp", fullPage: true }, "w.webp", "image/webp"],
  [{ savePath: "whole.png", fullPage: true }, "whole.png", "image/png"],
];

test.for(KEPT)("%j is kept as %s", async ([args, name, type], { agent }) => {
  await agent.navigate(TALL);
  const { text, bytes } = await shoot(agent, args);
  expect(artifactsIn(text)).toMatchObject([{ bytes: bytes.length, type }]);
  expect(await bytesKept(text)).toEqual(bytes);
  const [artifact] = artifactsIn(text);
  const { resources } = await rpcResult("resources/list");
  expect(resources).toContainEqual(
    expect.objectContaining({ uri: `leapfrog://artifacts/${artifact?.id}`, name, mimeType: type }),
  );
});

test("a print is kept under the name that was given", async ({ agent }) => {
  await agent.navigate(TALL);
  const { text, image } = await agent.call("screenshot", { format: "pdf", savePath: "report" });
  expect(image).toBeUndefined();
  const [artifact] = artifactsIn(text);
  expect(artifact?.type).toBe("application/pdf");
  const { resources } = await rpcResult("resources/list");
  expect(resources).toContainEqual(
    expect.objectContaining({ uri: `leapfrog://artifacts/${artifact?.id}`, name: "report.pdf" }),
  );
});

test("a picture that is not asked to be kept is not", async ({ agent }) => {
  await agent.navigate(TALL);
  const before = (await rpcResult("resources/list")).resources;
  const { text } = await shoot(agent);
  expect(artifactsIn(text)).toEqual([]);
  expect((await rpcResult("resources/list")).resources).toEqual(before);
});

test("what outlives its session is still there", async () => {
  const session = await Agent.open();
  const { text } = await session.call("screenshot", { savePath: "late" });
  await session.call("session_destroy");
  expect((await bytesKept(text)).length).toBe(artifactsIn(text)[0]?.bytes);
});
