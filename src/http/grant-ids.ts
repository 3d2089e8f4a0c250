import { OWNER } from "../domain/grant.ts";

/** The grants there are, by their ids. */
export async function grantIds(): Promise<readonly string[]> {
  return [OWNER.id];
}
