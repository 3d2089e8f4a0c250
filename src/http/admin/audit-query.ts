import { isToolName } from "../../domain/tool-names.ts";
import type { AuditExtract } from "../../grants/audit-export.ts";
import { instantOf } from "./instant.ts";

/** What an export asks for; without a grant, all streams. */
export interface AuditExport extends AuditExtract {
  readonly grant: string | undefined;
}

const NAMES = ["format", "grant", "since", "until", "tool", "decision", "limit"];
const DECISIONS = ["allow", "deny", "hidden", "require_approval", "limited"];
const MAX_LIMIT = 1_000_000;
const A_TIME = "a time such as 2026-11-01T00:00:00Z, or ms since 1970";

/** Reads the query of an export, or says of every parameter in error what it takes. */
export function readAuditQuery(
  query: URLSearchParams,
): { readonly problems: readonly string[] } | { readonly wanted: AuditExport } {
  const read = new QueryReader(query);
  read.text("format", "jsonl", (text) => text === "jsonl");
  const since = read.time("since");
  const until = read.time("until");
  const tool = read.text("tool", "the name of a tool", isToolName);
  const decision = read.text("decision", DECISIONS.join(", "), (text) => DECISIONS.includes(text));
  const wanted = {
    grant: read.text("grant", "the id of a grant, or admin", (text) => /^[\w-]{1,64}$/.test(text)),
    window: {
      ...(since === undefined ? {} : { since }),
      ...(until === undefined ? {} : { until }),
    },
    filter: {
      ...(tool === undefined ? {} : { tool }),
      ...(decision === undefined ? {} : { decision }),
    },
    limit: read.limit("limit"),
  };
  if (since !== undefined && until !== undefined && since > until) {
    read.problems.push("since must not be later than until.");
  }
  return read.problems.length === 0 ? { wanted } : { problems: read.problems };
}

class QueryReader {
  readonly problems: string[];
  readonly #query: URLSearchParams;

  constructor(query: URLSearchParams) {
    this.#query = query;
    const names = [...new Set(query.keys())];
    this.problems = names.flatMap((name) => {
      if (!NAMES.includes(name)) {
        return [`${JSON.stringify(name)} is no parameter; there are ${NAMES.join(", ")}.`];
      }
      return query.getAll(name).length > 1 ? [`${name} may be given once.`] : [];
    });
  }

  text(name: string, takes: string, isGood: (text: string) => boolean): string | undefined {
    const text = this.#query.get(name);
    if (text === null || isGood(text)) return text ?? undefined;
    this.problems.push(`${name} takes ${takes}.`);
    return undefined;
  }

  time(name: string): number | undefined {
    const text = this.text(name, A_TIME, (given) => !Number.isNaN(timeOf(given)));
    return text === undefined ? undefined : timeOf(text);
  }

  limit(name: string): number | undefined {
    const isGood = (given: string) => /^[1-9]\d{0,6}$/.test(given) && Number(given) <= MAX_LIMIT;
    const text = this.text(name, `a whole number from 1 to ${MAX_LIMIT}`, isGood);
    return text === undefined ? undefined : Number(text);
  }
}

/** NaN for what is no time. */
function timeOf(text: string): number {
  return /^\d{1,15}$/.test(text) ? Number(text) : instantOf(text);
}
