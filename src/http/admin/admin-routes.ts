import type { AdminRoute } from "./admin-route.ts";
import { AUDIT_ROUTES } from "./audit.ts";
import { GRANT_ROUTES } from "./grants.ts";
import { POLICY_ROUTES } from "./policies.ts";
import { PROFILE_ROUTES } from "./profiles.ts";
import { SECRET_ROUTES } from "./secrets.ts";

/** Everything below `/admin`. */
export const ADMIN_ROUTES: readonly AdminRoute[] = [
  ...GRANT_ROUTES,
  ...POLICY_ROUTES,
  ...AUDIT_ROUTES,
  ...PROFILE_ROUTES,
  ...SECRET_ROUTES,
];
