import { ToolFailure } from "../domain/failure.ts";

const NET_ERRORS: readonly (readonly [RegExp, string])[] = [
  [/PROXY_CONNECTION/, "the session's proxy cannot be reached"],
  [/PROXY_|TUNNEL_|SOCKS_/, "the session's proxy opens no way there"],
  [/NAME_NOT_RESOLVED|DNS/, "the host name does not exist or cannot be resolved"],
  [/CONNECTION_REFUSED/, "the host refuses the connection"],
  [/TIMED_OUT/, "the host did not answer in time"],
  [/CERT_|SSL_/, "the site's certificate or encryption is not valid"],
  [/TOO_MANY_REDIRECTS/, "the site redirects in a circle"],
  [/UNSAFE_REDIRECT|UNKNOWN_URL_SCHEME/, "the site redirects to what is no web page"],
  [/UNSAFE_PORT/, "the browser never opens that port"],
  [/EMPTY_RESPONSE|CONNECTION_(CLOSED|RESET)/, "the host closed the connection without an answer"],
  [/INTERNET_DISCONNECTED|ADDRESS_|NETWORK/, "the host cannot be reached"],
  [/INVALID_RESPONSE|INVALID_HTTP|CONTENT_|ENCODING/, "the host's answer is not valid HTTP"],
  [/BLOCKED/, "the browser was told not to open it"],
  [/ABORTED/, "the page itself went elsewhere at the same time"],
];

/** Why the browser has no page to show, from its error and from what the server answered, if it did. */
export function navigationFailed(errorText: string, status: number | undefined): ToolFailure {
  const words =
    status === undefined
      ? (NET_ERRORS.find(([pattern]) => pattern.test(errorText))?.[1] ?? "the browser has an error")
      : `the server answered HTTP ${status} without a page`;
  return new ToolFailure(
    "navigation_failed",
    `The page could not be opened: ${words} (${errorText}).`,
    "Check the address; take a snapshot to see what the tab shows now.",
  );
}

/** The address led to a file that the browser would save. */
export function isDownload(): ToolFailure {
  return new ToolFailure(
    "unsupported",
    "The address is a download, which is not kept yet; the page stays as it was.",
    "Open the page that links to it instead.",
  );
}

/** The site led to an address that is closed; the tab is left empty. */
export function ledAstray(reason: string): ToolFailure {
  return new ToolFailure(
    "blocked_url",
    `The address led elsewhere by redirects, to where the browser may not go: ${reason}. The tab was emptied.`,
    "Use another address.",
  );
}

export function neverAnswered(seconds: number): ToolFailure {
  return new ToolFailure(
    "timed_out",
    `The server had not answered after ${seconds} s; the loading was stopped and the page stays as it was.`,
    "Check the address, or try again later.",
  );
}
