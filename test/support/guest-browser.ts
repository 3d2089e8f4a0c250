import { expect, inject, vi } from "vitest";
import { openConnection, type Protocol } from "../../src/browser/cdp.ts";
import { pageUrl } from "./agent.ts";

const SOON = { timeout: 15_000 };

interface Target {
  readonly id: string;
  readonly title: string;
  readonly url: string;
}

/** A browser that a caller brings along: the path that opens it, and the tab of its owner's. */
export const guest: { path: string; foreign: Target } = {
  path: "",
  foreign: { id: "", title: "", url: "" },
};

/** A browser with a tab of its owner's; its title is drawn anew should it ever be loaded again. */
export async function startGuest(): Promise<void> {
  guest.path = await (await fetch(`${inject("browserDesk")}/start`)).text();
  const { id } = await openTab("<script>document.title = 'mine ' + Math.random()</script>");
  guest.foreign = await vi.waitFor(async () => {
    const found = (await targets()).find((target) => target.id === id);
    if (found?.title.startsWith("mine") !== true) throw new Error("the tab is not loaded yet");
    return found;
  }, SOON);
}

/** Where the guest is, with what opens it. */
export function endpoint(): string {
  return `ws://127.0.0.1:${inject("guestPort")}${guest.path}`;
}

/** Opens a tab of its owner's. */
export async function openTab(html: string): Promise<Target> {
  const url = encodeURIComponent(pageUrl(html));
  const made = await fetch(`http://127.0.0.1:${inject("guestPort")}/json/new?${url}`, {
    method: "PUT",
  });
  return made.json();
}

/** Its tabs, whoever opened them. */
export async function targets(): Promise<Target[]> {
  return (await fetch(`http://127.0.0.1:${inject("guestPort")}/json/list`)).json();
}

/** The owner's tab is as it was. */
export async function expectUntouched(): Promise<void> {
  expect(await targets()).toContainEqual(expect.objectContaining(guest.foreign));
}

/** The browser contexts beside the one the browser started with. */
export async function contexts(): Promise<Protocol.Browser.BrowserContextID[]> {
  const { browserContextIds } = await asGuest((connection) =>
    connection.send("Target.getBrowserContexts"),
  );
  return browserContextIds;
}

/** Speaks to it as its owner does. */
export async function asGuest<T>(
  work: (connection: ReturnType<typeof openConnection>) => Promise<T>,
): Promise<T> {
  const address = endpoint().replace("ws:", "http:");
  const { webSocket } = await fetch(address, { headers: { Upgrade: "websocket" } });
  if (webSocket === null) throw new Error("the caller's browser is not there");
  webSocket.accept();
  const connection = openConnection(webSocket);
  try {
    return await work(connection);
  } finally {
    connection.dispose();
  }
}

/** Ends it. */
export async function endGuest(): Promise<void> {
  await fetch(`${inject("browserDesk")}/end`);
}
