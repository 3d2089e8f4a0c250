import type { Reading } from "./read-page.ts";

/** What the product's snapshots lack, page by page. */
export function missesOf(readings: readonly Reading[], contestant = "Leapfrog"): string {
  return readings
    .filter((reading) => reading.contestant === contestant)
    .map(missesOn)
    .filter((text) => text !== "")
    .join("\n");
}

function missesOn({ page, matched, missedFacts }: Reading): string {
  const lines = [
    ...matched.missedControls.map(
      ({ role, name, where }) => `control ${role || "(behaves)"} "${name}" <${where}>`,
    ),
    ...matched.missedStates.map(
      ({ control, state, entry }) =>
        `state   ${state} of ${control.role} "${control.name}"${entry === undefined ? ", missed itself" : `, shown: ${entry.marks.join(" ")} value=${entry.value}`}`,
    ),
    ...matched.falseStates.map(
      ({ control, state }) => `false   ${state} of ${control.role} "${control.name}"`,
    ),
    ...missedFacts.map(({ question, answer }) => `fact    ${question}: ${answer}`),
  ];
  return lines.length === 0 ? "" : [page.name, ...lines.map((line) => `  ${line}`)].join("\n");
}
