/** Takes from a document or worker what Chrome lets past every request that can be held. */
export const DIRECT_CODE = {
  source: `for (const name of ["RTCPeerConnection", "webkitRTCPeerConnection", "WebTransport"])
    delete globalThis[name];`,
  runImmediately: true,
};

const DIGITS = [..."0123456789"].map((digit) => `*${digit}`);
const SUFFIXES = "localhost local localdomain internal intranet private corp home lan svc test";
const HOSTS = [...DIGITS, "[*]", ":name", ...SUFFIXES.split(" ").map((name) => `*.${name}`)];
const SCHEMES = ["ws", "wss"];
const PATTERNS = SCHEMES.flatMap((scheme) => HOSTS.map((host) => `${scheme}://${host}:*/*`));

const OFFLINE = { offline: true, latency: 0, downloadThroughput: -1, uploadThroughput: -1 };

/**
 * WebSockets that are refused by the look of their host: to bare addresses, public ones too, to names
 * without a dot and to the suffixes of inner networks.
 */
export const DIRECT_SOCKETS = {
  ...OFFLINE,
  matchedNetworkConditions: PATTERNS.map((urlPattern) => ({ urlPattern, ...OFFLINE })),
};
