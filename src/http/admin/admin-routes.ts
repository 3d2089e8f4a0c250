import type { AdminRoute } from "./admin-route.ts";
import { APPROVAL_ROUTES } from "./approvals.ts";
import { AUDIT_ROUTES } from "./audit.ts";

/** Everything below `/admin`. */
export const ADMIN_ROUTES: readonly AdminRoute[] = [...APPROVAL_ROUTES, ...AUDIT_ROUTES];
