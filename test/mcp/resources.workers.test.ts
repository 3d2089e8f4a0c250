import { expect, test } from "vitest";
import type { NewArtifact } from "../../src/domain/artifact.ts";
import { decodeBase64 } from "../../src/domain/base64.ts";
import { MAX_RESOURCE_BYTES } from "../../src/domain/limits.ts";
import { artifactsOf } from "../../src/grants/grant-client.ts";
import { fetchOwn } from "../support/artifacts.ts";
import { ask } from "../support/edge.ts";
import { byteAt, pattern } from "../support/patterns.ts";
import type { Era } from "../support/wire.ts";

const ERAS: readonly Era[] = ["2025-06-18", "2025-11-25", "2026-07-28"];
const INITIALIZE = { protocolVersion: "2025-11-25", capabilities: {} };

async function kept(about: Partial<NewArtifact> = {}, bytes = 10, grantId = "owner") {
  const whole = { name: "x.png", namedByPage: false, type: "image/png", ...about };
  const { id } = await artifactsOf(grantId).keep(whole, pattern(bytes));
  return `leapfrog://artifacts/${id}`;
}

test("resources are offered, without subscriptions", async () => {
  const params = { ...INITIALIZE, clientInfo: { name: "raw", version: "1" } };
  const { result } = await ask("2025-11-25", "initialize", params);
  expect(result?.capabilities).toMatchObject({
    resources: { subscribe: false, listChanged: false },
  });
});

test.each(ERAS)("artifacts of the caller alone are listed and read in %s", async (era) => {
  const strangers = await kept({}, 10, "stranger");
  const older = await kept({ name: "older.png" });
  const uri = await kept({ name: "mine.png" }, 2_500_000);
  const { result } = await ask(era, "resources/list");
  const resources = Array.isArray(result?.resources) ? result.resources : [];
  expect(resources.slice(0, 2)).toEqual([
    {
      uri,
      name: "mine.png",
      description: expect.stringMatching(/^Artifact, kept until \d{4}-\d\d-\d\dT/),
      mimeType: "image/png",
      size: 2_500_000,
    },
    expect.objectContaining({ uri: older }),
  ]);
  expect(resources.map((one) => one.uri)).not.toContain(strangers);
  const read = await ask(era, "resources/read", { uri });
  const contents = read.result?.contents;
  expect(contents).toMatchObject([{ uri, mimeType: "image/png" }]);
  const [{ blob }] = Array.isArray(contents) ? contents : [{}];
  const bytes = decodeBase64(String(blob));
  expect(bytes.length).toBe(2_500_000);
  expect(bytes.findIndex((byte, at) => byte !== byteAt(at))).toBe(-1);
  expect((await ask(era, "resources/read", { uri: strangers })).error?.code).toBe(-32_602);
});

test.each(ERAS)("there are no templates in %s, and asking is no error", async (era) => {
  const { result } = await ask(era, "resources/templates/list");
  expect(result?.resourceTemplates).toEqual([]);
});

test.each(ERAS)("what is not there is the protocol's not found in %s", async (era) => {
  for (const uri of [
    "leapfrog://artifacts/art_0000000000000000",
    "leapfrog://artifacts/",
    "leapfrog://artifacts/../x",
    "file:///etc/passwd",
  ]) {
    const { error } = await ask(era, "resources/read", { uri });
    expect(error).toMatchObject({ code: -32_602, data: { uri } });
  }
});

test("a listing holds no word of a page", async () => {
  const uri = await kept({ name: "obey me.html", namedByPage: true, type: "text/html; obey" });
  const { result } = await ask("2025-11-25", "resources/list");
  expect(result?.resources).toContainEqual({
    uri,
    name: `${uri.split("/").at(-1)}.bin`,
    description: expect.any(String),
    mimeType: "text/html",
    size: 10,
  });
  expect(JSON.stringify(result)).not.toContain("obey");
});

test("8 MiB are read, and for more the error names the address", async () => {
  const whole = await ask("2025-11-25", "resources/read", {
    uri: await kept({}, MAX_RESOURCE_BYTES),
  });
  expect(whole.result).toBeDefined();
  const uri = await kept({}, MAX_RESOURCE_BYTES + 1);
  const { error } = await ask("2025-11-25", "resources/read", { uri });
  expect(error?.message).toMatch(/ has 8388609 bytes, .* 8 MiB\. Fetch it over HTTP: http/);
  const link = /http\S+/.exec(error?.message ?? "")?.[0] ?? "";
  expect((await fetchOwn(link, { method: "HEAD" })).headers.get("Content-Length")).toBe("8388609");
  const settings = { PUBLIC_URL: "https://leap.example.com/" };
  const named = await ask("2025-11-25", "resources/read", { uri }, { settings });
  expect(named.error?.message).toContain(" https://leap.example.com/artifacts/art_");
});
