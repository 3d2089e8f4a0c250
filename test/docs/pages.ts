import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import GithubSlugger from "github-slugger";
import type { Token } from "markdown-it";
import MarkdownIt from "markdown-it";
import { PROJECT_FOLDER } from "../../scripts/project-folders.ts";

/** A code block of a page, fenced or indented. */
export interface Block {
  readonly kind: "block";
  /** `docs/lists.md:5`. */
  readonly where: string;
  /** What the fence says; empty for an indented block. */
  readonly language: string;
  readonly text: string;
}

/** What has to happen between two blocks, in words that `hooks.ts` knows; readers do not see it. */
export interface Meanwhile {
  readonly kind: "meanwhile";
  readonly what: string;
}

/** A page of the documentation as the tests of it need it. */
export interface Page {
  /** From the project's folder. */
  readonly name: string;
  readonly text: string;
  readonly items: readonly (Block | Meanwhile)[];
  /** Words in `code`. */
  readonly words: readonly string[];
  /** Addresses of links and pictures. */
  readonly links: readonly string[];
  /** What a `#` may lead to. */
  readonly anchors: ReadonlySet<string>;
}

const PAGES = ["*.md", "docs/**/*.md", "bench/**/*.md"];
const MEANWHILE = /^<!-- meanwhile: (.+) -->\s*$/;

/** All pages of the repository, in the order of their names. */
export function readPages(): Page[] {
  const names = PAGES.flatMap((pattern) => globSync(pattern, { cwd: PROJECT_FOLDER }));
  return names
    .filter((name) => !name.includes("node_modules"))
    .sort()
    .map(readPage);
}

function readPage(name: string): Page {
  const text = readFileSync(join(PROJECT_FOLDER, name), "utf8");
  const tokens = new MarkdownIt({ html: true }).parse(text, {});
  const inline = tokens.filter(({ type }) => type === "inline");
  return {
    name,
    text,
    items: tokens.flatMap((token) => itemOf(name, token)),
    words: inline
      .flatMap(({ children }) => children ?? [])
      .filter(({ type }) => type === "code_inline")
      .map(({ content }) => content),
    links: inline.flatMap(({ children }) => (children ?? []).flatMap(addressOf)),
    anchors: anchorsOf(tokens),
  };
}

function itemOf(name: string, { type, content, info, map }: Token): (Block | Meanwhile)[] {
  if (type === "html_block") {
    const what = MEANWHILE.exec(content)?.[1];
    return what === undefined ? [] : [{ kind: "meanwhile", what }];
  }
  if (type !== "fence" && type !== "code_block") return [];
  const where = `${name}:${(map?.[0] ?? 0) + 1}`;
  return [{ kind: "block", where, language: info.trim(), text: content.trimEnd() }];
}

function addressOf(token: Token): string[] {
  const address = token.attrGet("href") ?? token.attrGet("src");
  return address === null ? [] : [String(address)];
}

function anchorsOf(tokens: readonly Token[]): ReadonlySet<string> {
  const slugger = new GithubSlugger();
  const headings = tokens.flatMap((token, index) =>
    token.type === "heading_open" ? [tokens[index + 1]?.children ?? []] : [],
  );
  return new Set(
    headings.map((words) => slugger.slug(words.map(({ content }) => content).join(""))),
  );
}

/** The code blocks of a page. */
export function blocksOf({ items }: Page): Block[] {
  return items.filter((item) => item.kind === "block");
}
