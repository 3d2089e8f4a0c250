import { route } from "./http/routes.ts";

export { CoordinatorObject } from "./coordinator/coordinator-object.ts";
export { DirectoryObject } from "./grants/directory-object.ts";
export { GrantObject } from "./grants/grant-object.ts";
export { SessionObject } from "./session/session-object.ts";

export default {
  fetch: route,
} satisfies ExportedHandler<Cloudflare.Env>;
