import { expect } from "vitest";
import { fenced } from "../../support/agent.ts";
import { test } from "../../support/agent-test.ts";

const NOTICE = "notice: the page had given the target other words since you saw it, told below";

test("a control that has got other words since it was seen is told with both", async ({
  agent,
}) => {
  await agent.navigate("<button id=b>Order</button>");
  const target = await agent.ref("Order");
  await agent.evaluate("(b.textContent = 'Cancel my account')");
  const { text } = await agent.act("click", { target });
  expect(text).toContain("click done · no visible change");
  expect(text).toContain(NOTICE);
  expect(fenced(text)).toBe(
    `~ before the act: ${target} button "Order" → button "Cancel my account"`,
  );
  expect((await agent.act("click", { target })).text).not.toContain(NOTICE);
});

test("what an answer has told, and a number that counts, is no news", async ({ agent }) => {
  await agent.navigate(
    "<button id=b onclick=\"this.textContent='Sent'\">Send</button><button id=c>Again in 9 s</button>",
  );
  const [target, counter] = [await agent.ref("Send"), await agent.ref("Again")];
  await agent.act("click", { target });
  expect((await agent.act("hover", { target })).text).not.toContain(NOTICE);
  await agent.evaluate("(c.textContent = 'Again in 8 s')");
  expect((await agent.act("click", { target: counter })).text).not.toContain(NOTICE);
});
