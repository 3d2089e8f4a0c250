import { expect, test } from "vitest";
import { examine, describe as told } from "../conformance/conformance.ts";
import { REVISIONS } from "../conformance/plan.ts";

test.each(["wrapper", "server"] as const)(
  "the official suite finds nothing unexpected in the %s",
  async (target) => {
    const findings = await examine(target);
    console.log(findings.map(told).join("\n"));
    expect(findings.map(({ revision }) => revision)).toEqual(REVISIONS);
    expect(findings.flatMap(({ verdict }) => verdict.problems)).toEqual([]);
  },
);
