import { ToolFailure } from "../domain/failure.ts";

/** Chrome's errors in words of ours; the first that fits counts. */
const NET_ERRORS: readonly (readonly [RegExp, string])[] = [
  [/PROXY_CONNECTION/, "the session's proxy cannot be reached"],
  [/PROXY_|TUNNEL_|SOCKS_/, "the session's proxy opens no way there"],
  [/NAME_NOT_RESOLVED|DNS/, "the host name does not exist or cannot be resolved"],
  [/CONNECTION_REFUSED/, "the host refuses the connection"],
  [/TIMED_OUT/, "the host did not answer in time"],
  [/CERT_AUTHORITY_INVALID/, "its certificate is self-signed or from an issuer nobody knows"],
  [/CERT_COMMON_NAME_INVALID/, "its certificate is for another host name"],
  [/CERT_DATE_INVALID/, "its certificate has expired or is not valid yet"],
  [/CERT_REVOKED|KNOWN_INTERCEPTION/, "its certificate was revoked"],
  [/CERT_WEAK|CERT_.*TOO_LONG/, "its certificate is too weak to be trusted"],
  [
    /BAD_SSL_CLIENT_AUTH|CLIENT_AUTH/,
    "it asks for a certificate of the visitor's, and there is none",
  ],
  [/SSL_VERSION|SSL_OBSOLETE/, "it offers only encryption that is too old"],
  [/SSL_PROTOCOL|SSL_.*HANDSHAKE/, "it does not speak https there; perhaps http does"],
  [/CERT_|SSL_|PINNED_KEY/, "the site's certificate or encryption is not valid"],
  [/TOO_MANY_REDIRECTS/, "the site redirects in a circle"],
  [/UNSAFE_REDIRECT|UNKNOWN_URL_SCHEME/, "the site redirects to what is no web page"],
  [/UNSAFE_PORT/, "the browser never opens that port"],
  [/EMPTY_RESPONSE/, "the host closed the connection without an answer"],
  [/CONNECTION_(CLOSED|RESET|ABORTED)/, "the host broke the connection off"],
  [/INTERNET_DISCONNECTED|ADDRESS_|NETWORK/, "the host cannot be reached"],
  [/CONTENT_LENGTH|INCOMPLETE/, "the host broke its answer off in the middle"],
  [
    /INVALID_RESPONSE|INVALID_HTTP|RESPONSE_HEADERS|HTTP2_|QUIC_/,
    "the host's answer is not valid HTTP",
  ],
  [/CONTENT_DECODING|ENCODING/, "the host's answer is packed in a way that cannot be read"],
  [/BLOCKED_BY_(CSP|RESPONSE|ORB)/, "the site itself forbids to show it here"],
  [/BLOCKED/, "the browser was told not to open it"],
  [/ABORTED/, "the page itself went elsewhere at the same time"],
  [/INSUFFICIENT_RESOURCES|OUT_OF_MEMORY/, "the browser has not enough memory for it"],
];

/** Answers without a body that leave the tab as it is. */
const STAYS: readonly (number | undefined)[] = [204, 205];

/** Why the browser has no page to show, from its error and from what the server answered, if it did. */
export function navigationFailed(errorText: string, status: number | undefined): ToolFailure {
  const stays = STAYS.includes(status);
  return new ToolFailure(
    "navigation_failed",
    `The page could not be opened: ${reasonFor(errorText, status)} (${errorText}).`,
    stays
      ? "There is nothing to see at the address; the page stays as it was."
      : "Check the address; take a snapshot to see what the tab shows now.",
  );
}

/** A server that has answered may still break off. */
function reasonFor(errorText: string, status: number | undefined): string {
  const words = NET_ERRORS.find(([pattern]) => pattern.test(errorText))?.[1];
  const isBare = status !== undefined && /RESPONSE_CODE|ABORTED/.test(errorText);
  if (isBare || (words === undefined && status !== undefined)) {
    return `the server answered HTTP ${status} without a page`;
  }
  return words ?? "the browser has an error";
}

/** The site led to an address that is closed; the tab is left empty. */
export function ledAstray(reason: string): ToolFailure {
  return new ToolFailure(
    "blocked_url",
    `The address led elsewhere by redirects, to where the browser may not go: ${reason}. The tab was emptied.`,
    "Use another address.",
  );
}

/** The name is open, and leads where no name may. */
export function closedByAddress(): ToolFailure {
  return new ToolFailure(
    "blocked_url",
    "The address was not opened: its name leads to a private or local address.",
    "Use another address; the owner can open the name and its port with ALLOW_PRIVATE_HOSTS.",
  );
}

export function neverAnswered(seconds: number): ToolFailure {
  return new ToolFailure(
    "timed_out",
    `The server had not answered after ${seconds} s; the loading was stopped and the page stays as it was.`,
    "Check the address, or try again later.",
  );
}
