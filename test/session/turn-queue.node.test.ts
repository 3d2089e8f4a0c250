import { expect, test } from "vitest";
import { CallScope } from "../../src/domain/deadline.ts";
import { ToolFailure } from "../../src/domain/failure.ts";
import { TurnQueue } from "../../src/session/turn-queue.ts";

const scope = () => new CallScope(Date.now() + 60_000);
const gone = () => new ToolFailure("cancelled", "Gone.", "Again.");

/** Work that ends when the test says so. */
function work() {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let started = false;
  const run = () => {
    started = true;
    return promise;
  };
  return { run, resolve, reject, isStarted: () => started };
}

/** Lets everything that is ready go on. */
const settle = () => new Promise((done) => setImmediate(done));

test("one call runs at a time, in order of arrival", async () => {
  const queue = new TurnQueue();
  const jobs = [work(), work(), work()];
  const answers = jobs.map((job) => queue.run(scope(), job.run));
  for (const [index, job] of jobs.entries()) {
    await settle();
    expect(jobs.map((one) => one.isStarted())).toEqual(jobs.map((_, at) => at <= index));
    job.resolve(`${index}`);
  }
  expect(await Promise.all(answers)).toEqual(["0", "1", "2"]);
});

test("a call that fails gives its turn on", async () => {
  const queue = new TurnQueue();
  const [first, second] = [work(), work()];
  const failing = queue.run(scope(), first.run);
  const next = queue.run(scope(), second.run);
  first.reject(new Error("no"));
  await expect(failing).rejects.toThrow("no");
  second.resolve("yes");
  expect(await next).toBe("yes");
});

test("a call that ends while it waits never starts, and passes nothing by", async () => {
  const queue = new TurnQueue();
  const jobs = [work(), work(), work()];
  const scopes = [scope(), scope(), scope()];
  const [first, second, third] = jobs.map((job, index) =>
    queue.run(scopes[index] ?? scope(), job.run),
  );
  scopes[1]?.end(gone());
  await expect(second).rejects.toThrow(/^cancelled/);
  await settle();
  expect(jobs.map((job) => job.isStarted())).toEqual([true, false, false]);
  jobs[0]?.resolve("done");
  await first;
  jobs[2]?.resolve("done");
  await third;
  expect(jobs[1]?.isStarted()).toBe(false);
});

test("32 calls wait, the next is refused at once, and room comes back", async () => {
  const queue = new TurnQueue();
  const running = work();
  const first = queue.run(scope(), running.run);
  await settle();
  const waiting = Array.from({ length: 32 }, () => queue.run(scope(), async () => "done"));
  await expect(queue.run(scope(), async () => "done")).rejects.toThrow(/^rate_limited: 32 calls/);
  running.resolve("done");
  await first;
  expect(await Promise.all(waiting)).toHaveLength(32);
  expect(await queue.run(scope(), async () => "again")).toBe("again");
});

test("a call that gives up waiting makes room", async () => {
  const queue = new TurnQueue();
  const running = work();
  const first = queue.run(scope(), running.run);
  const scopes = Array.from({ length: 32 }, scope);
  await settle();
  const waiting = scopes.map((one) => queue.run(one, async () => "done"));
  const outcomes = Promise.allSettled(waiting);
  scopes[5]?.end(gone());
  await expect(waiting[5]).rejects.toThrow();
  const late = queue.run(scope(), async () => "late");
  running.resolve("done");
  await first;
  expect(await late).toBe("late");
  expect((await outcomes).filter(({ status }) => status === "rejected")).toHaveLength(1);
});

test("a call that ended before it came takes no turn", async () => {
  const queue = new TurnQueue();
  const ended = scope();
  ended.end(gone());
  const job = work();
  await expect(queue.run(ended, job.run)).rejects.toThrow(/^cancelled/);
  expect(job.isStarted()).toBe(false);
  expect(await queue.run(scope(), async () => "next")).toBe("next");
});
