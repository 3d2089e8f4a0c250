import { expect } from "vitest";
import { fenced } from "../../support/agent.ts";
import { test } from "../../support/agent-test.ts";

/** A field like those of frameworks that keep its value themselves and watch the setter. */
const CONTROLLED = `<input id=i aria-label=Name><p id=state></p><script>
  let state = "", seen = "";
  const own = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value");
  Object.defineProperty(i, "value", { get() { return own.get.call(this) }, set(v) { seen = v; own.set.call(this, v) } });
  i.addEventListener("input", () => { const now = own.get.call(i); if (now !== seen) { seen = now; state = now } own.set.call(i, state); document.getElementById("state").textContent = "state is " + state });
</script>`;

test("fill replaces what an input holds and tells the new value", async ({ agent }) => {
  await agent.navigate("<input aria-label=Name value=old>");
  const { text } = await agent.act("fill", {
    target: await agent.ref("Name"),
    value: "Ada Löve 😀",
  });
  expect(fenced(text)).toMatch(/^~ @e\d+ textbox "Name" value="old" → value="Ada Löve 😀"$/);
});

test("fill sends input events, and change when the field is left", async ({ agent }) => {
  await agent.navigate(
    "<input id=i><script>var log=[];for(const k of ['input','change'])i.addEventListener(k,e=>log.push(k+e.isTrusted))</script>",
  );
  await agent.act("fill", { target: "#i", value: "x" });
  await agent.act("press", { key: "Tab" });
  expect(await agent.evaluate("log.join()")).toBe("inputtrue,changetrue");
});

test("fill with an empty value empties the field", async ({ agent }) => {
  await agent.navigate(
    "<input id=a value=old><textarea id=b>old</textarea><div id=c contenteditable>old</div>",
  );
  for (const target of ["#a", "#b", "#c"]) await agent.act("fill", { target, value: "" });
  expect(await agent.evaluate("a.value + b.value + c.textContent.trim()")).toBe("");
});

test("fill keeps the lines of a textarea", async ({ agent }) => {
  await agent.navigate("<textarea id=t></textarea>");
  const { text } = await agent.act("fill", { target: "#t", value: "one\ntwo\n\nfour" });
  expect(text).not.toContain("notice");
  expect(await agent.evaluate("t.value")).toBe("one\ntwo\n\nfour");
});

test("fill writes into rich text", async ({ agent }) => {
  await agent.navigate("<div id=c contenteditable aria-label=Note><p>old <b>bold</b></p></div>");
  const { text } = await agent.act("fill", { target: "#c", value: "new words" });
  expect(text).not.toContain("notice");
  expect(await agent.evaluate("c.textContent")).toBe("new words");
});

test.for([
  ["number", "42.5"],
  ["email", "a@b.example"],
  ["tel", "+49 30 1"],
  ["url", "https://a.example/"],
  ["search", "leap"],
  ["date", "2026-02-28"],
  ["time", "23:59"],
  ["datetime-local", "2026-02-28T23:59"],
  ["month", "2026-02"],
  ["week", "2026-W07"],
  ["color", "#00ff7f"],
  ["range", "73"],
] as const)("fill sets an input of type %s", async ([type, value], { agent }) => {
  await agent.navigate(
    `<input id=i type=${type}><p id=o></p><script>i.oninput=()=>o.textContent=i.value</script>`,
  );
  const { text, isError } = await agent.act("fill", { target: "#i", value });
  expect(isError).toBe(false);
  expect(await agent.evaluate("i.value + '|' + o.textContent")).toBe(`${value}|${value}`);
  expect(text).not.toContain("notice");
});

test.for([
  ["number", "many", "takes a number"],
  ["date", "28.02.2026", "YYYY-MM-DD"],
  ["time", "noon", "HH:MM"],
  ["color", "red", "#rrggbb"],
  ["range", "400", "within its bounds"],
  ["checkbox", "on", "check or uncheck"],
  ["file", "a.txt", "upload"],
] as const)(
  "fill refuses what an input of type %s cannot hold",
  async ([type, value, why], { agent }) => {
    await agent.navigate(`<input id=i type=${type}>`);
    const before = await agent.evaluate("i.value");
    const { text, isError } = await agent.act("fill", { target: "#i", value });
    expect(isError).toBe(true);
    expect(text).toMatch(/^not_actionable: @e\d+ cannot be filled/);
    expect(text).toContain(why);
    expect(await agent.evaluate("i.value")).toBe(before);
  },
);

