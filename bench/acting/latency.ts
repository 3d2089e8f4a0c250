import type { Action, Actor } from "./actors/actor.ts";
import { HUNG_MS, openPage } from "./opening.ts";
import { documentOf } from "./page/markup.ts";
import type { Run } from "./page/run.ts";
import type { ActingServer } from "./page/server.ts";
import { within } from "./within.ts";

const WARM_UP_ROUNDS = 3;
const ANSWER_MS = 100;
/** Milliseconds for a call's effect to show when the call has already answered. */
const LATE_MS = 3_000;
const ROWS = 30;

/** The two pages: one that asks its server nothing, one that shows what it answers after 100 ms. */
export const PAGES = ["still", "answering"] as const;
export type PageKind = (typeof PAGES)[number];
export const KINDS = ["click", "fill", "select", "press"] as const;
export type Kind = (typeof KINDS)[number];

/** One timed call. */
export interface Timed {
  readonly contestant: string;
  readonly page: PageKind;
  readonly kind: Kind;
  readonly ms: number;
  /** Whether the page reports that the call had its effect; without it the time does not count. */
  readonly reached: boolean;
  /** Whether the effect was shown before the answer came. */
  readonly shown: boolean;
}

/** Which actions are timed, and where, all unless given; rounds of the warm-up do not count. */
interface Wanted {
  readonly pages?: readonly PageKind[];
  readonly kinds?: readonly Kind[];
  readonly warmUp?: number;
}

interface Opened {
  readonly actor: Actor;
  readonly run: Run;
  readonly refOf: (name: string) => string;
}

/** Times actions of every contestant, all taking turns in every round. */
export async function measureLatency(
  actors: readonly Actor[],
  server: ActingServer,
  rounds: number,
  { pages = PAGES, kinds = KINDS, warmUp = WARM_UP_ROUNDS }: Wanted = {},
): Promise<Timed[]> {
  const timed: Timed[] = [];
  for (const page of rounds === 0 ? [] : pages) {
    const opened: Opened[] = [];
    for (const actor of actors) opened.push(await open(actor, server, page));
    for (let round = -warmUp; round < rounds; round++) {
      for (let turn = 0; turn < opened.length; turn++) {
        const one = opened[(round + warmUp + turn) % opened.length];
        if (one === undefined) continue;
        for (const kind of kinds) {
          const result = await timeOne(one, page, kind, round + warmUp);
          if (round >= 0) timed.push(result);
        }
      }
      process.stderr.write(".");
    }
  }
  return timed;
}

async function open(actor: Actor, server: ActingServer, page: PageKind): Promise<Opened> {
  const run = await openPage(actor, server, markup(page), { answer: { after: ANSWER_MS } });
  const snapshot = await actor.snapshot();
  const refOf = (name: string) => {
    const ref = actor.refOf(snapshot, name);
    if (ref === undefined) throw new Error(`${actor.name} shows no ${name}`);
    return ref;
  };
  return { actor, run, refOf };
}

async function timeOne(one: Opened, page: PageKind, kind: Kind, turn: number): Promise<Timed> {
  const { actor, run } = one;
  const event = `shown ${kind}`;
  const count = run.events.filter(({ what }) => what === event).length + 1;
  const action = actionFor(kind, turn, one);
  const startedAt = performance.now();
  const answer = await within(HUNG_MS, actor.act(action));
  const answeredAt = Date.now();
  const effect = await run.event(event, count, LATE_MS);
  const effectMs = (effect?.heardAt ?? Number.NaN) - startedAt;
  const ms = actor.isFloor ? effectMs : (answer?.ms ?? Number.NaN);
  const reached = answer?.isError === false && effect !== undefined;
  const shown = reached && (actor.isFloor === true || effect.at <= answeredAt);
  return { contestant: actor.name, page, kind, ms, reached, shown };
}

function actionFor(kind: Kind, turn: number, { refOf }: Opened): Action {
  if (kind === "click") return { kind, ref: refOf("Order") };
  if (kind === "fill") return { kind, ref: refOf("Code"), value: `code ${turn}!` };
  if (kind === "select") return { kind, ref: refOf("Size"), value: turn % 2 === 0 ? "M" : "S" };
  return { kind, key: "F2" };
}

/** Each action changes the same line; one page asks its server first. */
function markup(page: PageKind): string {
  const rows = Array.from(
    { length: ROWS },
    (_, row) => `<li>Story ${row} <a href="#s${row}">read it</a></li>`,
  );
  const ask = page === "answering" ? `await ask("answer", "GET");` : "";
  return documentOf(`<button onclick="took('click')">Order</button>
    <input aria-label="Code" oninput="if (this.value.endsWith('!')) took('fill')">
    <select aria-label="Size" onchange="took('select')"><option>S</option><option>M</option></select>
    <ol>${rows.join("")}</ol><script>let taken = 0;
    addEventListener("keydown", ({ key }) => { if (key === "F2") took("press"); });
    async function took(kind) { ${ask} show(kind + " " + ++taken); tell("shown " + kind); }</script>`);
}
