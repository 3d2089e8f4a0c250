import { createServer, type Server } from "node:net";

/** Answers only once the other side has ended, and breaks off what begins with `break`; not listening yet. */
export function halfOpenServer(): Server {
  return createServer({ allowHalfOpen: true }, (socket) => {
    let said = "";
    socket.on("error", () => undefined);
    socket.on("data", (chunk) => {
      said += chunk;
      if (said === "break") socket.resetAndDestroy();
    });
    socket.on("end", () => socket.end(`heard ${said}`));
  });
}
