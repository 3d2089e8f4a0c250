import { INNER_SUFFIXES } from "./held-requests.ts";
import type { UrlRules } from "./url-rules.ts";

/**
 * Code for a document or worker that takes from it what Chrome lets past every request that can be
 * held. A WebSocket is refused by the look of its host: bare addresses, public ones too, names without
 * a dot, suffixes of inner networks, and whatever is outside a scoped session. What it uses is taken
 * before a page's own code can put something else in its place.
 */
export function directCode({ allowPrivateHosts, allowedHosts }: UrlRules): string {
  const rules = { opened: allowPrivateHosts, allowed: allowedHosts, suffixes: INNER_SUFFIXES };
  return `(${closeWays})(globalThis, ${JSON.stringify(rules)}, ${TOOLS});`;
}

const TOOLS = `(({ apply, construct, getOwnPropertyDescriptor, defineProperty }, { has, add }) =>
  ({ apply, construct, getOwnPropertyDescriptor, defineProperty, Proxy, seen: new WeakSet(), isIn: has, add }))(Reflect, WeakSet.prototype)`;

/**
 * In words a page's own language knows, since it is sent as text. A window that a page opens is its to
 * use at once, and Chrome may let it before the window has its own: who opens it closes its ways too.
 */
const closeWays = `function close(scope, rules, tools) {
  const { apply, construct, getOwnPropertyDescriptor, defineProperty, Proxy, seen, isIn, add } = tools;
  const { opened, allowed, suffixes } = rules;
  const Native = scope.WebSocket;
  if (Native === undefined || Native.prototype.constructor !== Native) return;
  if (apply(isIn, seen, [Native])) return;
  const gone = ["RTCPeerConnection", "webkitRTCPeerConnection", "WebTransport", "WebSocketStream", "documentPictureInPicture"];
  for (let at = 0; at < gone.length; at++) delete scope[gone[at]];
  const { URL, DOMException } = scope;
  const getter = (name) => getOwnPropertyDescriptor(URL.prototype, name).get;
  const [hostname, port, protocol] = [getter("hostname"), getter("port"), getter("protocol")];
  const ends = scope.String.prototype.endsWith;
  const has = (list, text) => {
    for (let at = 0; at < list.length; at++) if (list[at] === text) return true;
    return false;
  };
  const within = (host, list) => {
    for (let at = 0; at < list.length; at++) {
      const wild = list[at][0] === "*";
      let rest = "";
      if (wild) for (let i = 1; i < list[at].length; i++) rest += list[at][i];
      if (wild ? apply(ends, host, [rest]) : host === list[at]) return true;
    }
    return false;
  };
  const isInner = (host) => {
    const last = host[host.length - 1];
    if (last === "]" || last === "." || (last >= "0" && last <= "9")) return true;
    let dots = 0;
    for (let at = 0; at < host.length; at++) if (host[at] === ".") dots++;
    if (dots === 0) return true;
    for (let at = 0; at < suffixes.length; at++)
      if (apply(ends, host, ["." + suffixes[at]])) return true;
    return false;
  };
  const isClosed = (given) => {
    let url;
    try {
      url = new URL(given, scope.location.href);
    } catch {
      return false;
    }
    const host = apply(hostname, url, []);
    const isPlain = apply(protocol, url, []) === "ws:" || apply(protocol, url, []) === "http:";
    const gate = apply(port, url, []) || (isPlain ? "80" : "443");
    if (allowed !== undefined && !within(host, allowed)) return true;
    if (has(opened, host + ":" + gate)) return false;
    return isInner(host) || (gate !== "80" && gate !== "443");
  };
  const guarded = new Proxy(Native, {
    construct(target, given, newTarget) {
      const address = "" + given[0];
      if (isClosed(address)) throw new DOMException("The address is closed.", "SecurityError");
      const rest = given.length > 1 ? [address, given[1]] : [address];
      return construct(target, rest, newTarget === guarded ? target : newTarget);
    },
  });
  const put = (owner, name, value) =>
    defineProperty(owner, name, { ...getOwnPropertyDescriptor(owner, name), value });
  put(scope, "WebSocket", guarded);
  put(Native.prototype, "constructor", guarded);
  apply(add, seen, [guarded]);
  const follow = (owner) => {
    const open = new Proxy(owner.open, {
      apply(target, self, given) {
        const window = apply(target, self, given);
        try {
          close(window, rules, tools);
        } catch {}
        return window;
      },
    });
    put(owner, "open", open);
  };
  if (scope.Document === undefined) return;
  follow(scope);
  follow(scope.Document.prototype);
}`;
