import type * as z from "zod";

/** Most problems worth naming at once. */
const MAX_PROBLEMS = 5;

/** What is wrong with arguments, each field by its path. */
export function problemsOf({ issues }: z.ZodError): string {
  return issues.slice(0, MAX_PROBLEMS).map(describe).join("; ");
}

function describe(issue: z.core.$ZodIssue): string {
  const field = issue.path.map(String).join(".");
  if (issue.code === "unrecognized_keys") {
    const where = field === "" ? "" : ` in ${field}`;
    return `unknown field ${issue.keys.slice(0, 5).join(", ")}${where}`;
  }
  return `${field === "" ? "arguments" : field}: ${issue.message}`;
}
