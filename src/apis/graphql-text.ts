/** What an operation does. */
export type OperationType = "query" | "mutation" | "subscription";

export interface OperationHead {
  readonly type: OperationType;
  /** Its own, or else that of its first field; undefined where neither is given. */
  readonly name: string | undefined;
  readonly isNamed: boolean;
}

/** Strings go whole, so that braces in them count for nothing; comments and commas go unseen. */
const TOKENS = /"""(?:\\"""|[\s\S])*?"""|"(?:\\.|[^"\\\n])*"|#[^\n]*|\.\.\.|[A-Za-z_]\w*|[^\s,]/g;
const NAME = /^[A-Za-z_]\w*$/;
const MAX_TEXT = 200_000;

/** The operations a GraphQL document defines; undefined where the text is no such document. */
export function operationsIn(text: string): readonly OperationHead[] | undefined {
  if (text.length > MAX_TEXT) return undefined;
  const tokens = (text.match(TOKENS) ?? []).filter((token) => !token.startsWith("#"));
  const operations: OperationHead[] = [];
  let at = 0;
  while (at < tokens.length) {
    const keyword = tokens[at] ?? "";
    if (keyword !== "{" && !/^(?:query|mutation|subscription|fragment)$/.test(keyword))
      return undefined;
    const open = openingBrace(tokens, at);
    const end = closing(tokens, open);
    if (end === undefined) return undefined;
    if (keyword !== "fragment") operations.push(headOf(tokens, { at, open }));
    at = end + 1;
  }
  return tokens.length === 0 ? undefined : operations;
}

/** Where the selection begins; what stands in brackets before it are variables and directives. */
function openingBrace(tokens: readonly string[], from: number): number {
  let depth = 0;
  for (let at = from; at < tokens.length; at++) {
    if (tokens[at] === "(") depth++;
    else if (tokens[at] === ")") depth--;
    else if (tokens[at] === "{" && depth === 0) return at;
  }
  return tokens.length;
}

function closing(tokens: readonly string[], open: number): number | undefined {
  let depth = 0;
  for (let at = open; at < tokens.length; at++) {
    if (tokens[at] === "{") depth++;
    else if (tokens[at] === "}" && --depth === 0) return at > open + 1 ? at : undefined;
  }
  return undefined;
}

function headOf(
  tokens: readonly string[],
  { at, open }: { at: number; open: number },
): OperationHead {
  const keyword = tokens[at];
  const type = keyword === "mutation" || keyword === "subscription" ? keyword : "query";
  const own = at + 1 < open ? tokens[at + 1] : undefined;
  if (own !== undefined && NAME.test(own)) return { type, name: own, isNamed: true };
  const field = tokens[open + 2] === ":" ? tokens[open + 3] : tokens[open + 1];
  return {
    type,
    name: field !== undefined && NAME.test(field) ? field : undefined,
    isNamed: false,
  };
}
