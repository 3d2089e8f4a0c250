import { clean } from "../visible-text.ts";
import { NAME_LENGTH } from "./lines.ts";
import { attributeOf, matches, tagOf } from "./plain-dom.ts";
import { isLabelled, nameOf } from "./roles.ts";
import { quote } from "./states.ts";

const LANDMARKS = /^(navigation|main|complementary|banner|contentinfo|search|form|region)$/;
const GROUPS = /^(dialog|alertdialog|group|radiogroup|menu|menubar|tablist|tree|toolbar)$/;
const NEEDS_NAME = /^(group|form|region|menu|menubar|toolbar)$/;

/** What a landmark or group is headed with; undefined for what is none or has no name it needs. */
export function groupHead(element: Element, role: string): string | undefined {
  if (!LANDMARKS.test(role) && !GROUPS.test(role)) return undefined;
  const label = labelOf(element);
  if (label === "") return NEEDS_NAME.test(role) ? undefined : `${role}${modalMark(element)}`;
  return `${role} ${quote(label, NAME_LENGTH)}${modalMark(element)}`;
}

/** The kind of a live region, whether a role or an attribute makes it one; undefined for none. */
export function liveKind(element: Element, role: string): string | undefined {
  if (/^(alert|status|log)$/.test(role)) return role;
  const live = attributeOf(element, "aria-live");
  return live === "polite" || live === "assertive" ? "status" : undefined;
}

/** The title of a group that stands in its head already. */
export function isGroupsLegend(element: Element): boolean {
  return (
    element instanceof HTMLLegendElement && element.parentElement instanceof HTMLFieldSetElement
  );
}

function modalMark(element: Element): string {
  const modal = matches(element, ":modal") || attributeOf(element, "aria-modal") === "true";
  return modal ? " [modal]" : "";
}

/** The name of a group or landmark, which is only ever given on purpose. */
function labelOf(element: Element): string {
  if (element instanceof HTMLFieldSetElement && !isLabelled(element)) {
    return clean(element.querySelector(":scope > legend")?.textContent ?? "");
  }
  return isLabelled(element) ? nameOf(element) : "";
}

const LAYOUT_PARTS = "tr, [role=row], h1, h2, h3, h4, h5, h6, nav, main, article";

/** A row that lays out other parts of the page, and is no row of facts. */
export function isLayoutRow(row: Element): boolean {
  return Element.prototype.querySelector.call(row, LAYOUT_PARTS) !== null;
}

/** The level of a heading as `h2` says it. */
export function levelOf(heading: Element): string {
  const level = attributeOf(heading, "aria-level") ?? /^H([1-6])$/.exec(tagOf(heading))?.[1];
  return /^\d+$/.test(level ?? "") ? `h${level}` : "h2";
}
