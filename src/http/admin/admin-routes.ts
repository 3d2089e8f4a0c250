import type { AdminRoute } from "./admin-route.ts";
import { APPROVAL_ROUTES } from "./approvals.ts";
import { AUDIT_ROUTES } from "./audit.ts";
import { GRANT_ROUTES } from "./grants.ts";
import { KILL_ROUTES } from "./kill.ts";
import { KNOWLEDGE_ROUTES } from "./knowledge.ts";
import { METRICS_ROUTES } from "./metrics.ts";
import { OVERVIEW_ROUTES } from "./overview.ts";
import { PAIRING_ROUTES } from "./pairing.ts";
import { POLICY_ROUTES } from "./policies.ts";
import { RESEAL_ROUTES } from "./reseal.ts";
import { SECRET_ROUTES } from "./secrets.ts";
import { SESSION_ROUTES } from "./sessions.ts";

/** Everything below `/admin`. */
export const ADMIN_ROUTES: readonly AdminRoute[] = [
  ...APPROVAL_ROUTES,
  ...GRANT_ROUTES,
  ...POLICY_ROUTES,
  ...AUDIT_ROUTES,
  ...RESEAL_ROUTES,
  ...KILL_ROUTES,
  ...METRICS_ROUTES,
  ...OVERVIEW_ROUTES,
  ...PAIRING_ROUTES,
  ...SESSION_ROUTES,
  ...SECRET_ROUTES,
  ...KNOWLEDGE_ROUTES,
];
