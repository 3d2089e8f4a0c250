import { setTimeout as sleep } from "node:timers/promises";
import { freePorts } from "./free-ports.ts";
import { type LiveServer, startLive } from "./live-server.ts";
import { startPages } from "./pages-server.ts";

const ADMIN_TOKEN = "admin-token-admin-token-admin-token-0123456789";

/** A page with a button that counts its clicks. */
const SHOP = `<title>Shop</title><button id="buy" onclick="this.dataset.clicks = 1 + Number(this.dataset.clicks || 0)">Buy</button>`;

/** A server whose policy asks a person, with pages of which one site needs approvals. */
export interface ApprovalWorld extends AsyncDisposable {
  readonly live: LiveServer;
  readonly adminToken: string;
  /** Pages of two origins on which acting needs a person. */
  readonly shop: string;
  readonly otherShop: string;
  decide(id: string, decision: "approve" | "decline", note?: string): Promise<Response>;
  /** Waits until nobody can decide it any more. */
  expiryOf(id: string): Promise<void>;
}

interface Listed {
  readonly id: string;
  readonly expiresAt: string;
}

/** Starts both. */
export async function startApprovalWorld(): Promise<ApprovalWorld> {
  const [port = 0] = await freePorts(1);
  const origins = [`http://127.0.0.1:${port}`, `http://localhost:${port}`];
  const [first = "", second = ""] = origins.map(
    (origin) => `${origin}/page?${new URLSearchParams({ html: SHOP })}`,
  );
  const when = [{ path: "ctx.page.origin", op: "origin_in", value: origins }];
  const approval = { action: "require_approval", reason: "Acting in the shop needs a person." };
  const policy = {
    version: "1",
    default: "allow",
    tools: {
      act: { ...approval, when, approval: { timeout_s: 300 } },
      add_init_script: { ...approval, approval: { timeout_s: 10 } },
    },
  };
  const stopPages = await startPages(origins[0] ?? "");
  const live = await startLive({
    LEAPFROG_POLICY: JSON.stringify(policy),
    LEAPFROG_ADMIN_TOKEN: ADMIN_TOKEN,
    ALLOW_PRIVATE_HOSTS: origins.map((origin) => new URL(origin).host).join(),
  });
  const admin = (path: string, init: RequestInit = {}) =>
    fetch(`${live.origin}/admin/approvals${path}`, {
      ...init,
      headers: { Authorization: `Bearer ${ADMIN_TOKEN}` },
    });
  return {
    live,
    adminToken: ADMIN_TOKEN,
    shop: first,
    otherShop: second,
    decide: (id, decision, note = "") =>
      admin(`/${id}`, { method: "POST", body: JSON.stringify({ decision, note }) }),
    async expiryOf(id) {
      const { pending } = (await (await admin("")).json()) as { pending: Listed[] };
      const until = pending.find((one) => one.id === id)?.expiresAt ?? "";
      await sleep(Date.parse(until) - Date.now() + 5);
    },
    async [Symbol.asyncDispose]() {
      await live[Symbol.asyncDispose]();
      await stopPages();
    },
  };
}
