import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Look, Person } from "./person.ts";

const SOURCE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Rules of WCAG up to 2.2 AA, and of good practice. */
const RUN = `axe.run(document, {
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  resultTypes: ["violations"],
}).then(({ violations }) => violations.flatMap(({ id, nodes }) =>
  nodes.map(({ target, failureSummary }) => id + " " + target.join(" ") + ": " + failureSummary)))`;

/** A desktop and a phone, each in light and dark. */
export const LOOKS: readonly Look[] = [
  { width: 1280, height: 900 },
  { width: 390, height: 844 },
].flatMap((size) => (["light", "dark"] as const).map((scheme) => ({ ...size, scheme })));

/** What of the page, as it is drawn now, keeps somebody out; in words, one for each element. */
export async function violationsOn(person: Person): Promise<readonly string[]> {
  await person.see(`${SOURCE};0`);
  const found = await person.see(RUN);
  if (!Array.isArray(found)) throw new Error("the page could not be looked at");
  return found.map(String);
}

/** The same in all four looks, the last of which stays. */
export async function violationsInAllLooks(person: Person): Promise<readonly string[]> {
  const found: string[] = [];
  for (const look of LOOKS) {
    await person.look(look);
    const where = `${look.width} ${look.scheme}`;
    found.push(...(await violationsOn(person)).map((one) => `${where}: ${one}`));
  }
  return found;
}
