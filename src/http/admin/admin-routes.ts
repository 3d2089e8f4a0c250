import type { AdminRoute } from "./admin-route.ts";
import { APPROVAL_ROUTES } from "./approvals.ts";
import { AUDIT_ROUTES } from "./audit.ts";
import { GRANT_ROUTES } from "./grants.ts";
import { POLICY_ROUTES } from "./policies.ts";

/** Everything below `/admin`. */
export const ADMIN_ROUTES: readonly AdminRoute[] = [
  ...APPROVAL_ROUTES,
  ...GRANT_ROUTES,
  ...POLICY_ROUTES,
  ...AUDIT_ROUTES,
];
