import { vi } from "vitest";
import { ToolFailure } from "../../src/domain/failure.ts";
import { newArtifactId } from "../../src/domain/ids.ts";
import { ARTIFACT_CHUNK_BYTES, MAX_GRANT_ARTIFACT_BYTES } from "../../src/domain/limits.ts";
import { ArtifactTable } from "../../src/grants/artifact-table.ts";
import { Artifacts } from "../../src/grants/artifacts.ts";
import { SizeStore } from "./chunk-sizes.ts";
import { NodeSql } from "./node-sql.ts";

/** What is kept, where a test asks for nothing else. */
export const ABOUT = { name: "a.bin", namedByPage: false, type: "application/x-test" };
/** One whole chunk, which is one MiB. */
export const FULL = new Uint8Array(ARTIFACT_CHUNK_BYTES);
export const MIB = 1024 * 1024;

/** A grant's artifacts in memory. */
export class ArtifactBench implements Disposable {
  readonly sql = new NodeSql();
  readonly store = new SizeStore();
  readonly log = vi.fn<(event: string, error: unknown) => void>();
  readonly artifacts = new Artifacts({
    table: new ArtifactTable(this.sql),
    stores: { rows: this.store },
    place: "rows",
    mostBytes: () => MAX_GRANT_ARTIFACT_BYTES,
    atOnce: (work) => this.sql.transaction(work),
    log: this.log,
  });

  /** Begins one, of so many whole chunks as yet; gives its id. */
  async begin(mebibytes = 0, about = ABOUT): Promise<string> {
    const id = newArtifactId();
    await this.artifacts.begin(id, about);
    for (let index = 0; index < mebibytes; index++) await this.artifacts.write(id, index, FULL);
    return id;
  }

  async keep(mebibytes: number) {
    return this.artifacts.finish(await this.begin(mebibytes));
  }

  /** The ids of all, in their order. */
  listed(): string[] {
    return this.artifacts.list().map(({ id }) => id);
  }

  [Symbol.dispose](): void {
    this.sql[Symbol.dispose]();
  }
}

/** Puts the clock on, which stands still. */
export function pass(ms: number): void {
  vi.setSystemTime(Date.now() + ms);
}

/** The code of the failure that comes of this; `none` where none does. */
export async function codeOf(work: Promise<unknown> | (() => unknown)): Promise<string> {
  try {
    await (typeof work === "function" ? work() : work);
    return "none";
  } catch (error) {
    return error instanceof ToolFailure ? error.failure.code : String(error);
  }
}
