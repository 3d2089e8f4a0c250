import { expect } from "vitest";
import { fenced, pageUrl } from "../../support/agent.ts";
import { test } from "../../support/agent-test.ts";

const TWO = `<button onclick="did.textContent='one'">Save</button>
  <button onclick="did.textContent='two'">Save all</button><p id=did>nothing</p>`;

test("text= takes the exact name before a longer one", async ({ agent }) => {
  await agent.navigate(TWO);
  expect((await agent.act("click", { target: "text=Save" })).text).toContain("one");
  expect((await agent.act("click", { target: "text=save ALL" })).text).toContain("two");
});

test("text= finds plain text where no control says it", async ({ agent }) => {
  await agent.navigate("<ul><li onclick='this.textContent=\"hit\"'>Third <b>row</b></li></ul>");
  const { text } = await agent.act("click", { target: "text=third row" });
  expect(fenced(text)).toContain("hit");
});

test("role= takes the role with and without a name", async ({ agent }) => {
  await agent.navigate(`${TWO}<input aria-label=Name>`);
  expect((await agent.act("click", { target: 'role=button[name="Save all"]' })).text).toContain(
    "two",
  );
  expect((await agent.act("fill", { target: "role=textbox", value: "Ada" })).text).toContain("Ada");
});

test("a target with several matches is refused with the candidates", async ({ agent }) => {
  await agent.navigate(TWO);
  const { text, isError } = await agent.act("click", { target: "button" });
  expect(isError).toBe(true);
  expect(text).toMatch(/^invalid_arguments: .*matches 2 elements; nothing was touched/);
  expect(fenced(text)).toMatch(/^@e\d+ button "Save"\n@e\d+ button "Save all"$/);
  expect(await agent.evaluate("did.textContent")).toBe("nothing");
  const [, second] = fenced(text).match(/@e\d+/g) ?? [];
  expect((await agent.act("click", { target: second })).text).toContain("two");
});

test("matches that nobody sees do not count beside one that shows", async ({ agent }) => {
  await agent.navigate(
    `<button class=x style="display:none">Hidden</button><button class=x onclick="this.textContent='hit'">Shown</button>`,
  );
  expect((await agent.act("click", { target: ".x" })).text).toContain("hit");
});

test("a selector that cannot be read is refused", async ({ agent }) => {
  await agent.navigate(TWO);
  for (const target of ["button[", ">>nope", "//div"]) {
    const { text } = await agent.act("click", { target });
    expect(text).toMatch(/^invalid_arguments: target .* is not a selector/);
  }
});

test("no match is told at once", async ({ agent }) => {
  await agent.navigate(TWO);
  const { text } = await agent.act("click", { target: "#none" });
  expect(text).toMatch(/^not_found: Nothing in the page matches/);
});

test("CSS reaches into open shadow roots", async ({ agent }) => {
  await agent.navigate(
    `<div id=host></div><script>host.attachShadow({mode:"open"}).innerHTML='<div id=in></div>';
     const inner = host.shadowRoot.getElementById("in").attachShadow({mode:"open"});
     inner.innerHTML = "<button class=deep>Deep</button>";
     inner.querySelector("button").onclick = (e) => e.target.textContent = "hit"</script>`,
  );
  expect((await agent.act("click", { target: "button.deep" })).text).toContain('"hit"');
});

test("CSS and text reach into frames, and matches of several frames are told apart", async ({
  agent,
}) => {
  const inner = `<button class=go onclick="this.textContent='hit'">Go</button>`;
  await agent.navigate(`<iframe src="${pageUrl(inner)}"></iframe>`);
  expect((await agent.act("click", { target: ".go" })).text).toContain('"hit"');
  await agent.navigate(`${inner}<iframe src="${pageUrl(inner)}"></iframe>`);
  expect((await agent.act("click", { target: "text=Go" })).text).toContain("matches 2 elements");
});

test("stray fields are refused by name", async ({ agent }) => {
  await agent.navigate(TWO);
  const { text } = await agent.act("click", { target: "text=Save", value: "x", key: "Enter" });
  expect(text).toMatch(/^invalid_arguments: click does not take value, key; nothing was touched/);
  expect(await agent.evaluate("did.textContent")).toBe("nothing");
});

test("missing fields are named", async ({ agent }) => {
  await agent.navigate("<input id=i><select id=s></select>");
  const missing: [string, Record<string, unknown>, string][] = [
    ["fill", { target: "#i" }, "value"],
    ["fill", { value: "x" }, "target"],
    ["type", {}, "value"],
    ["press", { target: "#i" }, "key"],
    ["select", { target: "#s" }, "value"],
    ["check", {}, "target"],
    ["hover", {}, "target"],
    ["drag", { target: "#i" }, "target2"],
    ["upload", { target: "#i" }, "filePaths"],
    ["resize", { width: 800 }, "height"],
  ];
  for (const [action, args, field] of missing) {
    const { text } = await agent.act(action, args);
    expect(text).toMatch(new RegExp(`^invalid_arguments: ${action} needs ${field}`));
  }
  expect((await agent.act("click", { x: 10 })).text).toMatch(/^invalid_arguments: .*x and y/);
  expect((await agent.act("mousemove", {})).text).toMatch(/^invalid_arguments: .*x and y/);
});

test("a target beside x and y is refused", async ({ agent }) => {
  await agent.navigate(TWO);
  const { text } = await agent.act("click", { target: "text=Save", x: 1, y: 1 });
  expect(text).toMatch(/^invalid_arguments: /);
  expect(await agent.evaluate("did.textContent")).toBe("nothing");
});
