import { LiveSocket } from "../shared/live-socket.ts";
import { View } from "./view.ts";

const TICK_MS = 1_000;

/** Shows the session whose socket the server has named in the page. */
function start(root: HTMLElement, { socket: path = "", pair, login }: DOMStringMap): void {
  const address = new URL(path, location.href);
  address.protocol = location.protocol === "https:" ? "wss:" : "ws:";
  const pause = () => socket.send({ type: "pause", on: document.hidden });
  const view = new View(root, {
    ...{ pair, login },
    send: (ask) => socket.send(ask),
    reconnect: () => socket.reconnect(),
  });
  const socket = new LiveSocket(address.href, {
    link(link) {
      view.link(link);
      if (link === "open" && document.hidden) pause();
    },
    news: (news) => view.news(news),
    frame: (frame) => view.frame(frame),
  });
  document.addEventListener("visibilitychange", () => {
    pause();
    if (!document.hidden) socket.hurry();
  });
  window.addEventListener("online", () => socket.hurry());
  setInterval(() => view.tick(Date.now()), TICK_MS);
}

const root = document.getElementById("live");
if (root !== null) start(root, document.body.dataset);
