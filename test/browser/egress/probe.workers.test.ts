import { expect, inject, test } from "vitest";
import { Agent, pageUrl } from "../../support/agent.ts";
import { probed } from "../../support/probe.ts";

test("no way out of a page of an open session reaches a closed host", async () => {
  await using agent = await Agent.open();
  const { ran, arrived, answer } = await probed(agent);
  expect(ran).toBeGreaterThan(110);
  expect(arrived).toEqual([]);
  expect(answer).toMatch(/blocked \d+ requests of pages: private and local addresses are closed/);
});

test("no way out of a page of a scoped session reaches a closed host", async () => {
  await using agent = await Agent.open({ allowedHosts: ["127.0.0.1", "localhost"] });
  const { ran, arrived } = await probed(agent);
  expect(ran).toBeGreaterThan(110);
  expect(arrived).toEqual([]);
});

test.each([
  ["an open", {}],
  ["a scoped", { allowedHosts: ["127.0.0.1", "localhost"] }],
])(
  "no way out of a page of %s session with a proxy of its own reaches a closed host",
  async (_mode, scope) => {
    const proxy = { server: inject("openProxy") };
    await using agent = await Agent.open({ ...scope, proxy, url: pageUrl("<h1>Behind</h1>") });
    const { ran, arrived } = await probed(agent);
    expect(ran).toBeGreaterThan(110);
    expect(arrived).toEqual([]);
  },
);

test("a scoped session reaches no open host outside its list", async () => {
  await using agent = await Agent.open({ allowedHosts: ["127.0.0.1"] });
  const { text } = await agent.call("navigate", { url: `${inject("probe")}/frame` });
  expect(text).toContain("404");
  const other = inject("probe").replace("127.0.0.1", "localhost");
  const refused = await agent.call("navigate", { url: other });
  expect(refused.text).toContain("this session is scoped to 127.0.0.1");
});
