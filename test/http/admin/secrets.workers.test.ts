import { expect, test } from "vitest";
import { addGrant, admin } from "../../support/admin.ts";
import { callTool } from "../../support/agent.ts";
import { request } from "../../support/edge.ts";

const VALUE = "a-value-nobody-sees";
const body = { value: VALUE, origins: ["https://shop.example"] };

test("secrets are put, listed without values, replaced and deleted", async () => {
  const { id } = await addGrant({ label: "secrets" });
  const put = await admin("PUT", `/grants/${id}/secrets/LOGIN`, body);
  expect(put.status).toBe(201);
  expect(await put.json()).toEqual({ name: "LOGIN", origins: body.origins });
  expect((await admin("PUT", `/grants/${id}/secrets/LOGIN`, body)).status).toBe(200);
  const listed = await (await admin("GET", `/grants/${id}/secrets`)).text();
  expect(JSON.parse(listed).secrets).toMatchObject([
    { name: "LOGIN", origins: body.origins, from: "admin", opens: true },
  ]);
  expect(listed).not.toContain(VALUE);
  // Another grant has none of it.
  expect(await (await admin("GET", "/grants/owner/secrets")).text()).not.toContain("shop.example");
  expect((await admin("DELETE", `/grants/${id}/secrets/LOGIN`)).status).toBe(200);
  expect((await admin("DELETE", `/grants/${id}/secrets/LOGIN`)).status).toBe(404);
});

test("what cannot be kept is refused, and said without its value", async () => {
  const bad = { value: "tiny", origins: ["http://shop.example/x"], more: 1 };
  const put = await admin("PUT", "/grants/owner/secrets/lower", bad);
  expect(put.status).toBe(400);
  const { errors } = await put.json<{ errors: { pointer: string; message: string }[] }>();
  expect(errors.map(({ pointer }) => pointer)).toEqual(["", "/value", "/origins", "/more"]);
  expect(JSON.stringify(errors)).not.toContain("tiny");
  for (const wrong of [[], "text", null, 1]) {
    expect((await admin("PUT", "/grants/owner/secrets/A", wrong)).status).toBe(400);
  }
  expect((await admin("PUT", "/grants/gggggggg/secrets/A", body)).status).toBe(404);
  expect((await admin("PUT", "/grants/owner/secrets/A?x=1", body)).status).toBe(400);
  expect((await admin("PUT", "/grants/owner/secrets/%zz", body)).status).toBe(404);
});

test("a token of an agent sets none, and no tool tells of any", async () => {
  const answer = await request({
    method: "PUT",
    path: "/admin/grants/owner/secrets/A",
    body: "{}",
  });
  expect([401, 503]).toContain(answer.status);
  expect((await callTool("session_list", {})).text).not.toContain("secret");
});

test("all are sealed anew under the present key", async () => {
  await admin("PUT", "/grants/owner/secrets/SEALED", body);
  const answer = await admin("POST", "/secrets/reseal");
  expect(answer.status).toBe(200);
  expect(await answer.json()).toMatchObject({ resealed: 0, unreadable: 0, failed: [] });
  await admin("DELETE", "/grants/owner/secrets/SEALED");
});
