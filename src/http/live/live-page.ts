import { LIVE_PATH } from "../../domain/live-link.ts";
import { html } from "../pages/html.ts";
import { scriptedPage, show } from "../pages/layout.ts";
import { type PageRequest, requireAdmin } from "../pages/page-route.ts";
import type { NoWayIn } from "./live-refusals.ts";
import { enterByLink } from "./way-in.ts";

/** The address of such a page lets in by itself, so it is told to nobody. */
const SECRET_ADDRESS = { "Referrer-Policy": "no-referrer" };

/**
 * The page of a signed link, for whoever has it: links are followed from chats, with no cookie of ours.
 * What the page's own script asks for brings them along.
 */
export async function showByLink(page: PageRequest): Promise<Response> {
  const entered = await enterByLink(page);
  if (!entered.ok) return shut(entered.no, SECRET_ADDRESS);
  const path = `${LIVE_PATH}${page.params[0]}`;
  const data = {
    socket: `${path}/socket`,
    pair: `${path}/pair`,
    login: `/login?${new URLSearchParams({ next: path })}`,
  };
  return shell(data, SECRET_ADDRESS);
}

/** The page of a session for an admin who is logged in. */
export function showToAdmin(page: PageRequest): Promise<Response> {
  return requireAdmin(page, async () => shell({ socket: `${page.url.pathname}/socket` }));
}

function shell(
  data: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
): Response {
  const body = html`<main id="live"></main>`;
  return scriptedPage({ title: "Session", bundle: "live", data, body, headers });
}

function shut({ status, title, text }: NoWayIn, headers: Readonly<Record<string, string>>) {
  return show({ title, body: html`<p class="card">${text}</p>`, status, headers });
}
