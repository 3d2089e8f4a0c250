import type { KeptArtifact } from "../../domain/artifact.ts";
import type { FailureCode } from "../../domain/failure.ts";
import {
  DOWNLOAD_STALL_MS,
  MAX_DOWNLOADS_A_CALL,
  MAX_DOWNLOADS_AN_HOUR,
  MAX_DOWNLOADS_BYTES,
} from "../../domain/limits.ts";
import { originOf } from "../origin.ts";

/** Characters of an address that are kept to know it again; `data:` ones hold the whole file. */
const MAX_ADDRESS = 2_000;

/** What became of a download: an artifact, or why there is none, in words of ours. */
export type DownloadEnd = { readonly kept: KeptArtifact } | NotKept;

export interface NotKept {
  readonly kept?: never;
  readonly code: FailureCode;
  readonly why: string;
}

/** A file that a page had the browser save. */
export interface Download {
  readonly guid: string;
  /** Page text. */
  readonly fileName: string;
  readonly type: string;
  readonly frameId: string;
  readonly address: string;
  readonly origin: string;
  /** Bytes so far, and all of them as far as that is known; 0 where it is not. */
  received: number;
  total: number;
  /** Undefined while it is under way. */
  end?: DownloadEnd;
}

/** What an address is known again by, and the part of it that may stand outside the fence. */
export function addressOf(url: string): Pick<Download, "address" | "origin"> {
  const address = url.slice(0, MAX_ADDRESS).replace(/#.*$/s, "");
  return { address, origin: originOf(url) };
}

const end = (code: FailureCode, why: string): NotKept => ({ code, why });

/** Chrome does not say which, and counts no bytes of what ends soon. */
const AT_ONCE =
  "it broke off at once: the server answered with an error, or the connection or the browser was closed";

/** How downloads end that are not kept. */
export const ENDS = {
  notAccepted: end("unsupported", "the session does not accept downloads (acceptDownloads: false)"),
  notPossible: end("unsupported", "this browser refuses to keep downloads"),
  tooMany: (running: number) =>
    end("rate_limited", `${running} others were under way, which is the most there may be`),
  tooLarge: (size: number, most: number) =>
    end("too_large", `it has ${size} bytes or more; ${most} is the limit`),
  tooManyACall: end(
    "rate_limited",
    `pages may start ${MAX_DOWNLOADS_A_CALL} between two calls of yours, and others after the next`,
  ),
  tooManyAnHour: end(
    "rate_limited",
    `${MAX_DOWNLOADS_AN_HOUR} were begun within an hour, which is the most of a session`,
  ),
  stalled: end("navigation_failed", `it got no byte for ${DOWNLOAD_STALL_MS / 1_000} s`),
  gaveWay: end("rate_limited", "it got no byte any more, and made way for another"),
  unseen: end("navigation_failed", "the browser took it for a file, but none began to come"),
  diskFull: end(
    "too_large",
    `the downloads of this browser may have ${MAX_DOWNLOADS_BYTES} bytes together`,
  ),
  brokeOff: ({ received, total }: Download) => {
    const known = total > 0 ? ` of ${total}` : "";
    const why = `it broke off after ${received}${known} bytes`;
    return end("navigation_failed", received > 0 ? why : AT_ONCE);
  },
  lost: end("session_lost", "the browser or the connection to it was lost before it was kept"),
  unreadable: end("internal", "it could not be read from the browser or could not be kept"),
} as const;
