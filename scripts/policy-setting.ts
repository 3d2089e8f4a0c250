import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { ownerPolicy } from "../src/policy/owner-policy.ts";
import { PROJECT_FOLDER } from "./project-folders.ts";
import { reasonOf, StartProblem } from "./start-problem.ts";

/**
 * The document that `LEAPFROG_POLICY` names, as one line of JSON: the setting itself, or the file it is
 * the path of, seen from the project's folder. Throws a `StartProblem` with all that is wrong in it.
 */
export async function policyText(setting: string): Promise<string> {
  const text = setting.startsWith("{") ? setting : await readPolicy(setting);
  const read = ownerPolicy(text);
  if (read.ok) return oneLine(text);
  const lines = read.errors.map(({ pointer, message }) => `  - ${pointer || "it"} ${message}`);
  throw new StartProblem(`LEAPFROG_POLICY cannot be used:\n${lines.join("\n")}`);
}

async function readPolicy(path: string): Promise<string> {
  try {
    return await readFile(resolve(PROJECT_FOLDER, path), "utf8");
  } catch (thrown) {
    throw new StartProblem(
      `LEAPFROG_POLICY names ${path}, which cannot be read: ${reasonOf(thrown)}`,
    );
  }
}

/** Without an apostrophe, so that a file of settings can hold it between two. */
function oneLine(text: string): string {
  return JSON.stringify(JSON.parse(text)).replaceAll("'", "\\u0027");
}
