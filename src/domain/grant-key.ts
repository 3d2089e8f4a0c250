import { encodeBase64Url } from "./base64.ts";
import { sha256 } from "./sha256.ts";
import { Signature } from "./signature.ts";

const FORM = /^(lf_([a-z0-9]{8})_[\w-]{43})_([\w-]{22})$/;
const PURPOSE = "grant key";
const SECRET_BYTES = 32;
const MAC_BYTES = 16;

/** A grant's key as its object knows it. */
export interface ReadKey {
  readonly grantId: string;
  /** SHA-256 of the whole key in hex. */
  readonly digest: string;
}

/** Draws a key for a grant, `lf_<grant id>_<secret>_<mac>`; only its digest is ever kept. */
export async function newGrantKey(
  rootKey: string,
  grantId: string,
): Promise<{ readonly token: string; readonly digest: string }> {
  const secret = encodeBase64Url(crypto.getRandomValues(new Uint8Array(SECRET_BYTES)));
  const claim = `lf_${grantId}_${secret}`;
  const token = `${claim}_${await macOf(rootKey, claim)}`;
  return { token, digest: await sha256(token) };
}

/** What a key says, undefined for one that this server has not made; no object is asked. */
export async function readGrantKey(rootKey: string, token: string): Promise<ReadKey | undefined> {
  const [, claim, grantId, mac] = FORM.exec(token) ?? [];
  if (claim === undefined || grantId === undefined || mac === undefined) return undefined;
  if (!sameText(mac, await macOf(rootKey, claim))) return undefined;
  return { grantId, digest: await sha256(token) };
}

function macOf(rootKey: string, claim: string): Promise<string> {
  return new Signature(rootKey, PURPOSE).sign([claim], MAC_BYTES);
}

/** Takes the same time whatever differs; both have one length. */
function sameText(a: string, b: string): boolean {
  let different = 0;
  for (let at = 0; at < b.length; at++) different |= a.charCodeAt(at) ^ b.charCodeAt(at);
  return different === 0;
}
