import type { Browser } from "./browser.ts";
import type { Protocol } from "./cdp.ts";

/** All cookies, those that scripts cannot see included, in the form they are set again. */
export async function readCookies(browser: Browser): Promise<Protocol.Network.CookieParam[]> {
  const { connection, inContext } = browser;
  const { cookies } = await connection.send("Storage.getCookies", inContext);
  return cookies.map(asParam);
}

/** Sets cookies and answers how many the browser took; one bad one does not keep out the others. */
export async function writeCookies(
  { connection, inContext }: Browser,
  cookies: readonly Protocol.Network.CookieParam[],
): Promise<number> {
  const set = (some: readonly Protocol.Network.CookieParam[]) =>
    connection.send("Storage.setCookies", { cookies: [...some], ...inContext });
  try {
    await set(cookies);
    return cookies.length;
  } catch {
    const each = await Promise.allSettled(cookies.map((cookie) => set([cookie])));
    return each.filter(({ status }) => status === "fulfilled").length;
  }
}

/** A session cookie has no expiry, which Chrome tells as one in the past. */
function asParam(cookie: Protocol.Network.Cookie): Protocol.Network.CookieParam {
  const { size: _size, session, expires, ...kept } = cookie;
  return session ? kept : { ...kept, expires };
}
