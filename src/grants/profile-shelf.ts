import {
  MAX_GRANT_PROFILE_BYTES,
  MAX_GRANT_PROFILES,
  MAX_PROFILE_BYTES,
  PROFILE_MS,
} from "../domain/limits.ts";
import type { LoadedProfile, Profile, ProfileState, SavedProfile } from "../domain/profile.ts";
import { type ResealReport, Sealer, type SealingKeys } from "../domain/sealer.ts";
import type { Sql } from "../domain/sql.ts";
import {
  profileClosed,
  profileNotFound,
  profilesFull,
  profilesNeedKey,
  profileTooLarge,
} from "./profile-failures.ts";
import { type ProfileRow, ProfileTable } from "./profile-table.ts";

export interface ProfileShelfParts {
  readonly sql: Sql;
  readonly keys: SealingKeys;
  readonly grantId: string;
  /** Runs `work` as one transaction, undone by what it throws. */
  readonly atOnce: <T>(work: () => T) => T;
}

/**
 * The saved profiles of one grant. What they hold is sealed before anything is written, bound to the
 * grant and the name, so that bytes of one profile put into another's place do not open.
 */
export class ProfileShelf {
  readonly #table: ProfileTable;
  readonly #sealer: Sealer;
  readonly #grantId: string;
  readonly #atOnce: ProfileShelfParts["atOnce"];

  constructor({ sql, keys, grantId, atOnce }: ProfileShelfParts) {
    this.#table = new ProfileTable(sql);
    this.#sealer = new Sealer(keys, `profiles ${grantId}`);
    this.#grantId = grantId;
    this.#atOnce = atOnce;
  }

  async list(): Promise<Profile[]> {
    const keyIds = await this.#keyIds();
    return this.#table.list(Date.now()).map((row) => toProfile(row, keyIds));
  }

  async save(name: string, hosts: readonly string[], state: ProfileState): Promise<SavedProfile> {
    const keyIds = await this.#keyIds();
    const { cookies, origins } = state;
    const plain = new TextEncoder().encode(JSON.stringify({ cookies, origins }));
    if (plain.length > MAX_PROFILE_BYTES) throw profileTooLarge(plain.length);
    const sealed = await this.#sealer.seal(plain, this.#place(name));
    const savedAt = Date.now();
    const row: ProfileRow = {
      name,
      hosts,
      cookies: cookies.length,
      origins: origins.length,
      bytes: sealed.length,
      savedAt,
      expiresAt: savedAt + PROFILE_MS,
      keyId: keyIds[0] ?? "",
    };
    const before = this.#atOnce(() => this.#put(row, sealed));
    const replaced = before === undefined ? {} : { before: toProfile(before, keyIds) };
    return { profile: toProfile(row, keyIds), ...replaced };
  }

  async load(name: string): Promise<LoadedProfile> {
    const keyIds = await this.#keyIds();
    const row = this.#table.find(name, Date.now());
    if (row === undefined) throw profileNotFound(name);
    const plain = await this.#sealer.open(this.#table.read(name), this.#place(name));
    if (plain === undefined) throw profileClosed(name);
    return {
      profile: toProfile(row, keyIds),
      state: JSON.parse(new TextDecoder().decode(plain)),
    };
  }

  async remove(name: string): Promise<void> {
    await this.#keyIds();
    this.#atOnce(() => {
      if (this.#table.find(name, Date.now()) === undefined) throw profileNotFound(name);
      this.#table.remove(name);
    });
  }

  /** Seals under the present key what the one before had sealed; saves nothing anew. */
  async reseal(): Promise<ResealReport> {
    const [present = ""] = await this.#keyIds();
    const rows = this.#table.list(Date.now());
    const stale = rows.filter(({ keyId }) => keyId !== present);
    let resealed = 0;
    // One after the other: together they could be more than an object's memory.
    for (const row of stale) if (await this.#resealOne(row, present)) resealed++;
    const current = rows.length - stale.length;
    return { resealed, current, unreadable: stale.length - resealed };
  }

  /** When the first profile expires, in ms since the epoch; undefined when there is none. */
  dueAt(): number | undefined {
    return this.#table.firstExpiry();
  }

  /** Deletes what has expired. */
  async sweep(): Promise<void> {
    this.#atOnce(() => this.#table.removeExpired(Date.now()));
  }

  #put(row: ProfileRow, sealed: Uint8Array): ProfileRow | undefined {
    this.#table.removeExpired(row.savedAt);
    const others = this.#table.list(row.savedAt).filter(({ name }) => name !== row.name);
    const bytes = others.reduce((sum, other) => sum + other.bytes, row.bytes);
    if (others.length >= MAX_GRANT_PROFILES || bytes > MAX_GRANT_PROFILE_BYTES) {
      throw profilesFull(Math.min(...others.map(({ expiresAt }) => expiresAt)));
    }
    const before = this.#table.find(row.name, row.savedAt);
    this.#table.write(row, sealed);
    return before;
  }

  async #resealOne(row: ProfileRow, keyId: string): Promise<boolean> {
    const { name, savedAt } = row;
    const plain = await this.#sealer.open(this.#table.read(name), this.#place(name));
    if (plain === undefined) return false;
    const sealed = await this.#sealer.seal(plain, this.#place(name));
    this.#atOnce(() => {
      const now = this.#table.find(name, Date.now());
      // Saved anew or deleted meanwhile: what was read is not what is there.
      if (now?.savedAt !== savedAt || now.keyId !== row.keyId) return;
      this.#table.write({ ...row, bytes: sealed.length, keyId }, sealed);
    });
    return true;
  }

  #keyIds(): Promise<string[]> {
    if (!this.#sealer.isOpen) throw profilesNeedKey();
    return this.#sealer.keyIds();
  }

  #place(name: string): string {
    return `${this.#grantId}/${name}`;
  }
}

function toProfile({ keyId, ...about }: ProfileRow, keyIds: readonly string[]): Profile {
  return { ...about, opens: keyIds.includes(keyId) };
}
