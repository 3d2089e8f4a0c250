import { Signature } from "../../domain/signature.ts";
import { COOKIE_RULES, cookieOf } from "../cookies.ts";

const NAME = "__Host-leapfrog-person";
const PURPOSE = "person";
/** Seconds a pairing lasts. */
const PERSON_SECONDS = 28_800;
const VALUE = /^([\w-]{1,64})\.(\d{1,9})\.(\d{1,12})\.([\w-]{43})$/;

/** A person who gave a code of this grant; whether its generation is still on is for its object to say. */
export interface PairedPerson {
  readonly grantId: string;
  readonly generation: number;
  /** Milliseconds since the epoch. */
  readonly until: number;
}

/** The `Set-Cookie` of a person who gave a good code. */
export async function personCookie(
  rootKey: string,
  grantId: string,
  generation: number,
): Promise<string> {
  const until = Math.floor(Date.now() / 1_000) + PERSON_SECONDS;
  const words = [grantId, String(generation), String(until)];
  const value = [...words, await new Signature(rootKey, PURPOSE).sign(words)].join(".");
  return `${NAME}=${value}; Max-Age=${PERSON_SECONDS}; ${COOKIE_RULES}`;
}

/** The person a request's cookie stands for; undefined for none, a false or an old one. */
export async function pairedPerson(
  rootKey: string,
  request: Request,
): Promise<PairedPerson | undefined> {
  const [, grantId, generation, seconds, mac] = VALUE.exec(cookieOf(request, NAME) ?? "") ?? [];
  if (grantId === undefined || generation === undefined) return undefined;
  if (seconds === undefined || mac === undefined) return undefined;
  const until = Number(seconds) * 1_000;
  if (until <= Date.now()) return undefined;
  const isOurs = await new Signature(rootKey, PURPOSE).matches(mac, [grantId, generation, seconds]);
  return isOurs ? { grantId, generation: Number(generation), until } : undefined;
}
