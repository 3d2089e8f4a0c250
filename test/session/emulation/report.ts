import { inject } from "vitest";
import { type Agent, fenced } from "../../support/agent.ts";
import { DOCUMENTS, WORKERS } from "../../support/facts-pages.ts";
import { otherSite } from "../../tools/reading/page-lines.ts";

/** What one frame or worker saw of its browser, before any other script ran there. */
export interface Facts {
  readonly userAgent: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly [fact: string]: unknown;
}

/** The frames, windows and workers, each with what it saw. */
export type Report = Readonly<Record<string, Facts>>;

export const PLACES = [...DOCUMENTS, ...WORKERS];

/** Opens the page that starts every kind of frame and worker, and answers what each of them saw. */
export async function reportOf(agent: Agent): Promise<Report> {
  const url = `${inject("pages")}/facts?${new URLSearchParams({ at: "main", other: otherSite() })}`;
  const opened = await agent.call("navigate", { url });
  if (opened.isError) throw new Error(opened.text);
  const report = await value<Report | string[]>(agent, `Promise.race([report, missing()])`);
  if (Array.isArray(report)) throw new Error(`nothing was heard of ${report.join(", ")}`);
  for (const [place, { error }] of Object.entries(report)) {
    if (error !== undefined) throw new Error(`${place}: ${error}`);
  }
  return report;
}

/** How the scripts of the workers of the last report were asked for. */
export function workerRequests(agent: Agent): Promise<Record<string, Record<string, string>>> {
  return value(agent, `fetch("/fetched").then((reply) => reply.json())`);
}

/** What the active tab sees at this moment. */
export function factsNow(agent: Agent): Promise<Facts> {
  return value(agent, `facts("now", location.origin)`);
}

async function value<T>(agent: Agent, js: string): Promise<T> {
  const { text, isError } = await agent.call("extract", { type: "js", js, maxChars: 100_000 });
  if (isError) throw new Error(text);
  return JSON.parse(fenced(text));
}

/** One view of the facts by place. */
export function seenIn(
  report: Report,
  places: readonly string[],
  view: (facts: Facts) => unknown,
): Record<string, unknown> {
  const seen = (place: string) => {
    const facts = report[place];
    return facts === undefined ? "missing" : view(facts);
  };
  return Object.fromEntries(places.map((place) => [place, seen(place)]));
}

/** The same in every place, to compare with. */
export function alike(places: readonly string[], value: unknown): Record<string, unknown> {
  return Object.fromEntries(places.map((place) => [place, value]));
}

export function pick(facts: Readonly<Record<string, unknown>>, names: readonly string[]) {
  return Object.fromEntries(names.map((name) => [name, facts[name]]));
}
