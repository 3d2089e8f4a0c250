import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { PROJECT_FOLDER } from "../../scripts/project-folders.ts";
import { examine, describe as told } from "../conformance/conformance.ts";
import { REVISIONS } from "../conformance/plan.ts";
import { suiteVersion } from "../conformance/suite.ts";

const LIMIT_MS = 240_000;

test.each(["wrapper", "server"] as const)(
  "the official suite finds nothing unexpected in the %s, and what the docs say",
  async (target) => {
    const findings = await examine(target);
    expect(findings.map(({ revision }) => revision)).toEqual(REVISIONS);
    expect(findings.flatMap(({ verdict }) => verdict.problems)).toEqual([]);
    const docs = await readFile(join(PROJECT_FOLDER, "docs/conformance.md"), "utf8");
    for (const finding of findings) expect(docs).toContain(told(finding));
    expect(docs).toContain(`${await suiteVersion()}:`);
  },
  LIMIT_MS,
);
