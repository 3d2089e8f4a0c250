import { exactText } from "../../domain/unseen.ts";
import { make, mark } from "../shared/make.ts";
import { timeOf } from "../shared/time-element.ts";
import { exactLine } from "../shared/visible-text.ts";
import type { AuditLine } from "./audit-reader.ts";

/** What one wants to know at a glance, in this order; the rest stands behind it. */
const FACTS =
  "session origin host rule limited refused approval by note text values ms bytes subject client keys";

/** One row: what happened in a line, and all of it behind that. */
export function auditEntry({ stream, at, text, row }: AuditLine): HTMLElement {
  const word = outcomeOf(row);
  const pill = word === undefined ? undefined : make("span", { class: "pill" }, word);
  if (pill !== undefined) mark(pill, "data-state", word);
  const head = make(
    "span",
    { class: "audit-head" },
    timeOf(at),
    make("span", { class: "stream" }, exactLine(stream)),
    make("code", {}, exactLine(subjectOf(row))),
    pill,
  );
  const facts = make("span", { class: "soft audit-facts" }, exactLine(factsOf(row)));
  const whole = make("pre", {}, exactText(JSON.stringify(JSON.parse(text), undefined, 2)));
  return make("li", {}, make("details", {}, make("summary", {}, head, facts), whole));
}

function subjectOf({ event, tool, step, what, secret }: AuditLine["row"]): string {
  if (what !== undefined) return String(what);
  const about = tool ?? secret ?? "";
  const part = step === undefined ? "" : ` ${step}`;
  return `${about}${part}`.trim() || String(event);
}

function outcomeOf(row: AuditLine["row"]): string | undefined {
  const { event, limited, refused, decision, code, what } = row;
  if (what !== undefined) return undefined;
  if (limited !== undefined) return "limited";
  if (refused !== undefined) return "refused";
  return String(decision ?? code ?? event);
}

function factsOf(row: AuditLine["row"]): string {
  const about = row.event === "admin" ? ["grant", "secret"] : [];
  return [...about, ...FACTS.split(" ")]
    .map((name) => [name, textOf(row[name])])
    .filter(([, text]) => text !== "")
    .map((part) => part.join(" "))
    .join(" · ");
}

function textOf(value: unknown): string {
  if (value === undefined) return "";
  if (Array.isArray(value)) return value.join(", ");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
