import { afterAll, beforeAll, expect, test } from "vitest";
import { probeBare } from "../../../scripts/probe/bare-probe.ts";
import { type ProbeServers, startProbeServers } from "../../../scripts/probe/probe-servers.ts";

/** What Chrome holds for nobody, and no code of ours is before; `SECURITY.md` and `docs/security.md` say so. */
const KNOWN = [
  "websocket in sandboxed srcdoc",
  "stun in sandboxed srcdoc",
  "speculation prefetch",
  "speculation prerender",
];

let servers: ProbeServers;

beforeAll(async () => {
  servers = await startProbeServers();
});

afterAll(() => servers.close());

test("where no proxy of ours stands, no more than the known ways reach a closed host", async () => {
  const ran = await probeBare(servers, true);
  expect(ran).toBeGreaterThan(105);
  expect([...servers.arrivals.keys()].filter((way) => !KNOWN.includes(way))).toEqual([]);
}, 60_000);
