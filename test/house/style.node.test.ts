import { readFileSync } from "node:fs";
import { glob } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { expect, test } from "vitest";
import { SETTING_NAMES } from "../../src/domain/setting-reader.ts";
import { VERSION } from "../../src/domain/version.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const MAX_FILE_LINES = 300;
const MAX_FUNCTION_LINES = 50;

interface Source {
  readonly name: string;
  readonly text: string;
}

test("no file outgrows its idea", async () => {
  const long = (await sources()).filter(({ text }) => text.split("\n").length > MAX_FILE_LINES);
  expect(long.map(({ name }) => name)).toEqual([]);
});

test("no function outgrows a screen", async () => {
  expect((await sources()).flatMap(longFunctions)).toEqual([]);
});

test("no escape hatches in source", async () => {
  const loose =
    /\bas unknown as\b|\bas any\b|: any\b|@ts-(ignore|expect-error|nocheck)|biome-ignore|\w!\./;
  const found = (await sources("src")).filter(({ text }) => loose.test(withoutText(text)));
  expect(found.map(({ name }) => name)).toEqual([]);
});

test("exports are documented", async () => {
  expect((await sources("src")).flatMap(bareExports)).toEqual([]);
});

test("the version is the package's", () => {
  const { version } = JSON.parse(readFileSync(`${ROOT}package.json`, "utf8"));
  expect(VERSION).toBe(version);
});

test("every setting stands in the README or the docs", async () => {
  const pages = ["README.md"];
  for await (const page of glob("docs/*.md", { cwd: ROOT })) pages.push(page);
  const said = pages.map((page) => readFileSync(`${ROOT}${page}`, "utf8")).join("\n");
  // The proxy is what a start itself begins, and nobody sets.
  const named = SETTING_NAMES.filter((name) => name !== "EGRESS_PROXY");
  expect(named.filter((name) => !said.includes(`\`${name}\``))).toEqual([]);
});

test("every dependency is pinned exactly", () => {
  const { dependencies, devDependencies } = JSON.parse(readFileSync(`${ROOT}package.json`, "utf8"));
  const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(
    ([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(String(version)),
  );
  expect(loose).toEqual([]);
});

async function sources(folder = "{src,scripts,demo,bench}"): Promise<Source[]> {
  const found: Source[] = [];
  for await (const name of glob(`${folder}/**/*.ts`, { cwd: ROOT })) {
    if (name.endsWith(".generated.ts")) continue;
    found.push({ name, text: readFileSync(`${ROOT}${name}`, "utf8") });
  }
  return found;
}

function parse({ name, text }: Source): ts.SourceFile {
  return ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
}

function longFunctions(source: Source): string[] {
  const file = parse(source);
  const long: string[] = [];
  const lineOf = (position: number) => file.getLineAndCharacterOfPosition(position).line;
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && "body" in node && node.body !== undefined) {
      const lines = lineOf(node.getEnd()) - lineOf(node.getStart()) + 1;
      if (lines > MAX_FUNCTION_LINES)
        long.push(`${source.name}:${lineOf(node.getStart()) + 1} ${lines}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return long;
}

/** Exported functions and classes without a word on what their signature cannot say. */
function bareExports(source: Source): string[] {
  const file = parse(source);
  return file.statements.filter(isExportedCode).flatMap((statement) => {
    if (ts.getJSDocCommentsAndTags(statement).length > 0) return [];
    const { line } = file.getLineAndCharacterOfPosition(statement.getStart());
    return isSelfExplaining(statement, source) ? [] : [`${source.name}:${line + 1}`];
  });
}

function isExportedCode(statement: ts.Statement): boolean {
  const exported = ts.canHaveModifiers(statement)
    ? ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
    : false;
  return (
    exported === true && (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement))
  );
}

/** One-liners whose name and types say it all. */
function isSelfExplaining(statement: ts.Statement, { text }: Source): boolean {
  return text.slice(statement.getStart(), statement.getEnd()).split("\n").length <= 8;
}

function withoutText(text: string): string {
  return text.replace(/"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`|\/\*[\s\S]*?\*\/|\/\/.*/g, '""');
}
