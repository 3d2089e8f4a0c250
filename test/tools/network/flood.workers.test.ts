import { expect, test } from "vitest";
import { Agent } from "../../support/agent.ts";

const REQUESTS = 20_000;
const MESSAGES = 100_000;

/** Begun and left to itself; tells when it is done. */
const FLOOD = `window.flood = (async () => {
  for (let at = 0; at < ${MESSAGES}; at++) {
    console.log("message " + at, { at, text: "x".repeat(50) });
    if (at % 1000 === 999) await new Promise((done) => setTimeout(done));
  }
  let next = 0;
  const worker = async () => {
    for (let at = next++; at < ${REQUESTS}; at = next++) await fetch("/echo?at=" + at, { method: "POST", body: '{"at":' + at + "}" });
  };
  await Promise.all(Array.from({ length: 40 }, worker));
  window.flooded = true;
})()`;

test("a page that asks 20,000 times and writes 100,000 lines leaves a bounded log and a session that answers", async () => {
  await using agent = await Agent.on("<h1>Flood</h1>");
  const began = Date.now();
  await agent.run(`void (${FLOOD})`);
  const answers: number[] = [];
  let text = "";
  while (!/window\\.flooded|true/.test(text)) {
    const asked = Date.now();
    text = (await agent.call("extract", { type: "js", js: "window.flooded === true" })).text;
    answers.push(Date.now() - asked);
    if (Date.now() - began > 170_000) throw new Error("the flood does not end");
  }
  console.log(`flooded in ${Date.now() - began} ms; slowest answer ${Math.max(...answers)} ms`);
  const log = await agent.call("network_log", { maxChars: 500 });
  expect(log.text).toMatch(/· 1000 requests/);
  expect(log.text).toMatch(/notice: (19|20)\d{3} older ones are not kept any more/);
  expect(log.text).toContain(`at=${REQUESTS - 1}`);
  const written = await agent.call("console_log", { maxChars: 500 });
  expect(written.text).toMatch(/· \d{1,3} messages/);
  expect(written.text).toMatch(/notice: \d{5} older ones are not kept any more/);
  expect(written.text).toContain(`message ${MESSAGES - 1} `);
  const found = await agent.call("api_discover");
  expect(found.text).toMatch(/POST \S+\/echo · .* 200 ×\d+/);
}, 240_000);
