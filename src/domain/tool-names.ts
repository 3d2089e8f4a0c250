/** Every tool there is, by the name that a policy gives it. */
export const TOOL_NAMES = [
  "session_create",
  "session_create_batch",
  "session_list",
  "session_destroy",
  "pool_status",
  "session_health",
  "session_save_profile",
  "session_list_profiles",
  "profile_list",
  "profile_delete",
  "profile_warm",
  "profile_import_from_chrome",
  "navigate",
  "snapshot",
  "diff",
  "screenshot",
  "extract",
  "wait_for",
  "act",
  "batch_actions",
  "add_init_script",
  "execute",
  "paginate",
  "tabs_list",
  "tab_switch",
  "tab_close",
  "network_log",
  "console_log",
  "network_intercept",
  "api_discover",
  "api_export",
  "session_memory",
  "session_export",
  "session_replay",
  "session_export_trace",
  "domain_knowledge",
  "wait_for_human",
] as const;

export type ToolName = (typeof TOOL_NAMES)[number];

/** Whether a name is a tool's, whatever it is that carries it. */
export function isToolName(name: unknown): name is ToolName {
  return TOOL_NAMES.some((known) => known === name);
}

/**
 * What a call can do whatever its tool: run code in the page, lead a tab to an address, take a
 * file, use a secret or a saved profile.
 */
export const CAPABILITIES = ["js", "nav", "download", "secret"] as const;

export type Capability = (typeof CAPABILITIES)[number];
