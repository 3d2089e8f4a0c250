import type { Config } from "../../domain/config.ts";
import { randomHex } from "../../domain/ids.ts";
import { Signature } from "../../domain/signature.ts";
import { COOKIE_RULES, cookieOf } from "../cookies.ts";

/** Seconds a login lasts. */
const LOGIN_SECONDS = 43_200;
const NAME = "__Host-leapfrog-admin";
const VALUE = /^(\d{1,12})\.([0-9a-f]{32})\.([\w-]{43})$/;

/** An admin who is logged in; forms are signed for this login alone. */
export interface AdminSession {
  /** When the login ends; ms since the epoch. */
  readonly until: number;
  /** A token for the form that is sent to this path. */
  formToken(path: string): Promise<string>;
  isForm(token: string, path: string): Promise<boolean>;
}

/** Keeps no list: a cookie is good while its time and the admin's token last. */
export class AdminLogin {
  readonly #rootKey: string;
  readonly #adminToken: string;

  /** Undefined where no login is possible, for want of the token or the key. */
  static of({ rootKey, adminToken }: Config): AdminLogin | undefined {
    if (rootKey === undefined || adminToken === undefined) return undefined;
    return new AdminLogin(rootKey, adminToken);
  }

  private constructor(rootKey: string, adminToken: string) {
    this.#rootKey = rootKey;
    this.#adminToken = adminToken;
  }

  /** The `Set-Cookie` of a new login. */
  async cookie(): Promise<string> {
    const until = String(Math.floor(Date.now() / 1_000) + LOGIN_SECONDS);
    const nonce = randomHex(16);
    const mac = await this.#signature("login").sign([until, nonce, this.#adminToken]);
    return `${NAME}=${until}.${nonce}.${mac}; Max-Age=${LOGIN_SECONDS}; ${COOKIE_RULES}`;
  }

  /** The login a request's cookie stands for; undefined for none, a false or an old one. */
  async sessionOf(request: Request): Promise<AdminSession | undefined> {
    const [, until, nonce, mac] = VALUE.exec(cookieOf(request, NAME) ?? "") ?? [];
    if (until === undefined || nonce === undefined || mac === undefined) return undefined;
    if (Number(until) * 1_000 <= Date.now()) return undefined;
    const words = [until, nonce, this.#adminToken];
    if (!(await this.#signature("login").matches(mac, words))) return undefined;
    const forms = this.#signature("form");
    return {
      until: Number(until) * 1_000,
      formToken: (path) => forms.sign([nonce, path]),
      isForm: (token, path) => forms.matches(token, [nonce, path]),
    };
  }

  #signature(purpose: string): Signature {
    return new Signature(this.#rootKey, `admin ${purpose}`);
  }
}

/** The `Set-Cookie` that takes a login away from a browser. */
export const LOGGED_OUT = `${NAME}=; Max-Age=0; ${COOKIE_RULES}`;
