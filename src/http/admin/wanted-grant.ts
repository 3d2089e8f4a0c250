import { below, DocumentReader, type PolicyError } from "../../policy/document-reader.ts";
import { type ArgumentNames, parsePolicy } from "../../policy/parse-policy.ts";
import { instantOf } from "./instant.ts";

/** What an admin asks a new grant to be. */
export interface WantedGrant {
  readonly label: string;
  readonly subjects: readonly string[];
  /** Milliseconds since the epoch. */
  readonly expiresAt?: number;
  /** The document as JSON. */
  readonly policy?: string;
}

export type ReadGrant =
  | { readonly ok: true; readonly grant: WantedGrant }
  | { readonly ok: false; readonly errors: readonly PolicyError[] };

const KEYS = ["label", "policy", "expires", "subjects"];
const MAX_LABEL = 100;
const MAX_SUBJECTS = 50;
const SUBJECT = /^access:[^\s\p{Cc}]{1,200}$/u;

/** Reads the body of `POST /admin/grants`, or says everything that is wrong with it. */
export function readWantedGrant(body: unknown, names: ArgumentNames, now: number): ReadGrant {
  const reader = new DocumentReader();
  const given = reader.object(body ?? null, "", KEYS);
  const label = readLabel(reader, given.label);
  const subjects = readSubjects(reader, given.subjects);
  const expiresAt = readExpiry(reader, given.expires, now);
  const policy = given.policy === undefined ? undefined : JSON.stringify(given.policy);
  if (policy !== undefined) {
    const parsed = parsePolicy(given.policy, names);
    const errors = parsed.ok ? [] : parsed.errors;
    for (const { pointer, message } of errors) reader.refuse(`/policy${pointer}`, message);
  }
  if (label === undefined || reader.errors.length > 0) return { ok: false, errors: reader.errors };
  return {
    ok: true,
    grant: {
      label,
      subjects,
      ...(expiresAt === undefined ? {} : { expiresAt }),
      ...(policy === undefined ? {} : { policy }),
    },
  };
}

function readLabel(reader: DocumentReader, value: unknown): string | undefined {
  const isShort = typeof value === "string" && value.length <= MAX_LABEL;
  if (isShort) return reader.text(value, "/label");
  return reader.refuse("/label", `must be one line of 1 to ${MAX_LABEL} characters`);
}

function readSubjects(reader: DocumentReader, value: unknown): readonly string[] {
  const subjects: string[] = [];
  for (const [index, given] of reader.list(value, "/subjects", MAX_SUBJECTS).entries()) {
    const pointer = below("/subjects", index);
    const subject = typeof given === "string" ? given.toLowerCase() : "";
    if (!SUBJECT.test(subject)) {
      reader.refuse(
        pointer,
        "must be access:<subject>, without spaces: an e-mail, or an id that docs/login.md names",
      );
    } else if (subjects.includes(subject)) {
      reader.refuse(pointer, "is there already; leave it out");
    } else {
      subjects.push(subject);
    }
  }
  return subjects;
}

function readExpiry(reader: DocumentReader, value: unknown, now: number): number | undefined {
  if (value === undefined) return undefined;
  const time = typeof value === "string" ? instantOf(value) : Number.NaN;
  if (time > now) return time;
  return reader.refuse("/expires", "must be a time to come, such as 2027-01-31T12:00:00Z");
}
