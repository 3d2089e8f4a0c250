import { expect } from "vitest";
import { test } from "../../support/agent-test.ts";
import { linesNow, openLines } from "./page-lines.ts";

test("radio groups and fieldsets stand under their legend, which is not repeated", async ({
  agent,
}) => {
  const lines = await openLines(
    agent,
    `<fieldset><legend>Size</legend>
       <label><input type="radio" name="s"> Small</label>
       <label><input type="radio" name="s" checked> Large</label></fieldset>
     <div role="radiogroup" aria-label="Colour">
       <div role="radio" aria-checked="true" tabindex="0">Red</div>
       <div role="radio" aria-checked="false" tabindex="-1">Blue</div></div>`,
  );
  expect(lines).toEqual([
    'group "Size"',
    '  @e1 radio "Small"',
    '  @e2 radio "Large" [checked]',
    'radiogroup "Colour"',
    '  @e3 radio "Red" [checked]',
    '  @e4 radio "Blue"',
  ]);
});

test("a table reads as rows, with the controls of each row in their cells", async ({ agent }) => {
  const lines = await openLines(
    agent,
    `<table><caption>Orders</caption>
       <thead><tr><th>Item<th>Price<th>Actions</thead>
       <tr><td><div><b>Widget</b><br>blue</div><td><p>$5</p><td><button>Remove</button>
       <tr><td>Gadget<td><td><a href="/g">Open</a>
       <tr><td colspan="3"><input type="checkbox" aria-label="All">
     </table>
     <div role="table"><div role="row"><span role="cell">A</span><div role="cell">B</div></div></div>
     <table><tr><td><h2>Layout</h2><p>Text one</p><p>Text two</p><td><table><tr><td>In<td>ner</table></table>`,
  );
  expect(lines).toEqual([
    "text: Orders",
    "row: Item | Price | Actions",
    'row: Widget blue | $5 | @e1 button "Remove"',
    'row: Gadget | | @e2 "Open"',
    'row: @e3 checkbox "All"',
    "row: A | B",
    'h2 "Layout"',
    "text: Text one · Text two",
    "row: In | ner",
  ]);
});

test("the cells of a row keep the order of what is in them", async ({ agent }) => {
  const lines = await openLines(
    agent,
    `<style>td > *{display:block}</style>
     <table><tr><td>Disk <progress value="0.3"></progress> used<td>x
       <tr><td>Count <input aria-label="n"> pieces<td><div>Note</div><button>Go</button><div>end</div>
       <tr><td>a<td><div role="heading">Head</div><a href="/b" aria-label="B">$5</a><td>c
       <tr><td>Map <iframe title="F" srcdoc="<p>in frame</p>"></iframe><td>d</table>`,
  );
  expect(lines).toEqual([
    'row: Disk progressbar value="30%" used | x',
    'row: Count @e1 textbox "n" pieces | Note @e2 button "Go" end',
    "row: a | Head",
    '  @e3 link "B"',
    "    text: $5",
    "  text: c",
    "row: Map",
    '  iframe srcdoc "F"',
    "    text: in frame",
    "  text: d",
  ]);
});

test("headings carry their level, and a link that is one is shown once", async ({ agent }) => {
  const lines = await openLines(
    agent,
    `<h1>Top</h1><h2><a href="/a">Story A</a></h2>
     <h3>Part <a href="/b">B</a> end</h3>
     <div role="heading" aria-level="4">Deep</div><div role="heading">Plain</div>
     <h2><button aria-expanded="false">Fold</button></h2><h2></h2>
     <a href="/card"><h3>Card</h3><p>Text in card</p></a>`,
  );
  expect(lines).toEqual([
    'h1 "Top"',
    '@e1 link "Story A" [h2]',
    'h3 "Part B end"',
    '@e2 link "B"',
    'h4 "Deep"',
    'h2 "Plain"',
    '@e3 button "Fold" [collapsed] [h2]',
    '@e4 link "Card Text in card"',
  ]);
});

