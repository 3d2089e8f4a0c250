import { setTimeout as sleep } from "node:timers/promises";
import type { Action, Actor, Answer } from "./actors/actor.ts";
import type { Case, Outcome, Wish } from "./cases/case.ts";
import { type Facts, judge, tellsOf, unasked, type Verdict } from "./judge.ts";
import { HUNG_MS, openPage } from "./opening.ts";
import type { Run } from "./page/run.ts";
import type { ActingServer } from "./page/server.ts";
import { within } from "./within.ts";

/** Milliseconds after an answer in which the page may still do what the action leads to. */
const REST_MS = 1_500;
const LOADED_MS = 5_000;

/** One contestant's answer to one case, and what it amounts to. */
export interface Judged extends Outcome {
  readonly contestant: string;
  readonly case: string;
  readonly doable: boolean;
  readonly verdict: Verdict;
  readonly happened: boolean;
  /** Whether the answer has words for what became of it. */
  readonly told: boolean;
  readonly unasked: readonly string[];
  readonly answer: Answer | undefined;
}

/** Puts each case to each contestant in turns. */
export async function runGauntlet(
  actors: readonly Actor[],
  cases: readonly Case[],
  server: ActingServer,
  file: string,
): Promise<Judged[]> {
  const judged: Judged[] = [];
  for (const [at, one] of cases.entries()) {
    for (let turn = 0; turn < actors.length; turn++) {
      const actor = actors[(at + turn) % actors.length];
      if (actor !== undefined) judged.push(...(await tryCase(actor, one, server, file)));
    }
    process.stderr.write(".");
  }
  return judged;
}

async function tryCase(actor: Actor, one: Case, server: ActingServer, file: string) {
  const run = await openPage(actor, server, one.html, one.replies);
  const action = actionOf(one.wish, file, actor, await actor.snapshot());
  if (one.between !== "") await run.ask(one.between);
  if (one.leaves) await run.event("loaded", 2, LOADED_MS);
  const earlier = run.requests.length;
  const answer = action && (await within(HUNG_MS, answerTo(actor, action)));
  await sleep(REST_MS);
  const state = await run.ask(one.state);
  const outcome = { requests: requestsOf(run, earlier), state };
  const hung = action !== undefined && answer === undefined;
  if (hung) await actor.restart();
  const { name, withFile } = actor;
  const score = (contestant: string, text: string) =>
    judged(one, contestant, outcome, { offered: action !== undefined, hung, answer, text });
  const { text = "", linked = "" } = answer ?? {};
  const second = withFile === undefined ? [] : [score(withFile, `${text}\n${linked}`)];
  return [score(name, text), ...second];
}

/** A server that gives no answer but an error of its protocol has told of a failure too. */
async function answerTo(actor: Actor, action: Action): Promise<Answer> {
  try {
    return await actor.act(action);
  } catch (thrown) {
    return { text: String(thrown), linked: "", isError: true, ms: Number.NaN };
  }
}

function requestsOf({ requests, replies }: Run, earlier: number): string[] {
  return requests.slice(earlier).filter((what) => !(what === "GET frame" && "frame" in replies));
}

interface Given extends Pick<Facts, "offered" | "hung" | "text"> {
  readonly answer: Answer | undefined;
}

function judged(one: Case, contestant: string, outcome: Outcome, given: Given): Judged {
  const { offered, hung, answer, text } = given;
  const happened = one.happened(outcome);
  const more = unasked(outcome.requests, one.asked);
  const isError = answer?.isError ?? false;
  const facts = { offered, hung, text, happened, isError, unasked: more };
  return {
    ...outcome,
    contestant,
    case: one.name,
    doable: one.doable,
    verdict: judge(facts, one.tells),
    happened,
    told: tellsOf(facts, one.tells),
    unasked: more,
    answer,
  };
}

/** Undefined where the snapshot has no ref for a name. */
function actionOf(wish: Wish, file: string, actor: Actor, snapshot: string): Action | undefined {
  if (wish.kind === "press") return wish;
  const ref = actor.refOf(snapshot, wish.name);
  if (ref === undefined) return undefined;
  if (wish.kind === "upload") return { kind: "upload", ref, file };
  if (wish.kind === "fill" || wish.kind === "select") {
    return { kind: wish.kind, ref, value: wish.value };
  }
  if (wish.kind !== "drag") return { kind: wish.kind, ref };
  const to = actor.refOf(snapshot, wish.to);
  return to === undefined ? undefined : { kind: "drag", ref, to };
}
