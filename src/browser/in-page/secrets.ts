import type { CoverReport } from "../in-page-contract.ts";
import { drawn } from "./actionable.ts";
import { filledSelectors } from "./filled-secrets.ts";
import { selectAll } from "./plain-document.ts";
import { keepRoot } from "./plain-dom.ts";
import { allRoots } from "./tree.ts";

type Root = Document | ShadowRoot;

// The ids make it win over what a page's own styles say, however much they insist.
const SURE = ":not(#leapfrog#leapfrog#leapfrog)";
/** What is put into such a field is nobody's to see. */
export const SECRET_FIELD = `:is(input[type="password"], input[style*="text-security" i], ${[
  "cc-number",
  "cc-csc",
  "one-time-code",
  "current-password",
  "new-password",
]
  .map((use) => `:is(input, textarea, select)[autocomplete~="${use}" i]`)
  .join(", ")})`;
const SECRET = `${SECRET_FIELD}:not(:placeholder-shown)`;

/** The fields for secrets of a root, and those a secret was put into. */
function secretsOf(root: Root): string {
  const filled = filledSelectors(root).map((path) => `${path}:not(:placeholder-shown)`);
  return `:is(${[SECRET, ...filled].join(", ")})`;
}

/**
 * Nothing here moves or resizes anything. Chrome prints transparent text too, unless a filter makes
 * it paint the field as a picture.
 */
const coverOf = (secrets: string) => `${secrets}${SURE} {
  color: transparent !important; -webkit-text-fill-color: transparent !important;
  -webkit-text-security: disc !important; text-shadow: none !important; text-decoration: none !important;
  caret-color: transparent !important; resize: none !important; background: #777 !important; transition: none !important;
  box-shadow: inset 0 0 0 200vmax #777 !important; print-color-adjust: exact !important;
}
${secrets}${SURE}::selection { color: transparent !important; background: transparent !important; }
${secrets}${SURE}[contenteditable] { filter: contrast(0) !important; }
@media print { ${secrets}${SURE} { filter: contrast(0) !important; } }`;

/** Keeps the page's own transitions from running when the cover is taken off. */
const stillOf = (secrets: string) => `${secrets}${SURE} { transition: none !important; }`;

/** Milliseconds after which fields are shown again though nobody has asked. */
const FORGOTTEN_MS = 60_000;

const covers = new Map<Root, CSSStyleSheet>();
let forgotten: ReturnType<typeof setTimeout> | undefined;

/** Takes note of the roots that only the browser can reach, from nodes inside them. */
export function noteRoots(nodes: readonly Node[]): void {
  for (const node of nodes) {
    for (let root = rootOf(node); root instanceof ShadowRoot; root = rootOf(root.host)) {
      keepRoot(root);
    }
  }
}

function rootOf(node: Node): Node {
  return Node.prototype.getRootNode.call(node);
}

/**
 * Covers fields that hold secrets with a style sheet of their own, which changes no node; resolves
 * when they are drawn so.
 */
export async function coverSecrets(): Promise<CoverReport> {
  clearTimeout(forgotten);
  forgotten = setTimeout(uncoverSecrets, FORGOTTEN_MS);
  let [fields, open, inputs] = [0, 0, 0];
  for (const root of allRoots()) {
    inputs += selectAll(root, "input").length;
    const secrets = [...selectAll(root, secretsOf(root))];
    fields += secrets.length;
    if (secrets.length > 0 && !covers.has(root)) cover(root);
    open += secrets.filter(shows).length;
  }
  if (fields > 0 && self !== top) await drawn();
  return { fields, open, inputs };
}

/** A style of the field's own that insists wins over every sheet; dots are drawn all the same. */
function shows(field: HTMLElement): boolean {
  const style = getComputedStyle(field);
  const isDotted = style.getPropertyValue("-webkit-text-security") === "disc";
  return style.webkitTextFillColor !== "rgba(0, 0, 0, 0)" && !isDotted;
}

function cover(root: Root): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(coverOf(secretsOf(root)));
  covers.set(root, sheet);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}

/** Shows the fields again as they were. */
export function uncoverSecrets(): void {
  clearTimeout(forgotten);
  for (const [root, sheet] of covers) {
    const secrets = secretsOf(root);
    sheet.replaceSync(stillOf(secrets));
    for (const field of selectAll(root, secrets)) void getComputedStyle(field).color;
  }
  for (const [root, sheet] of covers) {
    root.adoptedStyleSheets = root.adoptedStyleSheets.filter((other) => other !== sheet);
  }
  covers.clear();
}
