import type { PageRoute } from "../pages/page-route.ts";
import { showByLink, showToAdmin } from "./live-page.ts";
import { socketByLink, socketOfAdmin } from "./live-socket.ts";
import { pairPerson } from "./pair-person.ts";

/** Where people watch a session, and take it over: by a signed link, or as the admin. */
export const LIVE_ROUTES: readonly PageRoute[] = [
  { method: "GET", path: /^\/live\/([\w.-]+)$/, run: showByLink },
  { method: "GET", path: /^\/live\/([\w.-]+)\/socket$/, run: socketByLink },
  { method: "POST", path: /^\/live\/([\w.-]+)\/pair$/, run: pairPerson },
  { method: "GET", path: /^\/watch\/([a-z0-9]{1,64})\/(s_[a-z0-9]{6})$/, run: showToAdmin },
  {
    method: "GET",
    path: /^\/watch\/([a-z0-9]{1,64})\/(s_[a-z0-9]{6})\/socket$/,
    run: socketOfAdmin,
  },
];
