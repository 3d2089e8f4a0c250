import { expect, inject } from "vitest";
import { pageUrl } from "../../support/agent.ts";
import { test } from "../../support/agent-test.ts";
import { linesNow } from "./page-lines.ts";

test("addresses that are no web pages are refused before Chrome is asked", async ({ agent }) => {
  await agent.navigate("<p>Stays</p>");
  const refused: [string, RegExp][] = [
    ["data:text/html,hi", /only http and https/],
    ["file:///etc/passwd", /only http and https/],
    ["javascript:document.body.remove()", /only http and https/],
    [" JaVa\tScript:alert(1)", /only http and https|not an address/],
    ["chrome://version", /only http and https/],
    ["view-source:http://example.com", /only http and https/],
    ["blob:http://example.com/1", /only http and https/],
    ["about:srcdoc", /only http and https/],
    ["ftp://example.com/", /only http and https/],
    ["http://user:pw@example.com/", /user name or password/],
    ["http://10.0.0.1/", /private.*ALLOW_PRIVATE_HOSTS=10\.0\.0\.1:80\./],
    ["http://localhost:3000/x", /private.*ALLOW_PRIVATE_HOSTS=localhost:3000\./],
    ["localhost:3000", /private.*ALLOW_PRIVATE_HOSTS=localhost:3000\./],
    ["http://169.254.169.254/latest/meta-data/", /private/],
    ["http://[::1]:8080/", /private.*ALLOW_PRIVATE_HOSTS=\[::1\]:8080\./],
    ["http://127.0.0.1:8787/mcp", /this server's own address is never opened\. Use another/],
    ["http://example.com:22/", /only the ports 80 and 443/],
    ["http://[::1/", /not an address/],
    ["hello world", /not an address/],
  ];
  for (const [url, words] of refused) {
    const { text, isError } = await agent.call("navigate", { url });
    expect(isError).toBe(true);
    expect(text).toMatch(/^(blocked_url|invalid_arguments): /);
    expect(text).toMatch(words);
  }
  expect(await linesNow(agent)).toEqual(["text: Stays"]);
});

test("what the network refuses is said in words", async ({ agent }) => {
  const own = new URL(inject("pages"));
  const failing: [string, RegExp][] = [
    ["http://does-not-exist.leapfrog-test.com/", /host name does not exist/],
    [`https://${own.host}/`, /does not speak https there/],
    [pageUrl("", { status: "204" }), /the server answered HTTP 204 without a page/],
    [`${own.origin}/redirect?to=${encodeURIComponent("file:///etc/passwd")}`, /no web page/],
    [`${own.origin}/circle`, /redirects in a circle/],
    [`${own.origin}/hang-up`, /closed the connection/],
  ];
  for (const [url, words] of failing) {
    const { text, isError } = await agent.call("navigate", { url });
    expect(isError).toBe(true);
    expect(text).toMatch(/^navigation_failed: /);
    expect(text).toMatch(words);
  }
  expect((await agent.navigate("<p>Goes on</p>")).text).toContain("text: Goes on");
});

test("an error without a page is said to be one, whether the browser shows one or not", async ({
  agent,
}) => {
  const { text } = await agent.call("navigate", { url: pageUrl("", { status: "404" }) });
  expect(text).toMatch(/the server answered HTTP 404 without a page|error page: HTTP 404/);
});

test("a refused connection is said to be one", async ({ agent }) => {
  const url = inject("closedOrigin");
  const { text } = await agent.call("navigate", { url });
  expect(text).toMatch(/^navigation_failed: .*the host refuses the connection/);
});

test("a download is said to be one, and no later failure is taken for it", async ({ agent }) => {
  await agent.navigate("<p>Stays</p>");
  for (const path of ["/download", `/redirect?to=${encodeURIComponent("/download")}`]) {
    const { text } = await agent.call("navigate", { url: inject("pages") + path });
    expect(text).toContain("the address is a file: no page was opened");
  }
  const { text } = await agent.call("navigate", { url: pageUrl("", { status: "204" }) });
  expect(text).toMatch(/^navigation_failed: .*HTTP 204/);
  expect(await linesNow(agent)).toEqual(["text: Stays"]);
});

test("a server that never answers is given up before the deadline", { timeout: 70_000 }, async ({
  agent,
}) => {
  await agent.navigate("<p>Stays</p>");
  const { text } = await agent.call("navigate", { url: `${inject("pages")}/slow` });
  expect(text).toMatch(
    /^timed_out: The server had not answered after 5\d s; the loading was stopped/,
  );
  expect(await linesNow(agent)).toEqual(["text: Stays"]);
});
