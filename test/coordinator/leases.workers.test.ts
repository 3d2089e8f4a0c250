import { reset, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { BindingClient } from "../../src/browser/binding-client.ts";
import { coordinatorFor } from "../../src/coordinator/coordinator-client.ts";
import { LeaseTable } from "../../src/coordinator/lease-table.ts";
import { alarmIn, poolStub, resetObject, storedLeases } from "../support/objects.ts";

const MINUTE_MS = 60_000;
const LEASE_MS = 10 * MINUTE_MS;
const ours = coordinatorFor("ours");
const theirs = coordinatorFor("theirs");

afterEach(async () => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  await reset();
});

const ring = () => runDurableObjectAlarm(poolStub());

function passTime(ms: number): void {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + ms });
}

async function take(pool = ours, name?: string): Promise<string> {
  const { leases } = await pool.reserve([{ name, pinned: false }]);
  return leases[0]?.sessionId ?? "";
}

/** Resets the coordinator once, where it has stored what was asked and is about to set its alarm. */
async function abortAtNextAlarm(): Promise<void> {
  await runInDurableObject(poolStub(), (_object, state) => {
    const setAlarm = vi.spyOn(Object.getPrototypeOf(state.storage), "setAlarm");
    setAlarm.mockImplementationOnce(async () => {
      await state.storage.sync();
      state.abort("reset by a test");
    });
  });
}

async function used(): Promise<number> {
  return (await ours.list()).pool.used;
}

describe("places", () => {
  test("are taken all or none", async () => {
    for (let count = 0; count < 13; count++) await take();
    const three = [1, 2, 3].map(() => ({ pinned: false }));
    await expect(ours.reserve(three)).rejects.toThrow(/pool_full: 13 of 15 .* 2 free, 3 asked/);
    expect(await used()).toBe(13);
    const { leases, pool } = await ours.reserve(three.slice(1));
    expect(new Set(leases.map((lease) => lease.sessionId)).size).toBe(2);
    expect(pool).toEqual({ used: 15, limit: 15 });
  });

  test("outlive a reset of the coordinator", async () => {
    const id = await take(ours, "kept");
    await resetObject(poolStub());
    expect(await ours.resolve("kept")).toBe(id);
    expect(await used()).toBe(1);
  });

  test("whose answer a reset swallowed are neither lost nor taken twice", async () => {
    await abortAtNextAlarm();
    const { leases, pool } = await ours.reserve([{ name: "a", pinned: false }, { pinned: true }]);
    expect(pool.used).toBe(2);
    expect((await storedLeases()).map((row) => row.session_id)).toEqual(
      leases.map((lease) => lease.sessionId).sort(),
    );
    expect(await alarmIn(poolStub())).toBeDefined();
  });

  test("can be asked about while the coordinator is reset", async () => {
    const id = await take(ours, "kept");
    const asked = Promise.all([ours.list(), ours.status(), ours.resolve("kept")]);
    await resetObject(poolStub());
    const [list, status, resolved] = await asked;
    expect([list.pool.used, status.grantUsed, resolved]).toEqual([1, 1, id]);
  });

  test("are given back though the coordinator is reset meanwhile, and their browsers closed", async () => {
    const id = await take();
    await ours.recordBrowser(id, "browser-1");
    await abortAtNextAlarm();
    await ours.release(id);
    expect(await used()).toBe(0);
    expect(await alarmIn(poolStub())).toBeLessThanOrEqual(1_000);
  });

  test("are counted for all and listed for one's own", async () => {
    const mine = await take(ours, "same");
    const other = await take(theirs, "same");
    expect((await ours.list()).leases.map((lease) => lease.sessionId)).toEqual([mine]);
    expect(await theirs.resolve("same")).toBe(other);
    expect(await ours.status()).toMatchObject({ pool: { used: 2, limit: 15 }, grantUsed: 1 });
  });

  test("are released by their own grant only", async () => {
    const id = await take();
    await theirs.release(id);
    expect(await theirs.renew(id, 0)).toBe(false);
    expect(await theirs.recordBrowser(id, "b")).toBe(false);
    expect(await used()).toBe(1);
  });
});

