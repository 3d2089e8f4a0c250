import { type ResealReport, Sealer, type SealingKeys } from "../domain/sealer.ts";
import { MAX_SECRET_CHARACTERS, MAX_SECRETS, type Secret } from "../domain/secret.ts";
import type { Sql } from "../domain/sql.ts";
import type { AuditLog } from "./audit-log.ts";
import { typedRow } from "./audit-rows.ts";
import type { ListedSecret, SecretChange, SecretUse } from "./secret-contract.ts";
import { secretClosed, secretNotFound, secretsNeedKey, wrongOrigin } from "./secret-failures.ts";
import { type SecretRow, SecretTable } from "./secret-table.ts";

export interface SecretShelfParts {
  readonly sql: Sql;
  readonly keys: SealingKeys;
  readonly grantId: string;
  /** Those of the settings, where the grant is the owner. */
  readonly deployed: readonly Secret[];
  readonly audit: Pick<AuditLog, "append">;
  /** Runs `work` as one transaction, undone by what it throws. */
  readonly atOnce: <T>(work: () => T) => T;
}

/**
 * The secrets of one grant. Values are sealed before anything is written, bound to the grant and the
 * name; those of the settings are never written at all, and go before others of their name.
 */
export class SecretShelf {
  readonly #table: SecretTable;
  readonly #sealer: Sealer;
  readonly #parts: SecretShelfParts;

  constructor(parts: SecretShelfParts) {
    this.#parts = parts;
    this.#table = new SecretTable(parts.sql);
    this.#sealer = new Sealer(parts.keys, `secrets ${parts.grantId}`);
  }

  async list(): Promise<ListedSecret[]> {
    const keyIds = await this.#sealer.keyIds();
    const { deployed } = this.#parts;
    const listed = this.#kept().map(({ name, origins, setAt, keyId }): ListedSecret => {
      return { name, origins, from: "admin", setAt, opens: keyIds.includes(keyId) };
    });
    const own = deployed.map(({ name, origins }): ListedSecret => {
      return { name, origins, from: "deployment", opens: true };
    });
    return [...own, ...listed].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  async put({ name, value, origins }: Secret): Promise<SecretChange> {
    if (!this.#sealer.isOpen) throw secretsNeedKey();
    if (this.#deployed(name) !== undefined) return "deployment";
    const [keyId = ""] = await this.#sealer.keyIds();
    const sealed = await this.#sealer.seal(new TextEncoder().encode(value), this.#place(name));
    const row = { name, origins, sealed, length: value.length, keyId, setAt: Date.now() };
    return this.#parts.atOnce(() => this.#write(row));
  }

  remove(name: string): SecretChange {
    if (this.#deployed(name) !== undefined) return "deployment";
    return this.#parts.atOnce(() => {
      if (this.#table.find(name) === undefined) return "unknown";
      this.#table.remove(name);
      this.#parts.audit.append({ event: "secret_deleted", secret: name });
      return "deleted";
    });
  }

  async open(wanted: readonly string[]): Promise<Secret[]> {
    for (const name of wanted) await this.#find(name);
    const opened: Secret[] = [...this.#parts.deployed];
    for (const row of this.#kept()) {
      const value = await this.#valueOf(row);
      if (value !== undefined) opened.push({ name: row.name, value, origins: row.origins });
    }
    return opened;
  }

  /** Whatever happens then, it stands in the audit that the value was given out for this origin. */
  async take(use: SecretUse): Promise<string> {
    const { name, origin } = use;
    const { value, origins } = await this.#find(name);
    if (!origins.includes(origin)) throw wrongOrigin(name, origin, origins);
    this.#parts.atOnce(() => this.#parts.audit.append(typedRow(use)));
    return value;
  }

  /** Seals under the present key what the one before had sealed. */
  async reseal(): Promise<ResealReport> {
    if (!this.#sealer.isOpen) throw secretsNeedKey();
    const [present = ""] = await this.#sealer.keyIds();
    const rows = this.#table.list();
    const stale = rows.filter(({ keyId }) => keyId !== present);
    let resealed = 0;
    for (const row of stale) if (await this.#resealOne(row, present)) resealed++;
    const current = rows.length - stale.length;
    return { resealed, current, unreadable: stale.length - resealed };
  }

  async #resealOne(row: SecretRow, keyId: string): Promise<boolean> {
    const value = await this.#valueOf(row);
    if (value === undefined) return false;
    const plain = new TextEncoder().encode(value);
    const sealed = await this.#sealer.seal(plain, this.#place(row.name));
    this.#parts.atOnce(() => {
      const now = this.#table.find(row.name);
      // Set anew or deleted meanwhile: what was read is not what is there.
      if (now?.setAt === row.setAt && now.keyId === row.keyId) {
        this.#table.write({ ...row, sealed, keyId });
      }
    });
    return true;
  }

  #write(row: SecretRow): SecretChange {
    const others = this.#table.list().filter(({ name }) => name !== row.name);
    const { deployed, audit } = this.#parts;
    const count = others.length + deployed.length;
    const characters =
      others.reduce((sum, { length }) => sum + length, row.length) +
      deployed.reduce((sum, { value }) => sum + value.length, 0);
    if (count >= MAX_SECRETS || characters > MAX_SECRET_CHARACTERS) return "full";
    const isNew = this.#table.find(row.name) === undefined;
    this.#table.write(row);
    audit.append({ event: "secret_set", secret: row.name, origins: row.origins });
    return isNew ? "made" : "replaced";
  }

  async #find(name: string): Promise<Secret> {
    const deployed = this.#deployed(name);
    if (deployed !== undefined) return deployed;
    const row = this.#table.find(name);
    if (row === undefined) throw secretNotFound(name);
    const value = await this.#valueOf(row);
    if (value === undefined) throw secretClosed(name);
    return { name, value, origins: row.origins };
  }

  async #valueOf({ name, sealed }: SecretRow): Promise<string | undefined> {
    const plain = await this.#sealer.open(sealed, this.#place(name));
    return plain === undefined ? undefined : new TextDecoder().decode(plain);
  }

  /** Without those that one of the settings hides. */
  #kept(): SecretRow[] {
    return this.#table.list().filter(({ name }) => this.#deployed(name) === undefined);
  }

  #deployed(wanted: string): Secret | undefined {
    return this.#parts.deployed.find(({ name }) => name === wanted);
  }

  #place(name: string): string {
    return `${this.#parts.grantId}/${name}`;
  }
}
