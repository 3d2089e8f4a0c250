import { expect, test } from "vitest";
import { ADMIN_ROUTES } from "../../../src/http/admin/admin-routes.ts";
import { addGrant, admin, adminDeeds } from "../../support/admin.ts";
import { callTool } from "../../support/agent.ts";

/** One address of each route, with its method; those that read the address themselves aside. */
const ADDRESSES = ADMIN_ROUTES.filter(({ takes = [] }) => !takes.includes("query")).map(
  ({ method, path, takes = [] }) => {
    const address = path.source
      .replaceAll("\\", "")
      .replace(/^\^\/admin|\$$/g, "")
      .replace("(profiles|secrets)", "profiles")
      .replace(/\(\[[^)]*\)/g, "owner");
    return { name: `${method} ${address}`, method, address, takesBody: takes.includes("body") };
  },
);

test.each(ADDRESSES)("$name takes no parameter, and does nothing with one", async (route) => {
  const { method, address, takesBody } = route;
  const before = (await adminDeeds()).length;
  const body = takesBody ? { on: true } : undefined;
  const response = await admin(method, `${address}?dryRun=1`, body);
  expect([response.status, await response.text()]).toEqual([
    400,
    expect.stringContaining("dryRun in the address is not understood"),
  ]);
  expect(await adminDeeds()).toHaveLength(before);
  expect((await callTool("session_list", {})).text).not.toContain("kill switch");
});

const BARE = ADDRESSES.filter(({ method, takesBody }) => method !== "GET" && !takesBody);

test.each(BARE)("$name takes no body, and does nothing with one", async ({ method, address }) => {
  const before = (await adminDeeds()).length;
  const response = await admin(method, address, { sites: ["shop.example"] });
  expect([response.status, await response.text()]).toEqual([
    400,
    expect.stringContaining("this takes no body"),
  ]);
  expect(await adminDeeds()).toHaveLength(before);
});

test("what is done with secrets is written down by name, and no value with it", async () => {
  const { id } = await addGrant({ label: "secrets" });
  const secret = { value: "a-value-nobody-sees", origins: ["https://shop.example"] };
  await admin("PUT", `/grants/${id}/secrets/LOGIN`, secret);
  await admin("DELETE", `/grants/${id}/secrets/LOGIN`);
  await admin("POST", "/secrets/reseal");
  await admin("POST", "/profiles/reseal");
  const deeds = await adminDeeds();
  expect(deeds.slice(-4)).toMatchObject([
    { what: "secret.put", grant: id, secret: "LOGIN" },
    { what: "secret.delete", grant: id, secret: "LOGIN" },
    { what: "secrets.reseal" },
    { what: "profiles.reseal" },
  ]);
  expect(JSON.stringify(deeds)).not.toContain(secret.value);
});
