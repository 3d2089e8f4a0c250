import type { AdminRoute } from "./admin-route.ts";
import { AUDIT_ROUTES } from "./audit.ts";
import { PROFILE_ROUTES } from "./profiles.ts";

/** Everything below `/admin`. */
export const ADMIN_ROUTES: readonly AdminRoute[] = [...AUDIT_ROUTES, ...PROFILE_ROUTES];
