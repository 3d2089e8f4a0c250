import type { AdminRoute } from "./admin-route.ts";

/** Everything below `/admin`. */
export const ADMIN_ROUTES: readonly AdminRoute[] = [];
