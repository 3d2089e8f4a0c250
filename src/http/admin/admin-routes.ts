import type { AdminRoute } from "./admin-route.ts";
import { PROFILE_ROUTES } from "./profiles.ts";

/** Everything below `/admin`. */
export const ADMIN_ROUTES: readonly AdminRoute[] = [...PROFILE_ROUTES];
