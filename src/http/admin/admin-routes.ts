import type { AdminRoute } from "./admin-route.ts";
import { APPROVAL_ROUTES } from "./approvals.ts";

/** Everything below `/admin`. */
export const ADMIN_ROUTES: readonly AdminRoute[] = [...APPROVAL_ROUTES];
