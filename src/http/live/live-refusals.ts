import type { Refusal } from "../../grants/grant-contract.ts";

/** Why somebody is not let in, for eyes; nothing in it tells whether there ever was such a session. */
export interface NoWayIn {
  readonly status: 410 | 503;
  readonly title: string;
  readonly text: string;
}

/** A link that is false or over, whatever was wrong with it. */
export const DEAD_LINK: NoWayIn = {
  status: 410,
  title: "This link is over",
  text: "The link is not good, or not any more. Ask whoever sent it for another.",
};

const STOPPED: NoWayIn = {
  status: 503,
  title: "Stopped",
  text: "The kill switch of this server is on: nobody is let in. Ask whoever runs this server.",
};

/** What whoever has a link of a grant is told that lets nobody in. */
export function noWayInto(refusal: Refusal): NoWayIn {
  return refusal === "stopped" ? STOPPED : DEAD_LINK;
}

const HEADERS = { "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff" };

/** A sentence for the script of a page of ours. */
export function said(
  status: number,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return Response.json({ message }, { status, headers: { ...HEADERS, ...headers } });
}
