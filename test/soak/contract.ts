import { FAILURE_CODES } from "../../src/domain/failure.ts";

/** Milliseconds after which a call must have been answered: its deadline and the Worker's grace. */
const DEADLINE_MS = 55_000 + 3_000;
/** Milliseconds for the way there and back. */
const WAY_MS = 2_000;
/** Milliseconds until an answer counts as never coming. */
export const NEVER_MS = DEADLINE_MS + 20_000;

/** The failures that tell the truth about what a soak does to each kind of tool. */
const POOL = ["platform_busy"];
const ABOUT_A_SESSION = [...POOL, "session_not_found"];
const ON_A_PAGE = [
  ...ABOUT_A_SESSION,
  ..."session_lost platform_limit timed_out rate_limited cancelled stale_ref not_found".split(" "),
  ..."not_actionable covered dialog_open navigation_failed script_failed".split(" "),
];
const CREATING = [
  ...POOL,
  ..."pool_full platform_limit session_lost timed_out cancelled navigation_failed".split(" "),
];
/** Characters of an answer that are told with a breach. */
const MAX_SHOWN = 300;

const TRUTHFUL: Readonly<Record<string, readonly string[]>> = {
  // A profile may have been deleted since its name was read.
  session_create: [...CREATING, "not_found"],
  session_create_batch: CREATING,
  session_list: POOL,
  pool_status: POOL,
  session_health: ABOUT_A_SESSION,
  session_destroy: ABOUT_A_SESSION,
  profile_list: POOL,
  session_list_profiles: POOL,
  profile_delete: [...POOL, "not_found"],
  profile_import_from_chrome: POOL,
  domain_knowledge: [...POOL, "not_found"],
  // Not every session was created with record.
  session_export_trace: [...ON_A_PAGE, "unsupported"],
};

/** True of few sessions or pages alone, whatever the tool. */
const AT_TIMES = [
  // Of a session that was created with a profile, of code of the caller's.
  /^policy_denied: Page code is off in a session that has used a secret or a profile/,
  // Of a hostile page that has filled itself with frames of its own.
  /^invalid_arguments: target "#bait" matches \d+ elements; nothing was touched\./,
];

/** A word that hostile pages put wherever they can, and no call ever names outside an address. */
export const HOSTILE_WORD = "zqsoak";
const FENCED = /^--- page content (\w{6}), untrusted ---\n[\s\S]*\n--- end \1 ---$/m;

/** An answer, however it came. */
interface Answered {
  readonly text: string;
  readonly isError: boolean;
  readonly structured?: Record<string, unknown>;
}

/** `ok` or the code of a failure, and how the answer breaks the contract. */
export interface Judged {
  readonly outcome: string;
  readonly breach?: string;
}

/** Holds what came for a call after `ms`, or that nothing did, against the contract. */
export function judge(tool: string, answer: Answered | Error, ms: number): Judged {
  const outcome = answer instanceof Error ? "no answer" : outcomeOf(answer);
  const breach = breachOf(tool, answer, outcome, ms);
  if (breach === undefined) return { outcome };
  return { outcome, breach: `${tool} ${breach.slice(0, MAX_SHOWN)}` };
}

function outcomeOf(answer: Answered): string {
  return answer.isError ? (answer.text.split(":")[0] ?? "") : "ok";
}

function breachOf(
  tool: string,
  answer: Answered | Error,
  outcome: string,
  ms: number,
): string | undefined {
  if (answer instanceof Error) return `has no answer: ${answer.message}`;
  if (ms > DEADLINE_MS + WAY_MS) return `was answered after its deadline: ${outcome}`;
  const { isError, text, structured } = answer;
  if (isError && !isTrue(tool, outcome, text)) return `answered ${text}`;
  const ours = text.replace(FENCED, "");
  if (ours.includes(HOSTILE_WORD)) return `tells words of a page as its own: ${ours}`;
  return exceeds(structured?.pool ?? structured) ? `tells of more places: ${text}` : undefined;
}

function isTrue(tool: string, code: string, text: string): boolean {
  const isCode = FAILURE_CODES.some((known) => known === code);
  // A call of several steps gives it with the step that failed.
  const hasAdvice = /^\w+: \S[\s\S]*\. \S/.test(text);
  const isTold =
    (TRUTHFUL[tool] ?? ON_A_PAGE).includes(code) || AT_TIMES.some((one) => one.test(text));
  return isCode && hasAdvice && isTold;
}

function exceeds(pool: unknown): boolean {
  const { used, limit }: { used?: unknown; limit?: unknown } = Object(pool);
  return typeof used === "number" && typeof limit === "number" && used > limit;
}
