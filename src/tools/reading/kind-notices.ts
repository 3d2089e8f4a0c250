import type { Classified } from "../../browser/page-kind/page-kind.ts";

/** Percent from which a page that says it is an error is believed against its status. */
const SOFT_ERROR_FROM = 80;
/** What a caller can do where automation is not let in. */
const WAYS_ON =
  "try another address or source of the same content, or ask your user to open it themselves";

/** What has to be said of a page that is not what was asked for; nothing on it was touched. */
export function kindNotices(kind: Classified | undefined, status: number | undefined): string[] {
  const refused = status !== undefined && status >= 400;
  if (kind?.kind === "challenge") {
    const before = refused ? `HTTP ${status}: ` : "";
    return [`${before}${barrierWords(kind)}; ${WAYS_ON}`];
  }
  if (refused) return [`this is an error page: HTTP ${status}`];
  if (kind?.kind !== "error" || kind.confidence < SOFT_ERROR_FROM) return [];
  const answered = status === undefined ? "" : `, though the server answered ${status}`;
  return [`this reads like an error page${answered}`];
}

function barrierWords({ barrier }: Classified): string {
  const by = barrier?.by === undefined ? "" : ` (${barrier.by})`;
  return barrier?.way === "block"
    ? `this is a block page${by}: the site refuses this browser`
    : `this is a challenge page${by}: it wants proof of a person, nothing on it was touched and automation cannot pass it`;
}
