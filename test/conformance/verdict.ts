/** One check of a scenario, as the suite writes it down. */
export interface Check {
  readonly id: string;
  readonly status: string;
  readonly errorMessage?: string;
}

/** What a run comes to. */
export interface Verdict {
  readonly scenarios: number;
  /** Scenarios of which nothing failed. */
  readonly clean: number;
  readonly checks: number;
  readonly passed: number;
  /** Entries of the baseline that failed as they say. */
  readonly expected: readonly string[];
  /** What nobody expected; empty is good. */
  readonly problems: readonly string[];
}

/**
 * Judges what the held scenarios found. It is stricter than the suite: a scenario must have run and
 * shown something, and an entry of the baseline must name a check that fails, even a misspelt one.
 */
export function judge(
  held: readonly string[],
  ran: ReadonlyMap<string, readonly Check[]>,
  baseline: readonly string[],
): Verdict {
  const expected = new Set<string>();
  const problems: string[] = [];
  const counts = { scenarios: held.length, clean: 0, checks: 0, passed: 0 };
  for (const scenario of held) {
    const checks = ran.get(scenario) ?? [];
    const passed = checks.filter(({ status }) => status === "SUCCESS").length;
    const faults = checks.filter(({ status }) => status === "FAILURE" || status === "WARNING");
    counts.passed += passed;
    counts.checks += passed + faults.length;
    if (passed + faults.length === 0) problems.push(`${scenario} showed nothing`);
    else if (faults.length === 0) counts.clean++;
    for (const { id, status, errorMessage } of faults) {
      const entry = `${scenario}:${id}`;
      if (baseline.includes(entry)) expected.add(entry);
      else problems.push(`${entry} ${status} ${errorMessage ?? ""}`.trim());
    }
  }
  const stale = baseline.filter((entry) => !expected.has(entry));
  problems.push(...stale.map((entry) => `${entry} is expected to fail and did not`));
  return { ...counts, expected: [...expected], problems };
}
