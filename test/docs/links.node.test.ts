import { existsSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { expect, test } from "vitest";
import { PROJECT_FOLDER } from "../../scripts/project-folders.ts";
import { type Page, readPages } from "./pages.ts";

const pages = readPages();
const byName = new Map(pages.map((page) => [page.name, page]));

/** Why a link leads nowhere; undefined for one that leads somewhere, or out of the repository. */
function deadEnd(page: Page, link: string): string | undefined {
  if (/^[a-z]+:/i.test(link)) return undefined;
  const [path = "", anchor] = decodeURI(link).split("#");
  const name = path === "" ? page.name : normalize(join(dirname(page.name), path));
  if (!existsSync(join(PROJECT_FOLDER, name))) return `${page.name}: ${link}: no such file`;
  if (anchor === undefined) return undefined;
  const target = byName.get(name);
  if (target?.anchors.has(anchor) === true) return undefined;
  return `${page.name}: ${link}: no such heading`;
}

test("every link within the repository leads to a file that is there, and to a heading of it", () => {
  expect(pages.length).toBeGreaterThan(40);
  expect(pages.flatMap(({ links }) => links).length).toBeGreaterThan(100);
  const dead = pages.flatMap((page) => page.links.flatMap((link) => deadEnd(page, link) ?? []));
  expect(dead).toEqual([]);
});

test("a link that leads nowhere is found", () => {
  const readme = byName.get("README.md");
  if (readme === undefined) throw new Error("no README.md");
  expect(deadEnd(readme, "docs/nothing.md")).toMatch(/no such file/);
  expect(deadEnd(readme, "docs/limits.md#nothing")).toMatch(/no such heading/);
  expect(deadEnd(readme, "docs/limits.md#artifacts")).toBeUndefined();
});

test("every page can be found from the README", () => {
  const found = new Set(["README.md", "CHANGELOG.md", "SECURITY.md"]);
  const look = ["README.md"];
  for (let name = look.shift(); name !== undefined; name = look.shift()) {
    const page = byName.get(name);
    for (const link of page?.links ?? []) {
      const path = normalize(join(dirname(name), link.split("#")[0] ?? ""));
      const below = pages.filter(
        (one) => one.name === path || dirname(one.name) === normalize(path.replace(/\/$/, "")),
      );
      for (const { name: next } of below) if (!found.has(next)) look.push(next) && found.add(next);
    }
  }
  expect(pages.map(({ name }) => name).filter((name) => !found.has(name))).toEqual([]);
});
