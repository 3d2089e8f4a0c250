import type { ApiCall } from "./api-call.ts";
import { addressOf } from "./call-filter.ts";
import { type CallRecord, mergeRecords, recordOf } from "./call-record.ts";
import type { Endpoint } from "./endpoint.ts";
import { endpointOf } from "./endpoint-of.ts";
import { foldRecords, templatesByRecord } from "./fold-records.ts";
import { bytesOf, trimmed } from "./record-size.ts";

const MAX_RECORDS = 500;
const MAX_BYTES = 2_000_000;
/** What is left when room had to be made, so that it is not made again at once. */
const KEPT_PART = 0.8;

/**
 * What the calls of a session tell of the interfaces they go to. A call is read at once, and nothing
 * of its values is kept but its path, which is needed to tell ids from words.
 */
export class ApiCatalogue {
  /** By method and address; the latest used come last. */
  readonly #records = new Map<string, { readonly record: CallRecord; readonly bytes: number }>();
  #bytes = 0;
  #dropped = 0;

  /** Calls of which nothing is known any more, because too many different ones came after them. */
  get dropped(): number {
    return this.#dropped;
  }

  add(call: ApiCall): void {
    const url = addressOf(call);
    if (url === undefined) return;
    const key = `${call.method} ${url.origin}${url.pathname}`;
    const known = this.#records.get(key)?.record;
    const record = recordOf(call, url, known !== undefined);
    if (record === undefined) return;
    this.#put(key, known === undefined ? record : mergeRecords(known, record));
    if (this.#records.size > MAX_RECORDS || this.#bytes > MAX_BYTES) this.#makeRoom();
  }

  /** One for each method and template of paths, by origin, path and method. */
  endpoints(): readonly Endpoint[] {
    const groups = new Map<string, { template: string; records: CallRecord[] }>();
    for (const [record, template] of templatesByRecord(this.#all())) {
      const key = `${record.origin}${template} ${record.method}`;
      const group = groups.get(key) ?? { template, records: [] };
      group.records.push(record);
      groups.set(key, group);
    }
    return [...groups]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, { template, records }]) => {
        const paths = records.map(({ path }) => path);
        return endpointOf(records.reduce(mergeRecords), template, paths);
      });
  }

  #all(): CallRecord[] {
    return [...this.#records.values()].map(({ record }) => record);
  }

  #put(key: string, given: CallRecord): void {
    this.#remove(key);
    const record = trimmed(given);
    const bytes = bytesOf(record);
    this.#records.set(key, { record, bytes });
    this.#bytes += bytes;
  }

  #remove(key: string): CallRecord | undefined {
    const old = this.#records.get(key);
    this.#records.delete(key);
    this.#bytes -= old?.bytes ?? 0;
    return old?.record;
  }

  /** Paths of one template are told by few of them; then what was not used for long goes. */
  #makeRoom(): void {
    const folded = foldRecords(this.#all());
    this.#records.clear();
    this.#bytes = 0;
    for (const record of folded)
      this.#put(`${record.method} ${record.origin}${record.path}`, record);
    for (const key of this.#records.keys()) {
      const isFull = this.#records.size > MAX_RECORDS * KEPT_PART;
      if (!isFull && this.#bytes <= MAX_BYTES * KEPT_PART) break;
      this.#dropped += this.#remove(key)?.count ?? 0;
    }
  }
}
