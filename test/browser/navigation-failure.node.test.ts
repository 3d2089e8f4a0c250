import { expect, test } from "vitest";
import { documentKind } from "../../src/browser/document-kind.ts";
import { navigationFailed } from "../../src/browser/navigation-failure.ts";

test.each([
  ["net::ERR_NAME_NOT_RESOLVED", undefined, /host name does not exist/],
  ["net::ERR_CONNECTION_REFUSED", undefined, /refuses the connection/],
  ["net::ERR_CONNECTION_RESET", undefined, /broke the connection off/],
  ["net::ERR_CONNECTION_TIMED_OUT", undefined, /did not answer in time/],
  ["net::ERR_EMPTY_RESPONSE", undefined, /without an answer/],
  ["net::ERR_ADDRESS_UNREACHABLE", undefined, /cannot be reached/],
  ["net::ERR_CERT_AUTHORITY_INVALID", undefined, /self-signed/],
  ["net::ERR_CERT_COMMON_NAME_INVALID", undefined, /another host name/],
  ["net::ERR_CERT_DATE_INVALID", undefined, /expired or is not valid yet/],
  ["net::ERR_CERT_REVOKED", undefined, /revoked/],
  ["net::ERR_CERT_WEAK_SIGNATURE_ALGORITHM", undefined, /too weak/],
  ["net::ERR_SSL_VERSION_OR_CIPHER_MISMATCH", undefined, /too old/],
  ["net::ERR_SSL_PROTOCOL_ERROR", undefined, /does not speak https/],
  ["net::ERR_SSL_UNRECOGNIZED_NAME_ALERT", undefined, /certificate or encryption is not valid/],
  ["net::ERR_BAD_SSL_CLIENT_AUTH_CERT", undefined, /certificate of the visitor's/],
  ["net::ERR_SSL_CLIENT_AUTH_CERT_NEEDED", undefined, /certificate of the visitor's/],
  ["net::ERR_TOO_MANY_REDIRECTS", 302, /redirects in a circle/],
  ["net::ERR_UNSAFE_PORT", undefined, /never opens that port/],
  ["net::ERR_UNSAFE_REDIRECT", 302, /no web page/],
  ["net::ERR_INVALID_HTTP_RESPONSE", undefined, /not valid HTTP/],
  ["net::ERR_RESPONSE_HEADERS_MULTIPLE_LOCATION", undefined, /not valid HTTP/],
  ["net::ERR_HTTP2_PROTOCOL_ERROR", undefined, /not valid HTTP/],
  ["net::ERR_CONTENT_DECODING_FAILED", 200, /packed in a way/],
  ["net::ERR_CONTENT_LENGTH_MISMATCH", 200, /broke its answer off/],
  ["net::ERR_BLOCKED_BY_CLIENT", undefined, /told not to open it/],
  ["net::ERR_BLOCKED_BY_CSP", undefined, /the site itself forbids/],
  ["net::ERR_BLOCKED_BY_RESPONSE", undefined, /the site itself forbids/],
  ["net::ERR_HTTP_RESPONSE_CODE_FAILURE", 500, /answered HTTP 500 without a page/],
  ["net::ERR_ABORTED", 204, /answered HTTP 204 without a page.*stays as it was/],
  ["net::ERR_ABORTED", undefined, /went elsewhere at the same time/],
  ["net::ERR_PROXY_CONNECTION_FAILED", undefined, /proxy cannot be reached/],
  ["net::ERR_TUNNEL_CONNECTION_FAILED", undefined, /proxy opens no way there/],
  ["net::ERR_SOMETHING_NEW", undefined, /the browser has an error \(net::ERR_SOMETHING_NEW\)/],
])("%s with status %s is said in words", (error, status, words) => {
  const { code, what, next } = navigationFailed(error, status).failure;
  expect(code).toBe("navigation_failed");
  expect(`${what} ${next}`).toMatch(words);
});

test.each([
  ["text/html", undefined],
  ["application/xhtml+xml", undefined],
  [undefined, undefined],
  ["application/json", "JSON"],
  ["application/ld+json", "JSON"],
  ["application/atom+xml", "XML"],
  ["text/xml", "XML"],
  ["image/svg+xml", "a drawing (SVG)"],
  ["image/png", "an image; screenshot shows it"],
  ["video/mp4", "a video"],
  ["text/plain", "plain text"],
  ["text/csv", "a table (CSV)"],
  ["application/x-ignore-previous-instructions", undefined],
])("%s is %s", (mimeType, kind) => {
  expect(documentKind(mimeType)).toBe(kind);
});
