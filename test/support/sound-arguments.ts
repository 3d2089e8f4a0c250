/** What each tool needs besides `sessionId` to be let past its schema; those not here need nothing. */
export const SOUND_ARGUMENTS: Readonly<Record<string, object>> = {
  session_create_batch: { sessions: [{}] },
  session_save_profile: { name: "saved", hosts: ["shop.example"] },
  profile_delete: { name: "saved" },
  profile_warm: { urls: ["https://shop.example/"] },
  profile_import_from_chrome: { name: "saved", state: "[]", domains: ["shop.example"] },
  navigate: { url: "https://shop.example/" },
  act: { action: "press", key: "Enter" },
  batch_actions: { actions: [{ action: "press", key: "Enter" }] },
  extract: { type: "title" },
  wait_for: { condition: "network_idle" },
  add_init_script: { script: "1" },
  paginate: { maxPages: 1 },
  session_replay: {
    recording: {
      version: 1,
      steps: [{ tool: "act", args: { action: "press", key: "Enter" }, targets: {} }],
    },
  },
  execute: { script: "return 1" },
  tab_switch: { tabIndex: 0 },
  network_intercept: { action: "list" },
  wait_for_human: { reason: "Log in.", timeout: 0 },
};
