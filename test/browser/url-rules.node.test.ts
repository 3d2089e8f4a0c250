import { expect, test } from "vitest";
import { checkedUrl, refusalOf } from "../../src/browser/egress/url-rules.ts";

const RULES = {
  allowPrivateHosts: ["127.0.0.1:3000", "[::1]:3000", "intranet:80", "example.com:8443"],
  ownPort: 8787,
  ownHosts: ["browser.example.org"],
};

const open = (text: string) => checkedUrl(text, RULES).href;

test.each([
  ["https://example.com", "https://example.com/"],
  ["example.com/path?q=1#x", "https://example.com/path?q=1#x"],
  ["  http://example.com:80/  ", "http://example.com/"],
  ["http://example.com:443/", "http://example.com:443/"],
  ["EXAMPLE.com", "https://example.com/"],
  ["http://127.0.0.1:3000/x", "http://127.0.0.1:3000/x"],
  ["http://[::1]:3000/", "http://[::1]:3000/"],
  ["http://intranet/", "http://intranet/"],
  ["https://example.com:8443/", "https://example.com:8443/"],
  ["http://8.8.8.8/", "http://8.8.8.8/"],
  ["http://[2606:4700::1111]/", "http://[2606:4700::1111]/"],
  ["http://münchen.example.com/", "http://xn--mnchen-3ya.example.com/"],
  ["about:blank", "about:blank"],
])("%s is opened", (given, href) => {
  expect(open(given)).toBe(href);
});

test.each([
  "http://localhost/",
  "http://localhost./",
  "http://a.localhost/",
  "http://127.0.0.1/",
  "http://127.1/",
  "http://2130706433/",
  "http://0x7f000001/",
  "http://0177.0.0.1/",
  "http://0/",
  "http://0.0.0.0/",
  "http://10.1.2.3/",
  "http://172.16.0.1/",
  "http://192.168.1.1/",
  "http://169.254.169.254/",
  "http://100.64.0.1/",
  "http://198.18.0.1/",
  "http://192.0.0.1/",
  "http://224.0.0.1/",
  "http://240.0.0.1/",
  "http://255.255.255.255/",
  "http://168.63.129.16/",
  "http://[::]/",
  "http://[::1]/",
  "http://[::ffff:127.0.0.1]/",
  "http://[::ffff:a00:1]/",
  "http://[::7f00:1]/",
  "http://[fc00::1]/",
  "http://[fd12::1]/",
  "http://[fe80::1]/",
  "http://[fec0::1]/",
  "http://[ff02::1]/",
  "http://[64:ff9b::7f00:1]/",
  "http://[2002:7f00:1::]/",
  "http://[2001:db8::1]/",
  "http://metadata.google.internal/",
  "http://metadata.google.internal./",
  "http://kubernetes.default.svc/",
  "http://printer.local/",
  "http://10.0.0.1.nip.io/",
  "http://router/",
  "http://router:3000/",
  "http://127.0.0.1:3001/",
])("%s is closed, and how to open it is said", (given) => {
  expect(() => open(given)).toThrow(
    /^blocked_url: .*private and local addresses are closed\. The owner can open it with ALLOW_PRIVATE_HOSTS=\S+:\d+\.$/,
  );
});

test.each([
  "http://127.0.0.1:8787/mcp",
  "http://localhost:8787/",
  "http://[::1]:8787/",
  "https://browser.example.org/",
  "https://browser.example.org:8443/live",
  "https://BROWSER.example.org./",
])("%s is this server's own, and nothing opens it", (given) => {
  expect(() => open(given)).toThrow(
    /^blocked_url: .*this server's own address is never opened\. Use another address\.$/,
  );
  const rules = { ...RULES, allowPrivateHosts: [new URL(given).host.toLowerCase()] };
  expect(refusalOf(new URL(given), rules)).toMatch(/own address/);
});

test.each([
  ["file:///etc/passwd", /only http and https/],
  ["data:text/html,x", /only http and https/],
  ["javascript:alert(1)", /only http and https/],
  ["blob:https://example.com/1", /only http and https/],
  ["chrome://settings", /only http and https/],
  ["about:srcdoc", /only http and https/],
  ["ws://example.com/", /only http and https/],
  ["http://user@example.com/", /user name or password/],
  ["http://:pw@example.com/", /user name or password/],
  ["http://example.com:22/", /only the ports 80 and 443/],
  ["example.com:22", /only the ports 80 and 443/],
  ["localhost:3000", /private.*ALLOW_PRIVATE_HOSTS=localhost:3000/],
])("%s is refused with its reason", (given, words) => {
  expect(() => open(given)).toThrow(/^blocked_url: /);
  expect(() => open(given)).toThrow(words);
});

test.each(["", "   ", "http://", "http://[::1/", "hello world", "https://exa mple.com"])(
  "%j is no address",
  (given) => {
    expect(() => open(given)).toThrow(/^invalid_arguments: url is not an address/);
  },
);
