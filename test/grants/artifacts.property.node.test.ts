import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { ToolFailure } from "../../src/domain/failure.ts";
import { newArtifactId } from "../../src/domain/ids.ts";
import {
  ARTIFACT_CHUNK_BYTES,
  ARTIFACT_MS,
  MAX_GRANT_ARTIFACT_BYTES,
} from "../../src/domain/limits.ts";
import { ArtifactTable } from "../../src/grants/artifact-table.ts";
import { Artifacts } from "../../src/grants/artifacts.ts";
import { SizeStore } from "../support/chunk-sizes.ts";
import { NodeSql } from "../support/node-sql.ts";

const ABOUT = { name: "a", namedByPage: false, type: "image/png" };
const MAX_BYTES = 256 * 1024 * 1024;
const PARTS = [1, 7, 30, 50, 51];

type Step =
  | { readonly do: "write"; readonly writer: number; readonly parts: number }
  | { readonly do: "finish" | "discard"; readonly writer: number }
  | { readonly do: "pass"; readonly ms: number }
  | { readonly do: "sweep" }
  | { readonly do: "break"; readonly isBroken: boolean };

const writer = fc.nat({ max: 7 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant("write" as const),
      writer,
      parts: fc.constantFrom(...PARTS),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("finish" as const), writer }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("discard" as const), writer }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("pass" as const),
      ms: fc.constantFrom(1, 300_000, 700_000, ARTIFACT_MS / 2),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ do: "sweep" as const }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant("break" as const), isBroken: fc.boolean() }),
  },
);

/** A grant under any order of steps, and what its caller was told. */
class World {
  readonly sql = new NodeSql();
  readonly store = new SizeStore();
  readonly table = new ArtifactTable(this.sql);
  readonly artifacts = new Artifacts({
    table: this.table,
    stores: { rows: this.store },
    place: "rows",
    mostBytes: () => MAX_GRANT_ARTIFACT_BYTES,
    atOnce: (work) => this.sql.transaction(work),
    log: () => undefined,
  });
  /** The artifact each writer is at, and its parts so far. */
  readonly writers = new Map<number, { readonly id: string; parts: number }>();
  readonly kept = new Map<string, number>();
  readonly dropped: string[] = [];

  async take(step: Step): Promise<void> {
    if (step.do === "pass") vi.setSystemTime(Date.now() + step.ms);
    else if (step.do === "sweep") await this.artifacts.sweep();
    else if (step.do === "break") this.store.broken = step.isBroken;
    else if (step.do === "write") await this.#write(step.writer, step.parts);
    else await this.#end(step.do, step.writer);
  }

  async #write(number: number, parts: number): Promise<void> {
    const at = this.writers.get(number) ?? { id: newArtifactId(), parts: 0 };
    if (!this.writers.has(number))
      await this.artifacts.begin(at.id, { ...ABOUT, namedByPage: number % 2 === 1 });
    this.writers.set(number, at);
    for (let n = 0; n < parts; n++) {
      await this.artifacts.write(at.id, at.parts, FULL);
      at.parts++;
    }
  }

  async #end(how: "finish" | "discard", number: number): Promise<void> {
    const at = this.writers.get(number);
    if (at === undefined) return;
    this.writers.delete(number);
    if (how === "discard") return this.artifacts.discard(at.id);
    const { dropped } = await this.artifacts.finish(at.id);
    this.dropped.push(...dropped);
    this.kept.set(at.id, Date.now());
  }
}

const FULL = new Uint8Array(ARTIFACT_CHUNK_BYTES);

test("no order of steps exceeds the quota, leaks bytes or drops in silence", async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: 1_000_000 });
  const steps = fc.array(step, { minLength: 5, maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(steps, async (taken) => {
      const world = new World();
      for (const one of taken) {
        await world.take(one).catch((error) => {
          if (!(error instanceof ToolFailure)) throw error;
        });
        const live = world.table.live(Date.now());
        const bytes = live.reduce((sum, row) => sum + row.bytes, 0);
        expect(bytes).toBeLessThanOrEqual(MAX_BYTES);
      }
      await expectTruth(world);
      world.sql[Symbol.dispose]();
    }),
    { numRuns: 60 },
  );
  vi.useRealTimers();
});

/** At last everything is there or told to be gone, and nothing lies where nobody knows of it. */
async function expectTruth(world: World): Promise<void> {
  world.store.broken = false;
  vi.setSystemTime(Date.now() + 60_000);
  await world.artifacts.sweep();
  const rows = world.table.live(Date.now());
  expect(world.store.total).toBe(rows.reduce((sum, row) => sum + row.bytes, 0));
  const last = newArtifactId();
  await world.artifacts.begin(last, ABOUT);
  world.dropped.push(...(await world.artifacts.finish(last)).dropped);
  const there = new Set(world.artifacts.list().map(({ id }) => id));
  // What is being written may have made others go, and tells of it when it is complete.
  for (const { id } of world.writers.values()) await world.artifacts.discard(id);
  const untold = newArtifactId();
  await world.artifacts.begin(untold, ABOUT);
  world.dropped.push(...(await world.artifacts.finish(untold)).dropped);
  for (const [id, at] of world.kept) {
    const isOld = Date.now() >= at + ARTIFACT_MS;
    expect(there.has(id) || isOld || world.dropped.includes(id)).toBe(true);
    if (world.dropped.includes(id)) expect(there.has(id)).toBe(false);
  }
  expect(new Set(world.dropped).size).toBe(world.dropped.length);
}
