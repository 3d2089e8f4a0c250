import { act } from "./acting/act.ts";
import { addInitScript } from "./acting/add-init-script.ts";
import { batchActions } from "./acting/batch-actions.ts";
import { execute } from "./acting/execute.ts";
import { paginate } from "./acting/paginate.ts";
import type { PoolTool, SessionTool, Tool } from "./define-tool.ts";
import { domainKnowledge } from "./memory/domain-knowledge.ts";
import { sessionExport } from "./memory/session-export.ts";
import { sessionExportTrace } from "./memory/session-export-trace.ts";
import { sessionMemory } from "./memory/session-memory.ts";
import { sessionReplay } from "./memory/session-replay.ts";
import { apiDiscover } from "./network/api-discover.ts";
import { apiExport } from "./network/api-export.ts";
import { consoleLog } from "./network/console-log.ts";
import { networkIntercept } from "./network/network-intercept.ts";
import { networkLog } from "./network/network-log.ts";
import { waitForHuman } from "./people/wait-for-human.ts";
import { profileDelete } from "./profiles/profile-delete.ts";
import { profileImportFromChrome } from "./profiles/profile-import-from-chrome.ts";
import { profileList } from "./profiles/profile-list.ts";
import { profileWarm } from "./profiles/profile-warm.ts";
import { sessionListProfiles } from "./profiles/session-list-profiles.ts";
import { sessionSaveProfile } from "./profiles/session-save-profile.ts";
import { diff } from "./reading/diff.ts";
import { extract } from "./reading/extract.ts";
import { navigate } from "./reading/navigate.ts";
import { screenshot } from "./reading/screenshot.ts";
import { snapshot } from "./reading/snapshot.ts";
import { waitFor } from "./reading/wait-for.ts";
import { poolStatus } from "./sessions/pool-status.ts";
import { sessionCreate } from "./sessions/session-create.ts";
import { sessionCreateBatch } from "./sessions/session-create-batch.ts";
import { sessionDestroy } from "./sessions/session-destroy.ts";
import { sessionHealth } from "./sessions/session-health.ts";
import { sessionList } from "./sessions/session-list.ts";
import { tabClose } from "./tabs/tab-close.ts";
import { tabSwitch } from "./tabs/tab-switch.ts";
import { tabsList } from "./tabs/tabs-list.ts";

/** Every tool, in the order clients see them. */
export const CATALOGUE: readonly Tool[] = [
  sessionCreate,
  sessionCreateBatch,
  sessionList,
  sessionDestroy,
  sessionHealth,
  poolStatus,
  sessionSaveProfile,
  sessionListProfiles,
  profileList,
  profileDelete,
  profileWarm,
  profileImportFromChrome,
  navigate,
  snapshot,
  diff,
  act,
  batchActions,
  screenshot,
  extract,
  waitFor,
  addInitScript,
  execute,
  paginate,
  tabsList,
  tabSwitch,
  tabClose,
  networkLog,
  consoleLog,
  networkIntercept,
  apiDiscover,
  apiExport,
  sessionMemory,
  sessionExport,
  sessionReplay,
  sessionExportTrace,
  domainKnowledge,
  waitForHuman,
] satisfies readonly (PoolTool | SessionTool)[];

/** The session tool of a name; a name that did not pass the protocol layer is a fault of ours. */
export function sessionTool(name: string): SessionTool {
  const tool = CATALOGUE.find((candidate) => candidate.name === name);
  if (tool?.target !== "session") throw new Error(`no session tool ${name}`);
  return tool;
}
