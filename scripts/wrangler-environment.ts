import { dirname, join } from "node:path";
import { CACHE_FOLDER } from "./project-folders.ts";

/**
 * The environment under which wrangler, or miniflare inside vitest, calls nobody, asks nothing,
 * finds the chosen browser and leaves the user's folders alone.
 */
export function wranglerEnvironment(
  environment: NodeJS.ProcessEnv,
  runFolder: string,
): NodeJS.ProcessEnv {
  return {
    ...environment,
    // wrangler's build command runs the `node` it finds, which must be the one that runs this.
    PATH: `${dirname(process.execPath)}:${environment.PATH ?? ""}`,
    XDG_CACHE_HOME: CACHE_FOLDER,
    XDG_CONFIG_HOME: join(runFolder, "config"),
    WRANGLER_LOG_PATH: join(runFolder, "logs"),
    WRANGLER_REGISTRY_PATH: join(runFolder, "registry"),
    WRANGLER_SEND_METRICS: "false",
    WRANGLER_SEND_ERROR_REPORTS: "false",
    WRANGLER_HIDE_BANNER: "true",
    WRANGLER_NO_SKILLS_UPDATE_PROMPTS: "true",
    CLOUDFLARE_CF_FETCH_ENABLED: "false",
    CLOUDFLARE_LOAD_DEV_VARS_FROM_DOT_ENV: "true",
    CLOUDFLARE_INCLUDE_PROCESS_ENV: "false",
    X_LOCAL_EXPLORER: "false",
    X_LOCAL_OBSERVABILITY: "false",
  };
}
