import { expect } from "vitest";
import { fenced } from "../../support/agent.ts";
import { test } from "../../support/agent-test.ts";

const COLOURS = `<select id=s aria-label=Colour onchange="o.textContent='chose '+this.value">
  <option value=r>Red</option><option value=g>Dark green</option><option value=b disabled>Blue</option></select><p id=o></p>`;

/** An ARIA list that opens below its button, as component libraries make them. */
const CUSTOM = `<button id=c role=combobox aria-expanded=false aria-label=Size>Choose</button>
  <ul id=l role=listbox hidden><li role=option>Small</li><li role=option>Large</li><li role=option>Extra large</li></ul>
  <script>c.onclick=()=>{l.hidden=!l.hidden;c.setAttribute("aria-expanded",String(!l.hidden))};
  l.onclick=(e)=>{c.textContent=e.target.textContent;l.hidden=true;c.setAttribute("aria-expanded","false")}</script>`;

test.for(["g", "Dark green", "dark GREEN", "  Dark   green "])(
  "select takes the value or the label: %j",
  async (value, { agent }) => {
    await agent.navigate(COLOURS);
    const { text } = await agent.act("select", { target: "#s", value });
    expect(fenced(text)).toContain('value="Dark green"');
    expect(fenced(text)).toContain("chose g");
  },
);

test("select lists the options when there is none of the name", async ({ agent }) => {
  await agent.navigate(COLOURS);
  const { text } = await agent.act("select", { target: "#s", value: "Pink" });
  expect(text).toMatch(/^not_found: @e\d+ has no such option; nothing was chosen/);
  expect(fenced(text)).toBe("option: Red\noption: Dark green\noption: Blue");
  expect(await agent.evaluate("s.value + o.textContent")).toBe("r");
});

test("select refuses a disabled option and a disabled list", async ({ agent }) => {
  await agent.navigate(`${COLOURS}<select id=d disabled><option>One<option>Two</select>`);
  const { text } = await agent.act("select", { target: "#s", value: "Blue" });
  expect(text).toMatch(/^not_actionable: The option is disabled/);
  const whole = await agent.act("select", { target: "#d", value: "Two" });
  expect(whole.text).toMatch(/^not_actionable: @e\d+ is disabled/);
  expect(await agent.evaluate("s.value + d.value")).toBe("rOne");
});

test("select chooses several options, one a line, and drops the others", async ({ agent }) => {
  await agent.navigate("<select id=m multiple><option selected>A<option>B<option>C</select>");
  await agent.act("select", { target: "#m", value: "B\nC" });
  expect(await agent.evaluate("[...m.selectedOptions].map(o=>o.text.trim()).join()")).toBe("B,C");
  const { text } = await agent.act("select", { target: "#m", value: "A\nZ" });
  expect(text).toMatch(/^not_found: /);
  expect(await agent.evaluate("[...m.selectedOptions].map(o=>o.text.trim()).join()")).toBe("B,C");
});

test("select works on a list of ARIA's, by its exact option", async ({ agent }) => {
  await agent.navigate(CUSTOM);
  const { text, isError } = await agent.act("select", { target: "#c", value: "Large" });
  expect(isError).toBe(false);
  expect(await agent.evaluate("c.textContent")).toBe("Large");
  expect(text).not.toContain("another");
});

test("select on a list of ARIA's names its options when none fits", async ({ agent }) => {
  await agent.navigate(CUSTOM);
  const { text } = await agent.act("select", { target: "#c", value: "Gigantic" });
  expect(text).toMatch(/^not_found: @e\d+ has no such option/);
  expect(fenced(text)).toBe("option: Small\noption: Large\noption: Extra large");
});

test("select takes an option of the list that belongs to the target", async ({ agent }) => {
  await agent.navigate(`<ul role=listbox aria-label=Other><li role=option onclick="this.textContent='wrong'">Large</li></ul>
    <button id=c role=combobox aria-controls=l aria-expanded=false>Choose</button><ul id=l role=listbox hidden><li role=option>Large</li></ul>
    <script>c.onclick=()=>{l.hidden=false};l.onclick=()=>{c.textContent="right";l.hidden=true}</script>`);
  await agent.act("select", { target: "#c", value: "Large" });
  expect(await agent.evaluate("document.body.innerText")).toContain("right");
  expect(await agent.evaluate("document.body.innerText")).not.toContain("wrong");
});

test("select finds the option of a list that says of nothing what it is", async ({ agent }) => {
  await agent.navigate(`<p>Large</p><div id=c style="cursor:pointer;width:90px">Size</div><div id=l hidden><div>Small</div><div>Large</div></div>
    <script>c.onclick=()=>l.hidden=false;l.onclick=e=>{c.textContent="took "+e.target.textContent;l.hidden=true}</script>`);
  const { text } = await agent.act("select", { target: "#c", value: "large" });
  expect(fenced(text)).toContain("took Large");
});

test("select refuses to guess between options of the same name", async ({ agent }) => {
  await agent.navigate(CUSTOM.replace("Small", "Large"));
  const { text } = await agent.act("select", { target: "#c", value: "Large" });
  expect(text).toMatch(/^invalid_arguments: @e\d+ has 2 options of this name/);
  expect(fenced(text)).toMatch(/^@e\d+ option "Large"\n@e\d+ option "Large"$/);
});

