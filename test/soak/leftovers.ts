import { listDurableObjectIds, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { alarmIn, placesUsed, poolStub, storedCount } from "../support/objects.ts";
import { browserProcesses } from "./harm.ts";

/** What is there after all sessions were destroyed; everything has to come to nothing. */
export interface Leftovers {
  readonly places: unknown;
  readonly leases: number;
  readonly orphans: number;
  /** Session objects that store something, or have an alarm and nothing to do. */
  readonly sessions: string[];
  readonly poolAlarm: boolean;
  readonly processes: number[];
}

/** Counts what is left; `spared` processes were there before, and `empty` objects stay empty. */
export async function leftovers(spared: readonly number[], empty: Set<string>): Promise<Leftovers> {
  const ids = await listDurableObjectIds(env.SESSION);
  const sessions: string[] = [];
  for (const id of ids.filter((one) => !empty.has(one.toString()))) {
    const rest = await restOf(env.SESSION.get(id));
    if (rest.length === 0) empty.add(id.toString());
    sessions.push(...rest);
  }
  return {
    places: await placesUsed(),
    leases: await rows("leases"),
    orphans: await rows("orphans"),
    sessions,
    poolAlarm: (await alarmIn(poolStub())) !== undefined,
    processes: (await browserProcesses()).filter((pid) => !spared.includes(pid)),
  };
}

async function restOf(stub: DurableObjectStub): Promise<string[]> {
  const [stored, ringsIn] = [await storedCount(stub), await alarmIn(stub)];
  if (stored === 0 && ringsIn === undefined) return [];
  const record = await runInDurableObject(stub, (_object, { storage }) =>
    JSON.stringify([...storage.kv.list()]),
  );
  return [`${stored} stored, alarm in ${ringsIn} ms: ${record}`];
}

function rows(table: "leases" | "orphans"): Promise<number> {
  return runInDurableObject(
    poolStub(),
    (_object, { storage }) => [...storage.sql.exec(`SELECT 1 FROM ${table}`)].length,
  );
}
