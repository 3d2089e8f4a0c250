import { expect } from "vitest";
import { type Agent, pageUrl } from "../../support/agent.ts";
import { test } from "../../support/agent-test.ts";
import type { Fixture } from "./fixture.ts";
import { HELD_OUT } from "./held-out/index.ts";
import { TUNING } from "./tuning/index.ts";

/** Percent from which an answer has to be right nineteen times out of twenty. */
const SURE = 80;
const RIGHT_WHEN_SURE = 0.95;
const RIGHT_HELD_OUT = 0.95;

interface Told {
  readonly fixture: Fixture;
  readonly kind: string;
  readonly confidence: number;
}

async function visit(agent: Agent, pages: readonly Fixture[]): Promise<Told[]> {
  const told: Told[] = [];
  for (const page of pages) {
    const url = pageUrl(page.html, { status: String(page.status) });
    const { text } = await agent.call("navigate", { url, maxRetryLevel: 0 });
    const [, kind = "", percent = "0"] = / · ([a-z-]+)(?: (\d+)%)? · \d+ refs?$/m.exec(text) ?? [];
    told.push({ fixture: page, kind, confidence: Number(percent) });
  }
  return told;
}

function wrong(told: readonly Told[]): string[] {
  return told
    .filter(({ fixture, kind }) => fixture.kind !== kind)
    .map(
      ({ fixture, kind, confidence }) =>
        `${fixture.kind} read as ${kind} ${confidence}%: ${fixture.name}`,
    );
}

test("the pages the table was made with", { timeout: 300_000 }, async ({ agent }) => {
  expect(wrong(await visit(agent, TUNING))).toEqual([]);
});

test("pages it was not made with", { timeout: 300_000 }, async ({ agent }) => {
  const told = await visit(agent, HELD_OUT);
  const mistakes = wrong(told);
  expect(1 - mistakes.length / told.length, mistakes.join("\n")).toBeGreaterThanOrEqual(
    RIGHT_HELD_OUT,
  );
  const sure = told.filter(({ confidence }) => confidence >= SURE);
  expect(sure.length).toBeGreaterThan(told.length / 3);
  expect(1 - wrong(sure).length / sure.length).toBeGreaterThanOrEqual(RIGHT_WHEN_SURE);
});
