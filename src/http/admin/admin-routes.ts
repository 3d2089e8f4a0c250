import type { AdminRoute } from "./admin-route.ts";
import { AUDIT_ROUTES } from "./audit.ts";

/** Everything below `/admin`. */
export const ADMIN_ROUTES: readonly AdminRoute[] = [...AUDIT_ROUTES];
