import { env } from "cloudflare:workers";
import { type Result, unwrap } from "../domain/failure.ts";
import type { KeyedCharge } from "../policy/charges.ts";
import type { ReservationToken } from "../policy/windows.ts";
import type { DirectoryRpc } from "./directory-contract.ts";

const NAME = "grants";

/** What all grants share; asked once each, since a charge taken twice would count twice. */
export function directory() {
  const ask = async <T>(question: (object: DirectoryRpc) => Promise<Result<T>>): Promise<T> =>
    // No stub is kept, since an exception breaks it for good.
    unwrap(await question(env.DIRECTORY.getByName(NAME)));
  return {
    reserve: (charges: readonly KeyedCharge[]) => ask((object) => object.reserve(charges)),
    giveBack: (tokens: readonly ReservationToken[]) => ask((object) => object.giveBack(tokens)),
    addCosts: (charges: readonly KeyedCharge[], browserMs: number) =>
      ask((object) => object.addCosts(charges, browserMs)),
  };
}

export type Directory = ReturnType<typeof directory>;