describe("a lease that is not renewed", () => {
  test("frees its place after 10 minutes, name and all", async () => {
    const id = await take(ours, "gone");
    passTime(LEASE_MS - 1_000);
    expect(await used()).toBe(1);
    passTime(1_000);
    expect(await used()).toBe(0);
    expect(await ours.resolve("gone")).toBeUndefined();
    await take(ours, "gone");
    expect(await ours.renew(id, 0)).toBe(false);
  });

  test("frees it for a full pool too", async () => {
    await take();
    passTime(MINUTE_MS);
    for (let count = 0; count < 14; count++) await take();
    await expect(take()).rejects.toThrow(/^pool_full/);
    passTime(LEASE_MS - MINUTE_MS);
    await take();
    await expect(take()).rejects.toThrow(/^pool_full/);
  });

  test("has its recorded browser closed by the alarm, which then is no more", async () => {
    const binding = new BindingClient();
    const browserId = await binding.acquire();
    await ours.recordBrowser(await take(), browserId);
    expect(await alarmIn(poolStub())).toBeGreaterThan(LEASE_MS - MINUTE_MS);
    passTime(LEASE_MS);
    await ring();
    await expect.poll(() => binding.exists(browserId), { timeout: 15_000 }).toBe(false);
    expect(await storedLeases()).toEqual([]);
    expect(await alarmIn(poolStub())).toBeUndefined();
  });

  test("is kept by renewing", async () => {
    const id = await take();
    passTime(LEASE_MS - MINUTE_MS);
    expect(await ours.renew(id, 0)).toBe(true);
    await ring();
    passTime(LEASE_MS - MINUTE_MS);
    await ring();
    expect(await used()).toBe(1);
  });
});

describe("the alarm", () => {
  test("stops when nothing is left to watch", async () => {
    const id = await take();
    expect(await alarmIn(poolStub())).toBeDefined();
    await ours.release(id, true);
    expect(await alarmIn(poolStub())).toBeUndefined();
  });

  test("is not put off by others taking places", async () => {
    await ours.abandon("no-such-browser");
    const soon = Number(await alarmIn(poolStub()));
    expect(soon).toBeLessThanOrEqual(1_000);
    await take();
    expect(Number(await alarmIn(poolStub()))).toBeLessThanOrEqual(soon);
  });

  test("does not throw when the sweep does, and rings again", async () => {
    await take();
    vi.spyOn(LeaseTable.prototype, "orphans").mockImplementationOnce(() => {
      throw new Error("storage is broken");
    });
    await runInDurableObject(poolStub(), async (object) => {
      await expect(object.alarm()).resolves.toBeUndefined();
    });
    expect(await alarmIn(poolStub())).toBeDefined();
  });

  test("does not throw when it cannot be set", async () => {
    await take();
    await runInDurableObject(poolStub(), async (object, state) => {
      vi.spyOn(Object.getPrototypeOf(state.storage), "setAlarm").mockImplementation(() => {
        throw new Error("no alarm");
      });
      vi.spyOn(Object.getPrototypeOf(state.storage), "getAlarm").mockResolvedValue(null);
      await expect(object.alarm()).resolves.toBeUndefined();
    });
  });
});

describe("a browser that does not close", () => {
  let close: ReturnType<typeof vi.spyOn>;

  beforeEach(() => {
    close = vi.spyOn(BindingClient.prototype, "close").mockRejectedValue(new Error("refused"));
  });

  test("is tried again each 30 s, its place long free", async () => {
    const id = await take();
    await ours.recordBrowser(id, "stubborn");
    await ours.release(id);
    expect(await used()).toBe(0);
    for (let tries = 1; tries <= 3; tries++) {
      await ring();
      expect(close).toHaveBeenCalledTimes(tries);
      const next = Number(await alarmIn(poolStub()));
      expect(next).toBeGreaterThan(25_000);
      expect(next).toBeLessThanOrEqual(30_000);
    }
    close.mockResolvedValue(undefined);
    await ring();
    expect(close).toHaveBeenLastCalledWith("stubborn");
    expect(await alarmIn(poolStub())).toBeUndefined();
  });

  test("is given up after half an hour, when the platform has ended it", async () => {
    await ours.abandon("stubborn");
    passTime(31 * MINUTE_MS);
    await ring();
    expect(await alarmIn(poolStub())).toBeUndefined();
  });

  test("is not closed again when its session has closed it", async () => {
    const id = await take();
    await ours.recordBrowser(id, "closed already");
    await ours.release(id, true);
    await ring();
    expect(close).not.toHaveBeenCalled();
  });
});

describe("what the platform says of itself", () => {
  test("is left out where it says nothing", async () => {
    expect((await ours.status()).platform).toBeUndefined();
  });

  test("is told where it does", async () => {
    vi.spyOn(BindingClient.prototype, "limits").mockResolvedValue({
      activeSessions: [{}, {}],
      maxConcurrentSessions: 120,
      allowedBrowserAcquisitions: 3,
      timeUntilNextAllowedBrowserAcquisition: 1_500,
    });
    expect((await ours.status()).platform).toEqual({
      active: 2,
      limit: 120,
      mayStart: 3,
      untilNextMs: 1_500,
    });
  });

  test("is not waited for", async () => {
    vi.spyOn(BindingClient.prototype, "limits").mockReturnValue(new Promise(() => {}));
    const startedAt = Date.now();
    expect((await ours.status()).platform).toBeUndefined();
    expect(Date.now() - startedAt).toBeLessThan(4_000);
  });
});
