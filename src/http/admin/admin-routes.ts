import { APPROVAL_ROUTES } from "./approvals.ts";
import type { AdminRoute } from "./admin-route.ts";

/** Everything below `/admin`. */
export const ADMIN_ROUTES: readonly AdminRoute[] = [...APPROVAL_ROUTES];
