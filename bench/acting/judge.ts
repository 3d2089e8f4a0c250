/** What an answer amounts to beside what the page and its server show. */
export type Verdict =
  | "true success"
  | "true failure"
  | "false success"
  | "false failure"
  | "hung"
  /** The snapshot has no ref for it, so that nothing can be asked. */
  | "not offered";

/** The facts of one case, none of them the contestant's own except `text` and `isError`. */
export interface Facts {
  readonly offered: boolean;
  readonly hung: boolean;
  readonly isError: boolean;
  /** All that an agent reads. */
  readonly text: string;
  /** Whether the wanted effect was there at the end, by the page and its server. */
  readonly happened: boolean;
  /** Requests that the server got and that nobody asked for. */
  readonly unasked: readonly string[];
}

/** What any page may be told to be that stayed as it was. */
const NO_EFFECT =
  /no visible change|stayed as (they|it) w|nothing (has )?changed|(had )?no effect|did(n't| not) change|unchanged|\bno click\b/i;
/** Playwright MCP repeats the call as code; what was asked for is no word on what became of it. */
const ECHO = /### Ran Playwright code\n```js\n[\s\S]*?\n```\n?/g;

/** The same for all contestants: an error says "failed", anything else says "done" unless it tells the contrary. */
export function judge(facts: Facts, tells: RegExp): Verdict {
  const { offered, hung, isError, happened } = facts;
  if (!offered) return "not offered";
  if (hung) return "hung";
  if (happened) return isError ? "false failure" : "true success";
  return isError || tellsOf(facts, tells) ? "true failure" : "false success";
}

/** Whether the answer has the words for what became of it, or says truly that nothing did. */
export function tellsOf({ text, happened, unasked: more }: Facts, tells: RegExp): boolean {
  const own = text.replace(ECHO, "");
  return tells.test(own) || (!happened && more.length === 0 && NO_EFFECT.test(own));
}

/** Requests beyond those that the action stands for, each of which may be made once. */
export function unasked(requests: readonly string[], asked: readonly string[]): string[] {
  const left = [...asked];
  return requests.filter((request) => {
    const at = left.indexOf(request);
    if (at !== -1) left.splice(at, 1);
    return at === -1;
  });
}
