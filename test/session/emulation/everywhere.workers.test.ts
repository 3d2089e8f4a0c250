import { describe, expect, test } from "vitest";
import { Agent, callTool } from "../../support/agent.ts";
import { DOCUMENTS } from "../../support/facts-pages.ts";
import { LOOKS, type Look, WHOLE } from "./looks.ts";
import { alike, PLACES, pick, reportOf, seenIn, workerRequests } from "./report.ts";

/** Places of the web in which a page may read a position. */
const WITH_POSITION = ["main", "same", "srcdoc", "cross", "nested", "popup"];
/** Places that may ask a person; frames of another origin may not for everything. */
const ASKING = PLACES.filter((place) => !["sandbox", "cross", "nested"].includes(place));
/** Workers whose script is a request of its own. */
const FETCHED = ["worker", "inner worker", "cross worker", "shared", "service"];

describe("before the first script of every frame, window and worker", () => {
  test.each([["all options", WHOLE] as const, ...Object.entries(LOOKS)])(
    "%s: what pages see and what is sent agree",
    async (_name, look) => {
      await using agent = await Agent.open(look.options);
      const report = await reportOf(agent);
      expectLook(report, look);
      const sent = Object.keys(look.sent);
      const requests = await workerRequests(agent);
      const asked = Object.fromEntries(FETCHED.map((at) => [at, pick(requests[at] ?? {}, sent)]));
      expect(asked).toEqual(alike(FETCHED, look.sent));
    },
  );

  test("a locale alone leaves the browser its own user agent and client hints", async () => {
    await using plain = await Agent.open();
    const { main: own } = await reportOf(plain);
    await using agent = await Agent.open({ locale: "fr-CA" });
    const report = await reportOf(agent);
    const kept = ["userAgent", "platform", "brands", "system", "timeZone", "details"];
    expect(seenIn(report, PLACES, (facts) => pick(facts, kept))).toEqual(
      alike(PLACES, pick(own ?? {}, kept)),
    );
    const sent = ["user-agent", "sec-ch-ua", "sec-ch-ua-platform"];
    expect(seenIn(report, DOCUMENTS, ({ headers }) => pick(headers, sent))).toEqual(
      alike(DOCUMENTS, pick(own?.headers ?? {}, sent)),
    );
    expect(seenIn(report, PLACES, ({ headers }) => headers["accept-language"])).toEqual(
      alike(PLACES, "fr-CA,fr;q=0.9"),
    );
    expect(seenIn(report, PLACES, ({ languages }) => languages)).toEqual(alike(PLACES, "fr-CA,fr"));
  });
});

test("a position alone grants its permission, and the others stay denied", async () => {
  await using agent = await Agent.open({ geolocation: { latitude: 1, longitude: 2 } });
  const report = await reportOf(agent);
  expect(seenIn(report, ASKING, (facts) => facts.permissions)).toEqual(
    alike(ASKING, "granted,denied,denied,denied"),
  );
  expect(seenIn(report, WITH_POSITION, (facts) => facts.position)).toEqual(
    alike(WITH_POSITION, "1,2,0"),
  );
});

test("no-preference is light, and the answer says so", async () => {
  const { text, structured } = await callTool("session_create", { colorScheme: "no-preference" });
  expect(text).toMatch(/notice: colorScheme no-preference: browsers no longer have it/);
  await callTool("session_destroy", { sessionId: structured?.sessionId });
});

function expectLook(report: Awaited<ReturnType<typeof reportOf>>, look: Look): void {
  const { everywhere, documents = {}, sent, documentsSent = {}, position } = look;
  expect(seenIn(report, PLACES, (facts) => pick(facts, Object.keys(everywhere)))).toEqual(
    alike(PLACES, everywhere),
  );
  expect(seenIn(report, DOCUMENTS, (facts) => pick(facts, Object.keys(documents)))).toEqual(
    alike(DOCUMENTS, documents),
  );
  expect(seenIn(report, PLACES, ({ headers }) => pick(headers, Object.keys(sent)))).toEqual(
    alike(PLACES, sent),
  );
  if (position !== undefined) {
    expect(seenIn(report, WITH_POSITION, (facts) => facts.position)).toEqual(
      alike(WITH_POSITION, position),
    );
  }
  const hints = Object.keys(documentsSent);
  expect(seenIn(report, DOCUMENTS, ({ headers }) => pick(headers, hints))).toEqual(
    alike(DOCUMENTS, documentsSent),
  );
}
