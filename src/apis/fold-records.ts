import { type CallRecord, mergeRecords } from "./call-record.ts";
import { decodedSegment } from "./segments.ts";
import { mergeAll, shapeOfText } from "./shape.ts";
import { traitsOf } from "./shape-parts.ts";
import { namesIn, type SeenPath, templatesOf, valuesIn } from "./templates.ts";

/** Paths that are kept where only their number says that they have a value in them. */
const KEPT_SIBLINGS = 3;

/** Every record with the template of its path, as all records of its origin together tell it. */
export function templatesByRecord(
  records: readonly CallRecord[],
): readonly (readonly [CallRecord, string])[] {
  const origins = new Map<string, CallRecord[]>();
  for (const record of records) {
    origins.set(record.origin, [...(origins.get(record.origin) ?? []), record]);
  }
  return [...origins.values()].flatMap((group) => {
    const templates = templatesOf(seenPaths(group));
    return group.map((record) => [record, templates.get(record.path) ?? record.path] as const);
  });
}

/** Paths with what they answered well, whatever the method. */
function seenPaths(records: readonly CallRecord[]): readonly SeenPath[] {
  const traits = new Map<string, Set<string>>();
  for (const record of records) {
    const known = traits.get(record.path) ?? new Set();
    for (const [status, { bodies }] of record.statuses) {
      if (status < 200 || status >= 300) continue;
      const shape = mergeAll([...bodies.values()].map((body) => body.shape));
      for (const trait of traitsOf(shape)) known.add(trait);
    }
    traits.set(record.path, known);
  }
  return [...traits].map(([path, names]) => ({ path, traits: names }));
}

/**
 * Fewer records that tell the same: those of one method and template become one, or three where the
 * template is known by its siblings only. Their order stays, each at the place of its latest.
 */
export function foldRecords(records: readonly CallRecord[]): readonly CallRecord[] {
  const known = templatesByRecord(records);
  const bySiblings = new Set(
    known.filter(([{ path }, template]) => !isToldByForm(path, template)).map(([, one]) => one),
  );
  const groups = new Map<string, CallRecord[]>();
  for (const [record, template] of known) {
    const kinds = (valuesIn(template, record.path) ?? []).map((value) =>
      JSON.stringify(shapeOfText(decodedSegment(value))),
    );
    const key = [record.method, record.origin, template, ...kinds].join(" ");
    const group = groups.get(key) ?? [];
    const most = bySiblings.has(template) ? KEPT_SIBLINGS : 1;
    const oldest = group.length < most ? undefined : group.shift();
    group.push(oldest === undefined ? record : mergeRecords(oldest, record));
    groups.set(key, group);
  }
  const place = new Map(records.map((record, index) => [placeKey(record), index]));
  const placeOf = (record: CallRecord) => place.get(placeKey(record)) ?? 0;
  return [...groups.values()].flat().sort((a, b) => placeOf(a) - placeOf(b));
}

function placeKey({ method, origin, path }: CallRecord): string {
  return `${method} ${origin}${path}`;
}

/** Whether the path alone, without any other, has this many values in it. */
function isToldByForm(path: string, template: string): boolean {
  const alone = templatesOf([{ path, traits: new Set() }]).get(path) ?? path;
  return namesIn(alone).length === namesIn(template).length;
}
