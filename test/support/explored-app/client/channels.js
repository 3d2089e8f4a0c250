import { request, signedInAs, tokenOf } from "./api.js";
import { button, field, form, h, settings, show } from "./dom.js";

const open = {};

export function live() {
  const heard = h("p", { id: "heard" });
  const hear = (text) => {
    heard.textContent = text;
  };
  show(
    "Live",
    button("Follow orders", () => followOrders(hear)),
    button("Stop following", () => open.events?.close()),
    button("Join channel", () => joinChannel(hear)),
    form("Channel", "Say it", say, field("Words", { name: "words" })),
    button("Leave channel", () => open.channel?.close()),
    button("Compute statistics", computeStatistics),
    heard,
  );
}

function followOrders(hear) {
  open.events?.close();
  open.events = new EventSource("/api/events");
  open.events.addEventListener("order", ({ data }) => hear(`Order ${JSON.parse(data).orderId}`));
  return "Following";
}

function joinChannel(hear) {
  const address = new URL(`/live?token=${encodeURIComponent(tokenOf())}`, location.href);
  address.protocol = "ws:";
  open.channel?.close();
  open.channel = new WebSocket(address);
  open.channel.onmessage = ({ data }) => {
    const { type, text, number } = JSON.parse(data);
    hear(type === "echo" ? `Somebody says ${text}` : `Tick ${number}`);
  };
  return new Promise((done, fail) => {
    open.channel.onopen = () => done("Joined");
    open.channel.onerror = () => fail(new Error("the channel is closed"));
  });
}

function say(fields) {
  open.channel.send(fields.get("words"));
  return "Said";
}

function computeStatistics() {
  const worker = new Worker("/worker.js");
  return new Promise((done) => {
    worker.onmessage = ({ data }) => {
      worker.terminate();
      done(`${data.customers} customers, ${data.byStatus.active} active`);
    };
    worker.postMessage("compute");
  });
}

export function diagnostics() {
  show(
    "Diagnostics",
    button("Send beacon", () => {
      const seen = { event: "opened", user: signedInAs().email, at: Date.now() };
      const body = new Blob([JSON.stringify(seen)], { type: "application/json" });
      return navigator.sendBeacon("/collect", body) ? "Sent" : "Not sent";
    }),
    button("Who am I", async () => (await request("GET", "/api/old")).user.name),
    button("Call the print service", callPrintService),
    button("Log an error", () => {
      console.error(`Sync failed for ${location.origin}/api/sync?token=${tokenOf()}`, { code: 17 });
      return "Logged";
    }),
    button("Throw an error", () => {
      setTimeout(() => {
        throw new TypeError("the ledger is not balanced");
      });
      return "Thrown";
    }),
    button("Reject a promise", () => {
      Promise.reject(new Error("nobody waits for this"));
      return "Rejected";
    }),
  );
}

/** Nothing listens there; a test may name another place by `?dead=`. */
async function callPrintService() {
  const dead = new URLSearchParams(location.search).get("dead") ?? settings.deadOrigin;
  await fetch(`${dead}/printers`, { mode: "no-cors" });
  return "Printed";
}