test("nested lists keep every item, short ones on one line", async ({ agent }) => {
  const lines = await openLines(
    agent,
    `<ul><li>One<ul><li>One <b>a</b></li><li><a href="/b">One b</a> (3)</li></ul></li><li>Two</li></ul>
     <ol role="list"><li>Three</li></ol>`,
  );
  expect(lines).toEqual(["text: One · One a", '@e1 link "One b" (3)', "text: Two · Three"]);
});

test("landmarks group what is inside them", async ({ agent }) => {
  const lines = await openLines(
    agent,
    `<header><a href="/">Logo</a></header>
     <nav aria-label="Main"><a href="/x">X</a></nav>
     <main><section aria-label="News"><p>Item</p></section><section><p>Plain</p></section>
       <article><header>Not a banner</header></article></main>
     <form aria-label="Search"><input aria-label="Query"></form><form><input aria-label="Free"></form>
     <aside>Side</aside><footer>Imprint 2026</footer><nav></nav>`,
  );
  expect(lines).toEqual([
    "banner",
    '  @e1 link "Logo"',
    'navigation "Main"',
    '  @e2 link "X"',
    "main",
    '  region "News"',
    "    text: Item",
    "  text: Plain · Not a banner",
    'form "Search"',
    '  @e3 textbox "Query"',
    '@e4 textbox "Free"',
    "complementary",
    "  text: Side",
    "contentinfo",
    "  text: Imprint 2026",
  ]);
});

test("dialogs are named, and modal ones say so", async ({ agent }) => {
  await openLines(
    agent,
    `<dialog id="m" aria-label="Ask"><p>Sure?</p><button>Yes</button></dialog>
     <dialog id="n"><p>Tip</p></dialog><dialog><p>Closed</p></dialog>
     <div role="alertdialog" aria-modal="true" aria-labelledby="t" tabindex="0" onclick="0">
       <b id="t">Lost</b><button>Again</button></div>`,
  );
  await agent.evaluate("(m.showModal(), n.show(), document.activeElement.blur(), 1)");
  expect(await linesNow(agent)).toEqual([
    'dialog "Ask" [modal]',
    "  text: Sure?",
    '  @e1 button "Yes"',
    "dialog",
    "  text: Tip",
    'alertdialog "Lost" [modal]',
    '  text: Lost @e2 button "Again"',
  ]);
});

test("alerts and live regions show what they say and what is in them", async ({ agent }) => {
  const lines = await openLines(
    agent,
    `<div role="alert">Coupon <b>expired</b><style>b{color:red}</style><i hidden>never</i></div>
     <div role="status">Saved <button>Undo</button></div><output>42</output>
     <div role="alert"></div><div role="log"><p>first</p><p>second</p></div>
     <div aria-live="polite"><h2>Results</h2><p>3 found</p></div>
     <p aria-live="assertive">Now</p><p aria-live="off">Quiet</p>
     <main aria-live="polite"><h1>App</h1><p>Body</p></main>`,
  );
  expect(lines).toEqual([
    "alert: Coupon expired",
    'status: Saved @e1 button "Undo"',
    "status: 42",
    "log: first",
    "  text: second",
    "status",
    '  h2 "Results"',
    "  text: 3 found",
    "status: Now",
    "text: Quiet",
    "main",
    '  h1 "App"',
    "  text: Body",
  ]);
});

