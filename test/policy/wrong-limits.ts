import { AT, BASE, LIMIT, limit, limits, tool, type WrongPolicy } from "./wrong-policies.ts";

/** Limits, ceilings, approvals and what else a document has beside its rules. */
export const WRONG_LIMITS: readonly WrongPolicy[] = [
  ["limits of an object", tool({ limits: {} }), `${AT}/limits must be a list`],
  [
    "a limit without all",
    tool({ limits: [{}] }),
    `${LIMIT}/counter must be a name`,
    `${LIMIT}/window must be "second"`,
    `${LIMIT}/max must be a whole number`,
  ],
  ["a counter with a slash", limit({ counter: "a/b" }), `${LIMIT}/counter must be a name`],
  [
    "a bad window",
    limit({ window: "week" }),
    `${LIMIT}/window must be "second" or "minute" or "hour" or "day"`,
  ],
  ["a window of seconds", limit({ window: 60 }), `${LIMIT}/window must be "second"`],
  ["a max of nought", limit({ max: 0 }), `${LIMIT}/max must be a whole number from 1`],
  ["a max of text", limit({ max: "30" }), `${LIMIT}/max must be a whole number`],
  [
    "another scope",
    limit({ scope: "agent" }),
    `${LIMIT}/scope must be "grant" or "session" or "subject" or "server"`,
  ],
  ["an increment", limit({ increment: 2 }), `${LIMIT}/increment is not a key here`],
  [
    "the hosted path of a cost",
    limit({ increment_from: "cost.browser_ms" }),
    `${LIMIT}/increment_from must be args.<name> of a number, ctx.cost.browser_ms or ctx.cost.output_bytes`,
  ],
  [
    "an increment from a fact",
    limit({ increment_from: "ctx.session.mode" }),
    `${LIMIT}/increment_from must be`,
  ],
  ["a counter twice", limits({}, { max: 5 }), `${AT}/limits/1/counter "c" is limited twice here`],
  [
    "a counter of two windows",
    limits({}, { window: "hour", scope: "session" }),
    `${AT}/limits/1/window of counter "c" is another than at ${LIMIT}`,
  ],
  [
    "a counter of two weights",
    limits({}, { scope: "session", increment_from: "args.n" }),
    `${AT}/limits/1/increment_from of counter "c" is another than at ${LIMIT}`,
  ],
  ["a rate in words", tool({ rate_limit: "30/hour" }), `${AT}/rate_limit must be an object`],
  [
    "a rate of a named window",
    tool({ rate_limit: { max: 1, window: "minute" } }),
    `${AT}/rate_limit/window must be a whole number from 1 to 86400`,
  ],
  [
    "a rate without max",
    tool({ rate_limit: { window: 60 } }),
    `${AT}/rate_limit/max must be a whole number`,
  ],
  [
    "a capability unheard of",
    { ...BASE, capabilities: { script: {} } },
    "/capabilities/script is no capability; they are js, nav, download, secret",
  ],
  [
    "a capability's key",
    { ...BASE, capabilities: { js: { deny: true } } },
    "/capabilities/js/deny is not a key",
  ],
  [
    "code allowed without taint",
    {
      ...BASE,
      capabilities: {
        js: { action: "allow", when: [{ path: "ctx.grant", op: "eq", value: "a" }] },
      },
    },
    '/capabilities/js/when of allow must hold {"path":"ctx.session.tainted"',
  ],
  [
    "navigation allowed when",
    {
      ...BASE,
      capabilities: {
        nav: { action: "allow", when: [{ path: "ctx.session.tainted", op: "eq", value: true }] },
      },
    },
    "/capabilities/nav/when needs an action",
  ],
  [
    "another link",
    { ...BASE, people: { link: "all" } },
    '/people/link must be "watch" or "control"',
  ],
  ["another key for people", { ...BASE, people: { links: "watch" } }, "/people/links is not a key"],
  [
    "audit of a fact",
    { ...BASE, audit: { values: ["ctx.grant"] } },
    "/audit/values/0 must be args.<name>",
  ],
  [
    "audit of credentials",
    { ...BASE, audit: { values: ["args.url", "args.proxy.password"] } },
    "/audit/values/1 carries credentials",
  ],
  [
    "audit of credentials further below",
    { ...BASE, audit: { values: ["args.sessions.proxy.password"] } },
    "/audit/values/0 carries credentials",
  ],
  [
    "audit of a password",
    { ...BASE, audit: { values: ["args.login.password"] } },
    "/audit/values/0 carries credentials",
  ],
  [
    "a deny that stands for nothing",
    {
      version: "1",
      default: "deny",
      tools: {
        act: { action: "deny", when: [{ path: "args.action", op: "eq", value: "upload" }] },
      },
    },
    "/tools/act/when never matters, since default denies the tool anyway; use deny_if",
  ],
];
