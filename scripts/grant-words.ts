import { clientLines } from "./client-lines.ts";

/** A grant as the server lists it. */
export interface ListedGrant {
  readonly id: string;
  readonly label: string;
  readonly state: string;
  readonly createdAt?: string;
  readonly expires?: string;
  readonly subjects: readonly string[];
  readonly policy: { readonly revision: string; readonly from: string } | null;
}

/** What a dry run found. */
export interface Tried {
  readonly calls: number;
  readonly tools: Readonly<Record<string, { readonly before: Counts; readonly after: Counts }>>;
}

type Counts = Readonly<Record<string, number>>;

/** A new key, and what to paste into a client to use it. */
export function tokenWords(
  origin: string,
  { id, label, token }: { readonly id: string; readonly label: string; readonly token: string },
): string {
  return [
    `${id} (${label}) has this token, which is shown only now:`,
    "",
    token,
    "",
    clientLines(origin, token),
  ].join("\n");
}

/** What a grant without a policy still needs. */
export function policyHint(id: string): string {
  return `\nIt has no policy and may do nothing yet: npm run grant -- policy ${id} policies/careful.json`;
}

/** All grants as a table. */
export function listWords(grants: readonly ListedGrant[]): string {
  const rows = grants.map(({ id, state, createdAt, expires, policy, subjects, label }) => [
    id,
    state,
    day(createdAt),
    day(expires),
    policy === null ? "none" : `${policy.revision.slice(0, 8)} ${policy.from}`,
    label,
    subjects.join(" "),
  ]);
  return table([["ID", "STATE", "MADE", "EXPIRES", "POLICY", "LABEL", "LOGINS"], ...rows]);
}

/** What the last calls met, and what they would meet. */
export function triedWords({ calls, tools }: Tried): string {
  if (calls === 0) return "Nothing was changed. There are no calls yet to try it on.";
  const rows = Object.entries(tools).map(([tool, { before, after }]) => [
    tool,
    counts(before),
    counts(after),
  ]);
  const head = `Nothing was changed. The last ${calls} decisions, limits aside:`;
  return `${head}\n\n${table([["TOOL", "WERE", "WOULD BE"], ...rows])}`;
}

function counts(found: Counts): string {
  return Object.entries(found)
    .map(([word, count]) => `${count} ${word}`)
    .join(", ");
}

function day(time: string | undefined): string {
  return time === undefined ? "–" : time.slice(0, 10);
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? "").length)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
