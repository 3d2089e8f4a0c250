import { expect } from "vitest";
import { test } from "../support/agent-test.ts";

test("a page that writes a lot to its console leaves the browser answering", async ({ agent }) => {
  await agent.navigate(`<p>quiet</p><script>
    for (let line = 0; line < 400; line++) console.error(line, "x".repeat(1_000));
    document.querySelector("p").textContent = "said it all";
  </script>`);

  const { text } = await agent.call("snapshot", {});

  expect(text).toContain("said it all");
});
