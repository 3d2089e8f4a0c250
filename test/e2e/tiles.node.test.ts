import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { freePorts } from "../support/free-ports.ts";
import { startLive } from "../support/live-server.ts";
import { connectV1 } from "../support/mcp-clients.ts";
import { startPages } from "../support/pages-server.ts";
import { type Person, startPerson } from "../support/person.ts";

const ADMIN_TOKEN = "admin-token-admin-token-admin-token-0123456789";
const COUNT = 15;
/** All tiles fit into a window of this height, so that none of them pauses. */
const WINDOW = { width: 1280, height: 2600, scheme: "light" } as const;

/** A page of one hue, whose lightness changes every second and comes back after a while. */
function pageOf(origin: string, index: number): string {
  const hue = index * 24;
  const html = `<title>Page ${index}</title><body><script>let n = 0; setInterval(() => { document.body.style.background = "hsl(${hue} 90% " + (20 + (n++ * 13) % 61) + "%)" }, 1000)</script>`;
  return `${origin}/page?${new URLSearchParams({ html })}`;
}

/** The colour in the middle of every picture that is shown. */
async function colours(person: Person): Promise<string[]> {
  const middle = `[...document.querySelectorAll(".tile canvas")].map((canvas) => {
    const { data } = canvas.getContext("2d").getImageData(canvas.width / 2, canvas.height / 2, 1, 1);
    return data.join();
  })`;
  return ((await person.see(middle)) ?? []) as string[];
}

test("fifteen sessions are seen live at once, and none is held up by it", async () => {
  const [port = 0] = await freePorts(1);
  const origin = `http://127.0.0.1:${port}`;
  const stopPages = await startPages(origin);
  await using live = await startLive({
    LEAPFROG_ADMIN_TOKEN: ADMIN_TOKEN,
    ALLOW_PRIVATE_HOSTS: `127.0.0.1:${port}`,
  });
  await using person = await startPerson();
  await using agent = await connectV1(live);
  const sessions = Array.from({ length: COUNT }, (_, index) => ({ url: pageOf(origin, index) }));
  const { text } = await agent.call("session_create_batch", { sessions });
  const ids = text.match(/s_[a-z0-9]{6}/g) ?? [];
  expect(new Set(ids).size, text).toBe(COUNT);

  await person.look(WINDOW);
  await person.open(`${live.origin}/`);
  await expect.poll(() => person.see("document.querySelector('#token') !== null")).toBe(true);
  await person.see("document.querySelector('#token').focus()");
  await person.type(ADMIN_TOKEN);
  await person.press("Enter");
  await expect
    .poll(() => person.see("document.querySelectorAll('.tile canvas').length"), { timeout: 30_000 })
    .toBe(COUNT);

  const seen = Array.from({ length: COUNT }, () => new Set<string>());
  const look = async () => {
    for (const [index, colour] of (await colours(person)).entries()) seen[index]?.add(colour);
    return seen.every(({ size }) => size >= 3);
  };
  await expect.poll(look, { timeout: 60_000, interval: 300 }).toBe(true);
  const folder = process.env.LEAPFROG_PICTURES;
  if (folder !== undefined)
    await writeFile(join(folder, "tiles.png"), await person.view(), "base64");

  for (const sessionId of ids) {
    const { isError, text: read } = await agent.call("snapshot", { sessionId });
    expect(isError, read).toBe(false);
  }
  await Promise.all(ids.map((sessionId) => agent.call("session_destroy", { sessionId })));
  await expect
    .poll(() => person.see("document.querySelectorAll('.tile canvas').length"), { timeout: 30_000 })
    .toBe(0);
  await stopPages();
});