test("fill tells when a mask makes another value of it", async ({ agent }) => {
  await agent.navigate(
    "<input id=i aria-label=Phone><script>i.oninput=()=>i.value=i.value.replace(/\\D/g,'').replace(/(\\d{3})(\\d+)/,'($1) $2')</script>",
  );
  const { text } = await agent.act("fill", { target: "#i", value: "5551234" });
  expect(text).toMatch(/notice: @e\d+ does not hold exactly what was given/);
  expect(fenced(text)).toContain('value="(555) 1234"');
});

test("fill tells when maxlength cuts the value", async ({ agent }) => {
  await agent.navigate("<input id=i maxlength=3>");
  const { text } = await agent.act("fill", { target: "#i", value: "abcdef" });
  expect(text).toContain("notice:");
  expect(await agent.evaluate("i.value")).toBe("abc");
});

test("fill reaches the state behind a controlled input", async ({ agent }) => {
  await agent.navigate(CONTROLLED);
  const { text } = await agent.act("fill", { target: "#i", value: "Grace" });
  expect(fenced(text)).toContain("state is Grace");
  await agent.act("fill", { target: "#i", value: "" });
  expect(await agent.evaluate("state")).toBe("");
});

test("fill refuses a field that is read-only, disabled or no field at all", async ({ agent }) => {
  await agent.navigate(
    "<input id=a readonly value=1><p id=c>text</p><select id=d><option>x</select>",
  );
  expect((await agent.act("fill", { target: "#a", value: "2" })).text).toMatch(
    /^not_actionable: .*read-only/,
  );
  expect((await agent.act("fill", { target: "#c", value: "2" })).text).toMatch(
    /^not_actionable: .*not a field/,
  );
  expect((await agent.act("fill", { target: "#d", value: "x" })).text).toMatch(
    /^not_actionable: .*action select/,
  );
  expect(await agent.evaluate("a.value")).toBe("1");
});

test("fill takes the label for its field", async ({ agent }) => {
  await agent.navigate(
    "<label id=l>City <input id=i></label><label id=m for=j>Street</label><input id=j>",
  );
  await agent.act("fill", { target: "#l", value: "Rome" });
  await agent.act("fill", { target: "#m", value: "Main" });
  expect(await agent.evaluate("i.value + j.value")).toBe("RomeMain");
});

test("a password is typed and never shown", async ({ agent }) => {
  await agent.navigate("<input id=p type=password aria-label=Password>");
  const { text } = await agent.act("fill", { target: "#p", value: "s3cret-word" });
  expect(await agent.evaluate("p.value.length")).toBe(11);
  expect(text).not.toContain("s3cret");
  expect(text).not.toContain("notice");
  expect(await agent.snapshot()).not.toContain("s3cret");
});

test("fill ticks nothing and sends nothing", async ({ agent }) => {
  await agent.navigate(
    "<form onsubmit='sent=1;return false'><input id=i name=email><input type=checkbox id=c name=accept_marketing><button>Go</button></form><script>var sent=0</script>",
  );
  await agent.act("fill", { target: "#i", value: "a@b.example" });
  expect(await agent.evaluate("c.checked + ' ' + sent")).toBe("false 0");
});

test("fill with what the field holds says so", async ({ agent }) => {
  await agent.navigate("<input id=i value=same>");
  const { text } = await agent.act("fill", { target: "#i", value: "same" });
  expect(text).toContain("fill done · it held that already");
});

test("fill writes several lines into rich text without a false notice", async ({ agent }) => {
  await agent.navigate("<div id=c contenteditable style='white-space:pre-wrap'></div>");
  const { text } = await agent.act("fill", { target: "#c", value: "one\ntwo" });
  expect(text).not.toContain("notice");
  expect(await agent.evaluate("c.innerText")).toBe("one\ntwo");
});

test("fill that makes the page take the field away is no failure", async ({ agent }) => {
  await agent.navigate("<input id=i><script>i.oninput=()=>{i.outerHTML='<p>thanks</p>'}</script>");
  const { text, isError } = await agent.act("fill", { target: "#i", value: "x" });
  expect(isError).toBe(false);
  expect(fenced(text)).toContain("+ text: thanks");
});

test("a value that names a secret is not typed as it stands", async ({ agent }) => {
  await agent.navigate("<input aria-label=Key>");
  const target = await agent.ref("Key");
  for (const action of ["fill", "type"]) {
    const { text } = await agent.act(action, { target, value: "a{{secret:KEY}}" });
    expect(text).toMatch(/^policy_denied: An open session types no secrets/);
  }
  expect(await agent.evaluate("document.querySelector('input').value")).toBe("");
});