test("elements that only behave like controls have refs and names", async ({ agent }) => {
  const lines = await openLines(
    agent,
    `<style>.p{cursor:pointer}</style>
     <div class="p">START</div>
     <div onclick="0">Click me <b class="p">bold</b></div>
     <div tabindex="0">Focus me</div><div tabindex="-1">Not me</div>
     <div class="p" aria-label="Labelled">Seen</div>
     <div class="p"><p>${"long text ".repeat(20)}</p><button>Inner</button></div>
     <button><span class="p">Button part</span></button><a href="/x"><i class="p">Link part</i></a>
     <h3 class="p">Accordion</h3>
     <div role="img" class="p" aria-label="Zoom"></div>
     <div role="group" aria-label="Cards" class="p">Card text</div>
     <svg width="40" height="40"><circle class="p" r="20" cx="20" cy="20"></circle></svg>
     <div class="p"></div>`,
  );
  expect(lines).toEqual([
    '@e1 clickable "START"',
    '@e2 clickable "Click me bold"',
    '  @e3 clickable "bold"',
    '@e4 clickable "Focus me"',
    "text: Not me",
    '@e5 clickable "Labelled"',
    "  text: Seen",
    "@e6 clickable .p",
    `  text: ${"long text ".repeat(6).trim()}… (+${199 - 59})`,
    '  @e7 button "Inner"',
    '@e8 button "Button part"',
    '@e9 link "Link part"',
    '@e10 heading "Accordion"',
    '@e11 group "Cards"',
    "  text: Card text",
    "@e12 clickable .p",
  ]);
});

test("a control whose label differs from what it shows tells both", async ({ agent }) => {
  const lines = await openLines(
    agent,
    `<a href="/p" aria-label="Product">$5.99</a><button aria-label="Close dialog">×</button>
     <button aria-label="Buy now for $3">Buy now</button>`,
  );
  expect(lines).toEqual([
    '@e1 link "Product"',
    "  text: $5.99",
    '@e2 button "Close dialog"',
    '@e3 button "Buy now for $3"',
  ]);
});

test("inputs hidden behind their labels are controls, once", async ({ agent }) => {
  const lines = await openLines(
    agent,
    `<label><input type="checkbox" style="display:none" checked> Styled</label>
     <span style="display:none"><input type="checkbox" id="a"></span><label for="a">Apart</label>
     <input type="radio" id="b" style="visibility:hidden"><label for="b">Unseen</label>
     <input type="checkbox" id="c" style="opacity:0;position:absolute"><label for="c">Clear</label>
     <input type="file" id="f" hidden><label for="f" style="cursor:pointer">Upload CV</label>
     <input type="checkbox" aria-label="lost" style="display:none">
     <label>Both <input type="text"> sides</label>
     <label for="d">Visible label</label><input id="d" aria-label="Other name">
     <label>Words alone</label>`,
  );
  expect(lines).toEqual([
    '@e1 checkbox "Styled" [checked]',
    '@e2 checkbox "Apart"',
    '@e3 radio "Unseen"',
    '@e4 checkbox "Clear"',
    '@e5 file "Upload CV"',
    '@e6 textbox "Both sides" Visible label @e7 textbox "Other name" Words alone',
  ]);
});

test("summaries, media controls and editable documents are controls", async ({ agent }) => {
  const lines = await openLines(
    agent,
    `<details><summary>More</summary>Text</details>
     <video controls title="Clip" width="90" height="50"></video><video width="9" height="9"></video>
     <audio controls aria-label="Song"></audio>
     <div contenteditable="true" aria-label="Note"><b>rich</b> text</div>
     <div contenteditable="false" onclick="0">Fixed</div>
     <iframe srcdoc="<body contenteditable aria-label=Mail>Dear you</body>"></iframe>`,
  );
  expect(lines).toEqual([
    '@e1 button "More" [collapsed]',
    '@e2 video "Clip"',
    '@e3 audio "Song"',
    '@e4 textbox "Note" value="rich text"',
    '@e5 clickable "Fixed"',
    "iframe srcdoc",
    '  @e6 textbox "Mail" value="Dear you"',
  ]);
});

test("roles that do not exist, or say that a control is none, hide nothing", async ({ agent }) => {
  const lines = await openLines(
    agent,
    `<button role="nonsense">A</button><a href="/x" role="presentation">B</a>
     <button role="nonsense link">C</button><input role="none" aria-label="D">
     <div role="NONSENSE button" tabindex="0">E</div><a href="/y" role="img" aria-label="F">f</a>`,
  );
  expect(lines).toEqual([
    '@e1 button "A"',
    '@e2 link "B"',
    '@e3 link "C"',
    '@e4 textbox "D"',
    '@e5 button "E"',
    '@e6 link "F"',
  ]);
});
