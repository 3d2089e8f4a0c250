import type { Config } from "../domain/config.ts";
import type { Identity } from "../domain/grant.ts";
import { ARTIFACT_LINK_MS } from "../domain/limits.ts";
import { Signature } from "../domain/signature.ts";

const PURPOSE = "artifact link";
const SIGNED = /^([\w-]{1,64})\.([\w-]{43})$/;
const SECONDS = /^\d{1,12}$/;

/** Addresses of one grant's artifacts, good for a while without a token where there is a key. */
export class ArtifactLinks {
  readonly #rootKey: string | undefined;
  readonly #origin: string;
  readonly #grantId: string;

  /** `origin` is the server's own, as the outside world knows it. */
  constructor({ rootKey }: Config, origin: string, grantId: string) {
    this.#rootKey = rootKey;
    this.#origin = origin;
    this.#grantId = grantId;
  }

  /** False where whoever follows a link has to show the bearer token. */
  get areSigned(): boolean {
    return this.#rootKey !== undefined;
  }

  async to(id: string): Promise<string> {
    const address = new URL(`/artifacts/${id}`, this.#origin);
    if (this.#rootKey === undefined) return address.href;
    const exp = String(Math.floor((Date.now() + ARTIFACT_LINK_MS) / 1000));
    const mac = await new Signature(this.#rootKey, PURPOSE).sign([this.#grantId, id, exp]);
    address.search = `?exp=${exp}&sig=${this.#grantId}.${mac}`;
    return address.href;
  }
}

/**
 * The grant that a signed link to an artifact speaks for; undefined for none, a false or an old one.
 * The link names its grant, so that the artifact is looked for in one object alone.
 */
export async function grantOfLink(
  { rootKey }: Config,
  id: string,
  search: URLSearchParams,
): Promise<Identity | undefined> {
  const exp = search.get("exp") ?? "";
  const [, grantId, mac] = SIGNED.exec(search.get("sig") ?? "") ?? [];
  if (rootKey === undefined || grantId === undefined || mac === undefined) return undefined;
  if (!SECONDS.test(exp) || Number(exp) * 1000 <= Date.now()) return undefined;
  const isOurs = await new Signature(rootKey, PURPOSE).matches(mac, [grantId, id, exp]);
  return isOurs ? { grantId, proof: { kind: "link" } } : undefined;
}
