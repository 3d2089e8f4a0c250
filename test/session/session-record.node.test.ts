import { expect, test } from "vitest";
import { modeOf, newRecord, readRecord } from "../../src/session/session-record.ts";

const EMULATION = { viewport: { width: 640, height: 480 } };
const GIVEN = {
  grantId: "owner",
  sessionId: "s_abc123",
  pinned: true,
  createdAt: 5,
  emulation: EMULATION,
};

test("a record of this release is read as it was written", () => {
  const record = { ...newRecord(GIVEN), browserId: "b", nextRef: 7, news: ["told later"] };
  expect(readRecord(structuredClone(record))).toEqual(record);
});

test("a record of the first release goes on with what it did not know yet", () => {
  const first = {
    version: 1,
    ...GIVEN,
    lastUsedAt: 9,
    nextRef: 4,
    beats: 2,
    restarts: 0,
    browserId: "b",
  };
  const read = readRecord(first);
  expect(read).toMatchObject({ ...GIVEN, lastUsedAt: 9, nextRef: 4, browserId: "b" });
  expect(read).toMatchObject({ version: 3, news: [], tabs: [], origin: "", tainted: false });
  expect(read?.ended).toBeUndefined();
  expect(read && modeOf(read)).toBe("open");
});

test("a record keeps what its session is bound to, and begins tainted with a profile", () => {
  const scoped = newRecord({ ...GIVEN, allowedHosts: ["shop.example"] });
  expect([modeOf(scoped), scoped.tainted]).toEqual(["scoped", false]);
  const loggedIn = newRecord({ ...GIVEN, allowedHosts: ["shop.example"], profile: "shop" });
  expect(readRecord(structuredClone(loggedIn))).toMatchObject({
    allowedHosts: ["shop.example"],
    profile: "shop",
    tainted: true,
  });
});

test("of a record of a later release only what has to be given back is used", () => {
  const later = { ...newRecord(GIVEN), version: 99, browserId: "b" };
  expect(readRecord(later)).toMatchObject({ sessionId: "s_abc123", browserId: "b", ended: true });
});

test("what is no record is none", () => {
  expect(readRecord({ version: 2 })).toBeUndefined();
});
