import { AuditCheck, type StreamReport } from "../../scripts/audit-verify.ts";
import type { AuditReader } from "../../src/grants/audit-contract.ts";
import { type AuditExtract, auditLines } from "../../src/grants/audit-export.ts";
import type { AuditLog } from "../../src/grants/audit-log.ts";

/** The lines of an export of one stream, without their ends. */
export async function exported(
  log: AuditLog,
  name: string,
  wanted: Partial<AuditExtract> = {},
): Promise<string[]> {
  const reader: AuditReader = {
    range: async (window) => log.range(window),
    page: async (query) => log.page(query),
  };
  const extract = { window: {}, filter: {}, limit: undefined, ...wanted };
  const texts: string[] = [];
  for await (const text of auditLines(name, reader, extract)) texts.push(text);
  return linesOf(texts.join(""));
}

export function linesOf(text: string): string[] {
  if (!text.endsWith("\n")) throw new Error("the last line has no end");
  return text.slice(0, -1).split("\n");
}

export function verified(lines: readonly string[]): readonly StreamReport[] {
  const check = new AuditCheck();
  for (const line of lines) check.read(line);
  return check.finish();
}

/** The first fault in an export; undefined where it holds. */
export function faultIn(lines: readonly string[]): string | undefined {
  const found = verified(lines).find(({ fault }) => fault !== undefined)?.fault;
  return found === undefined ? undefined : `${found.line} ${found.why}`;
}
