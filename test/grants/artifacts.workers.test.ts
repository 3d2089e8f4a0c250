import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { MAX_ARTIFACT_BYTES } from "../../src/domain/limits.ts";
import { artifactsOf } from "../../src/grants/grant-client.ts";

const ABOUT = { name: "a.bin", namedByPage: false, type: "application/octet-stream" };

test("round trip", async () => {
  const store = artifactsOf("owner");
  const t0 = Date.now();
  const kept = await store.keep(ABOUT, pattern(MAX_ARTIFACT_BYTES, 700_001));
  const t1 = Date.now();
  expect(kept.bytes).toBe(MAX_ARTIFACT_BYTES);
  let at = 0;
  for await (const chunk of store.read(kept.id)) {
    for (let i = 0; i < chunk.length; i += 997)
      if (chunk[i] !== byteAt(at + i)) throw new Error(`${at + i}`);
    at += chunk.length;
  }
  console.log("keep", t1 - t0, "read", Date.now() - t1);
  expect(at).toBe(MAX_ARTIFACT_BYTES);
  const size = () =>
    runInDurableObject(env.GRANT.getByName("owner"), (_o, s) => s.storage.sql.databaseSize);
  console.log("size", await size());
  await runInDurableObject(env.GRANT.getByName("owner"), async (o) => {
    await o.discardArtifact(kept.id);
  });
  console.log("size", await size());
  console.log(await runDurableObjectAlarm(env.GRANT.getByName("owner")));
});

function byteAt(at: number): number {
  return (at * 31 + (at >> 8)) & 255;
}

async function* pattern(bytes: number, size: number): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes; from += size) {
    yield Uint8Array.from({ length: Math.min(size, bytes - from) }, (_, i) => byteAt(from + i));
  }
}
