import type { Result } from "../domain/failure.ts";
import type { KeyedCharge } from "../policy/charges.ts";
import type { Spent } from "../policy/facts.ts";
import type { ReservationToken } from "../policy/windows.ts";
import type { AuditRpc } from "./audit-contract.ts";
import type { Taken } from "./counter-shelf.ts";

/** The directory object's RPC surface; failures cross it as values. */
export interface DirectoryRpc extends AuditRpc {
  /** Takes charges of scope `server`, all or none. */
  reserve(charges: readonly KeyedCharge[]): Promise<Result<Taken>>;
  giveBack(tokens: readonly ReservationToken[]): Promise<Result<null>>;
  addCosts(charges: readonly KeyedCharge[], spent: Spent): Promise<Result<null>>;
}
