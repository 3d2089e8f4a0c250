import { env } from "cloudflare:workers";
import { afterEach, describe, expect, test, vi } from "vitest";
import { Signature } from "../../src/domain/signature.ts";
import { admin } from "../support/admin.ts";
import { logIn, visit } from "../support/approvals.ts";
import {
  codeFor,
  linkTo,
  newGrant,
  pairedAt,
  roleAt,
  SESSION,
  wait,
} from "../support/live-ways.ts";

const NAME = "__Host-leapfrog-person";
const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;

afterEach(() => {
  vi.useRealTimers();
});

describe("the cookie", () => {
  test("ends after eight hours", async () => {
    const grantId = await newGrant();
    const until = Date.now() + DAY;
    const path = await linkTo({ grantId, until });
    const Cookie = await pairedAt(path, await codeFor(grantId));
    wait(8 * 60 * MINUTE - MINUTE);
    expect(await roleAt(path, Cookie)).toBe("control");
    wait(MINUTE);
    expect(await roleAt(path, Cookie)).toBe("watch");
  });

  test("ends when its grant is rotated", async () => {
    const grantId = await newGrant();
    const path = await linkTo({ grantId });
    const Cookie = await pairedAt(path, await codeFor(grantId));
    await admin("POST", `/grants/${grantId}/rotate`);
    expect(await roleAt(path, Cookie)).toBe("watch");
    const again = await pairedAt(path, await codeFor(grantId));
    expect(again).toContain(`${NAME}=${grantId}.2.`);
    expect(await roleAt(path, again)).toBe("control");
  });

  test("ends with the key, with a change, and is nobody else's", async () => {
    const grantId = await newGrant();
    const path = await linkTo({ grantId });
    const Cookie = await pairedAt(path, await codeFor(grantId));
    expect(await roleAt(path, `a=b; ${Cookie}; c=d`)).toBe("control");
    const [grant = "", generation = "", until = "", mac = ""] = Cookie.slice(NAME.length + 1).split(
      ".",
    );
    const signed = await new Signature(String(env.LEAPFROG_KEY), "live link").sign([
      grant,
      generation,
      until,
    ]);
    const forged = [
      [grant, generation, String(Number(until) + 1), mac],
      [grant, "2", until, mac],
      ["owner", generation, until, mac],
      [grant, generation, until, signed],
    ].map((words) => `${NAME}=${words.join(".")}`);
    for (const cookie of [...forged, Cookie.replace(NAME, "leapfrog-person"), `${NAME}=`]) {
      expect(await roleAt(path, cookie), cookie).toBe("watch");
    }
    expect(await roleAt(await linkTo({}), forged[2] ?? "")).toBe("watch");
    const key = btoa("k".repeat(32));
    const other = await linkTo({ grantId }, key);
    expect(await roleAt(other, Cookie, { LEAPFROG_KEY: key })).toBe("watch");
  });

  test("is no login of the admin's, and the admin's is none of a person's", async () => {
    const Cookie = await pairedAt(await linkTo(), await codeFor("owner"));
    for (const path of ["/approvals", `/watch/owner/${SESSION}`, "/admin/grants"]) {
      const status = (await visit(path, { headers: { Cookie } })).status;
      expect([303, 401]).toContain(status);
    }
    const value = Cookie.slice(NAME.length + 1);
    const asAdmin = `__Host-leapfrog-admin=${value}`;
    expect((await visit("/approvals", { headers: { Cookie: asAdmin } })).status).toBe(303);
    const admins = (await logIn()).split("=")[1];
    expect(await roleAt(await linkTo(), `${NAME}=${admins}`)).toBe("watch");
  });
});