test("select chooses in a listbox that is open all the time", async ({ agent }) => {
  await agent.navigate(
    `<ul id=l role=listbox onclick="for(const o of l.children)o.setAttribute('aria-selected',o===event.target)"><li role=option>A</li><li role=option>B</li></ul>`,
  );
  const { text } = await agent.act("select", { target: "#l", value: "B" });
  expect(fenced(text)).toMatch(/option "B" → \[selected\]/);
});

test("select says when the target opens no list", async ({ agent }) => {
  await agent.navigate(
    "<button id=b onclick='n.textContent=+n.textContent+1'>Plain</button><p id=n>0</p>",
  );
  const { text } = await agent.act("select", { target: "#b", value: "x" });
  expect(text).toMatch(/^not_actionable: @e\d+ was clicked but showed no options/);
});

test.for([
  ["a checkbox", "<input type=checkbox id=t>"],
  [
    "a hidden input behind its label",
    "<style>#t{opacity:0;position:absolute;width:0;height:0}</style><input type=checkbox id=t><label for=t>Pretty</label>",
  ],
  [
    "an input without a box",
    "<input type=checkbox id=t style='display:none'><label for=t>Pretty</label>",
  ],
  [
    "a switch",
    '<div id=t role=switch tabindex=0 aria-checked=false onclick=\'this.setAttribute("aria-checked",this.getAttribute("aria-checked")!=="true")\'>Wifi</div>',
  ],
  [
    "a toggle button",
    '<button id=t aria-pressed=false onclick=\'this.setAttribute("aria-pressed",this.getAttribute("aria-pressed")!=="true")\'>Bold</button>',
  ],
] as const)("check and uncheck work on %s and do nothing twice", async ([, html], { agent }) => {
  await agent.navigate(
    `${html}<script>var n=0;addEventListener("click",e=>{if(e.target===t)n++})</script>`,
  );
  const state =
    "t.checked ?? (t.getAttribute('aria-checked') ?? t.getAttribute('aria-pressed')) === 'true'";
  expect((await agent.act("check", { target: "#t" })).text).toContain("check done\n");
  expect(await agent.evaluate(state)).toBe(true);
  expect((await agent.act("check", { target: "#t" })).text).toContain(
    "check done · it was checked already",
  );
  expect((await agent.act("uncheck", { target: "#t" })).isError).toBe(false);
  expect(await agent.evaluate(state)).toBe(false);
  expect(await agent.evaluate("n")).toBe(2);
});

test("check chooses a radio; uncheck on it says why that cannot be", async ({ agent }) => {
  await agent.navigate("<input type=radio name=r id=a><input type=radio name=r id=b checked>");
  await agent.act("check", { target: "#a" });
  expect(await agent.evaluate("a.checked + ' ' + b.checked")).toBe("true false");
  const { text } = await agent.act("uncheck", { target: "#a" });
  expect(text).toMatch(/^not_actionable: .*A radio is unchecked by checking another one/);
});

test("check takes the label for its input", async ({ agent }) => {
  await agent.navigate("<label id=l><input type=checkbox id=t> Terms</label>");
  await agent.act("check", { target: "#l" });
  expect(await agent.evaluate("t.checked")).toBe(true);
});

test("check refuses what cannot be ticked, before touching it", async ({ agent }) => {
  await agent.navigate("<button id=b onclick='n.textContent=1'>Go</button><p id=n>0</p>");
  const { text } = await agent.act("check", { target: "#b" });
  expect(text).toMatch(
    /^not_actionable: @e\d+ is no checkbox, radio or switch; nothing was touched/,
  );
  expect(await agent.evaluate("n.textContent")).toBe("0");
});

test("check says when the page takes the tick back", async ({ agent }) => {
  await agent.navigate("<input type=checkbox id=t onclick='return false'>");
  const { text } = await agent.act("check", { target: "#t" });
  expect(text).toMatch(/^not_actionable: @e\d+ was clicked but is still unchecked/);
});

test("check waits for a switch that asks its server first", async ({ agent }) => {
  await agent.navigate(
    "<div id=t role=switch tabindex=0 aria-checked=false>Wifi</div><script>t.onclick=()=>fetch('/page?delay=400').then(()=>t.setAttribute('aria-checked','true'))</script>",
  );
  const { text, isError } = await agent.act("check", { target: "#t" });
  expect(isError).toBe(false);
  expect(fenced(text)).toContain("[checked]");
});

test("check says what it cannot know when the page replaces the box", async ({ agent }) => {
  await agent.navigate(
    "<div id=d><input type=checkbox id=t></div><script>t.onclick=()=>fetch('/page').then(()=>d.innerHTML='<input type=checkbox>')&&false</script>",
  );
  const { text, isError } = await agent.act("check", { target: "#t" });
  expect(isError).toBe(false);
  expect(text).toMatch(/notice: @e\d+ was clicked and is gone since/);
});

test("check does not follow the link in the middle of a label", async ({ agent }) => {
  await agent.navigate(
    "<style>#t{display:none}</style><input type=checkbox id=t><label for=t>I have read <a href='#terms'>the terms and the conditions of use</a> today</label>",
  );
  const { isError } = await agent.act("check", { target: "#t" });
  expect(isError).toBe(false);
  expect(await agent.evaluate("t.checked + location.hash")).toBe("true");
});

test("a box that stays half checked is told as that", async ({ agent }) => {
  await agent.navigate(
    "<input type=checkbox aria-label=All onclick='this.indeterminate = true'><script>document.querySelector('input').indeterminate = true</script>",
  );
  const { text } = await agent.act("check", { target: await agent.ref("All") });
  expect(text).toMatch(/^not_actionable: @e\d+ was clicked but is half checked\./);
});
