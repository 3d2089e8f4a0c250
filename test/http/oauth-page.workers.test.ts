import { afterEach, describe, expect, test, vi } from "vitest";
import { ADMIN_TOKEN, addGrant, admin } from "../support/admin.ts";
import { TOKEN } from "../support/agent.ts";
import { FormBrowser, hiddenFields } from "../support/form-browser.ts";
import {
  adminBrowser,
  authorizePath,
  CALLBACK,
  edge,
  list,
  newClient,
  newGrant,
  OPEN,
  ORIGIN,
  tokensFor,
} from "../support/oauth-edge.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

describe("the page", () => {
  test("asks for the admin's login and leads back to itself", async () => {
    const path = authorizePath(await newClient());
    const browser = new FormBrowser(ORIGIN, edge());
    const answer = await browser.open(path);
    expect(answer.status).toBe(303);
    expect(answer.headers.get("Location")).toBe(`/login?${new URLSearchParams({ next: path })}`);
    const elsewhere = await browser.open(path, "cross-site");
    expect(elsewhere.headers.get("Refresh")).toBeNull();
    expect(await elsewhere.text()).toContain("Open the page</a>");
  });

  test("takes the admin's token for its login and no other", async () => {
    const browser = new FormBrowser(ORIGIN, edge());
    const { token } = await addGrant({ label: "agent", policy: OPEN });
    for (const wrong of [TOKEN, token]) expect((await browser.logIn(wrong)).status).toBe(401);
    expect((await browser.logIn(ADMIN_TOKEN)).status).toBe(303);
  });

  test("names the client, where the answer goes and the grants, in no frame and without script", async () => {
    const grant = await newGrant("Marketing & co");
    const client = await newClient({ client_name: "<b>Evil</b>\u202EelgooG" });
    const answer = await (await adminBrowser()).open(authorizePath(client));
    expect(answer.headers.get("Content-Security-Policy")).toBe(
      "default-src 'none'; style-src 'self'; form-action 'self' https://assistant.example; frame-ancestors 'none'; base-uri 'none'",
    );
    expect(answer.headers.get("X-Frame-Options")).toBe("DENY");
    expect(answer.headers.get("Cache-Control")).toBe("no-store");
    const page = await answer.text();
    expect(page).toContain("&lt;b&gt;Evil&lt;/b&gt;elgooG");
    expect(page).toContain("<strong>assistant.example</strong>");
    expect(page).toContain(`<option value="${grant}">Marketing &amp; co (${grant})</option>`);
    expect(page).not.toContain('value="owner"');
    expect(page).not.toContain("<script");
  });

  test("offers no grant that was revoked, and takes none", async () => {
    const grant = await newGrant("gone");
    const browser = await adminBrowser();
    const path = authorizePath(await newClient());
    const before = await (await browser.open(path)).text();
    await admin("POST", `/grants/${grant}/revoke`);
    expect(await (await browser.open(path)).text()).not.toContain(grant);
    for (const id of [grant, "owner", "nothing0", ""]) {
      const fields = { ...hiddenFields(before), grant: id, decision: "approve" };
      const answer = await browser.submit("/authorize", fields);
      expect(answer.status).toBe(400);
      expect(await answer.text()).toContain("Choose a grant");
    }
  });

  const FORGED: readonly [string, Record<string, string>, Record<string, string>][] = [
    ["from another site", {}, { "Sec-Fetch-Site": "cross-site", Origin: "https://evil.example" }],
    ["without this login's mark", { form: "x" }, {}],
    ["with another request's handle", { handle: "x" }, {}],
  ];

  test.each(FORGED)("takes no form %s", async (_name, fields, headers) => {
    const grant = await newGrant();
    const browser = await adminBrowser();
    const page = await (await browser.open(authorizePath(await newClient()))).text();
    const all = { ...hiddenFields(page), grant, decision: "approve", ...fields };
    const answer = await browser.submit("/authorize", all, headers);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.headers.get("Location")).toBeNull();
  });

  test("takes a form once, and only in the browser that was shown it", async () => {
    const grant = await newGrant();
    const browser = await adminBrowser();
    const page = await (await browser.open(authorizePath(await newClient()))).text();
    const fields = { ...hiddenFields(page), grant, decision: "approve" };
    const other = await (await adminBrowser()).submit("/authorize", fields);
    expect(other.status).toBeGreaterThanOrEqual(400);
    expect((await browser.submit("/authorize", fields)).status).toBe(303);
    expect((await browser.submit("/authorize", fields)).status).toBe(400);
  });
});

describe("a client that is a document", () => {
  const ID = "https://assistant.example/client.json";
  const DOCUMENT = {
    client_id: ID,
    client_name: "Published assistant",
    redirect_uris: [CALLBACK],
    token_endpoint_auth_method: "none",
  };

  function publish(document: unknown): void {
    vi.spyOn(globalThis, "fetch").mockImplementation(async () =>
      Response.json(document, { headers: { "Cache-Control": "no-store" } }),
    );
  }

  test("needs no registration, and the page names its domain", async () => {
    publish(DOCUMENT);
    const page = await (await (await adminBrowser()).open(authorizePath(ID))).text();
    expect(page).toContain("<dt>Published by</dt><dd>assistant.example</dd>");
    const tokens = await tokensFor(await newGrant(), ID);
    expect((await list(tokens.access_token)).status).toBe(200);
  });

  test.each([
    ["names another client", { ...DOCUMENT, client_id: "https://evil.example/client.json" }],
    ["has no name", { ...DOCUMENT, client_name: undefined }],
    ["leads elsewhere", { ...DOCUMENT, redirect_uris: ["https://evil.example/cb"] }],
  ])("is not taken when its document %s", async (_name, document) => {
    publish(document);
    const answer = await (await adminBrowser()).open(authorizePath(ID));
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain("Nothing was connected");
  });
});
