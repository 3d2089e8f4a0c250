import { expect, test } from "vitest";
import { Agent, fenced, pageUrl } from "../support/agent.ts";

const STORM = `<button>Here</button><script>
  setInterval(() => { alert("a"); confirm("b"); prompt("c") }, 20)</script>`;
/** Leaving one of these mostly meets a dialog at the wrong moment before the last. */
const ROUNDS = 6;

test("a page that opens dialogs without end can be left, if need be in another tab", async () => {
  await using agent = await Agent.open();
  const held: string[] = [];
  for (let round = 0; round < ROUNDS && held.length < 2; round++) {
    await agent.navigate(STORM);
    const first = await agent.call("navigate", { url: pageUrl(`<h1>Out ${round}</h1>`) });
    if (first.isError) held.push(first.text);
    const { text } = first.isError
      ? await agent.call("navigate", { url: pageUrl(`<h1>Out ${round}</h1>`) })
      : first;
    expect(fenced(text), text).toContain(`Out ${round}`);
  }
  for (const text of held) {
    expect(text).toMatch(/^timed_out: The page opened a dialog while .*its tab was emptied\. /);
  }
  console.log(`held by a dialog: ${held.length} ×`);
}, 240_000);
