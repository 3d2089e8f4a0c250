import { check, click, dblclick, fill, type Task, uncheck, waitFor } from "./task.ts";

/** Buttons, links, tabs, boxes to tick, dialogs and sections that open. */
export const CLICKING_TASKS: readonly Task[] = [
  {
    name: "click-button",
    say: "Press the button Teal",
    start: true,
    html: `<button data-need=Rust>Rust</button> <button data-need=Teal>Teal</button>
      <input type=button value=Plum data-need=Plum>
      <script>for(const it of document.querySelectorAll("[data-need=Rust],[data-need=Plum]"))on(it,"click",wrong);
      on(document.querySelector("[data-need=Teal]"),"click",done)</script>`,
    steps: [click("Teal")],
  },
  {
    name: "click-link",
    say: "Follow the words lacus sed",
    start: true,
    needsListeners: true,
    html: `<style>u{color:blue}</style><p>Aenean <u data-need=vitae>vitae</u> augue,
      nunc <u data-need="lacus sed">lacus sed</u> mollis <u data-need=porta>porta</u>.</p>
      <script>for(const it of document.querySelectorAll("u"))on(it,"click",it.textContent==="lacus sed"?done:wrong)</script>`,
    steps: [click("lacus sed")],
  },
  {
    name: "click-tab",
    say: "Open the second tab",
    start: true,
    needsListeners: true,
    html: `<style>li{display:inline-block;padding:6px;border:1px solid}</style>
      <ul><li data-need=First>First</li><li data-need=Second>Second</li><li data-need=Third>Third</li></ul><p id=pane>Pane one</p>
      <script>document.querySelectorAll("li").forEach((it,at)=>on(it,"click",()=>{
        $("pane").textContent="Pane "+(at+1);at===1?done():wrong()}))</script>`,
    steps: [click("Second")],
  },
  {
    name: "click-tab-2",
    say: "Find the word dolor behind one of the tabs and click it",
    start: true,
    needsListeners: true,
    html: `<ul><li><a href=#t1 data-need="Tab A">Tab A</a><li><a href=#t2 data-need="Tab B">Tab B</a><li><a href=#t3 data-need="Tab C">Tab C</a></ul>
      <div id=t1>Lorem <span>ipsum</span></div><div id=t2 hidden>Sit <span>amet</span></div><div id=t3 hidden>Sed <span data-need=dolor>dolor</span></div>
      <script>document.querySelectorAll("a").forEach((it)=>on(it,"click",(event)=>{event.preventDefault();
        for(const id of ["t1","t2","t3"])$(id).hidden=it.hash!=="#"+id}));
      document.querySelectorAll("span").forEach((it)=>on(it,"click",it.textContent==="dolor"?done:wrong))</script>`,
    steps: [click("Tab B"), click("Tab C"), click("dolor")],
  },
  {
    name: "click-button-sequence",
    say: "Press One, then Two; they move",
    start: true,
    html: `<button id=a data-need=One style="position:absolute;left:40px;top:90px">One</button>
      <button id=b data-need=Two style="position:absolute;left:140px;top:60px">Two</button>
      <script>let first;on($("a"),"click",()=>{first=1;$("b").style.left="15px";$("a").style.left="200px"});on($("b"),"click",()=>first?done():wrong())</script>`,
    steps: [click("One"), click("Two")],
  },
  {
    name: "click-test-2",
    say: "Press the button that comes late",
    html: `<p id=p>Wait …</p><script>setTimeout(()=>{$("p").innerHTML="Now: <button data-need=Late>Late</button>";on($("p").firstElementChild,"click",done)},500)</script>`,
    steps: [waitFor("Now"), click("Late")],
  },
  {
    name: "click-checkboxes",
    say: "Tick ash and elm only, and submit",
    start: true,
    html: `<label><input type=checkbox data-need=ash data-hit=ash> ash</label><label><input type=checkbox data-need=oak checked> oak</label>
      <label><input type=checkbox data-need=elm> elm</label><button data-need=Submit>Submit</button>
      <script>on(document.querySelector("button"),"click",()=>
        [...document.querySelectorAll("input")].map((it)=>+it.checked).join("")==="101"?done():wrong())</script>`,
    steps: [check("ash"), check("elm"), uncheck("oak"), click("Submit")],
  },
  {
    name: "click-checkboxes-label",
    say: "Tick b and c; the boxes themselves are hidden",
    html: `<style>input{display:none}label{display:block}i{display:inline-block;width:12px;height:12px;border:1px solid}:checked+i{background:#000}</style>
      <label data-hit=a><input type=checkbox id=a><i></i> Basil</label><label data-hit=b><input type=checkbox id=b><i></i> Chives</label>
      <input type=checkbox id=c><label data-hit=c for=c><i></i> Dill</label><button data-need=Done>Done</button>
      <script>on(document.querySelector("button"),"click",()=>!$("a").checked&&$("b").checked&&$("c").checked?done():wrong())</script>`,
    steps: [check("Chives", "b"), check("Dill", "c"), click("Done")],
  },
  {
    name: "click-option",
    say: "Choose the option Lisbon",
    start: true,
    html: `<label><input type=radio name=o data-need=Rome> Rome</label><label><input type=radio name=o id=o data-need=Lisbon> Lisbon</label>
      <button data-need=Submit>Submit</button><script>on(document.querySelector("button"),"click",()=>$("o").checked?done():wrong())</script>`,
    steps: [check("Lisbon"), click("Submit")],
  },
  {
    name: "click-dialog",
    say: "Close the dialog with its x",
    start: true,
    needsListeners: true,
    html: `<style>#d{border:1px solid;width:200px}#t{background:#ccc}#x{float:right;width:16px;height:16px;background:#c33}</style>
      <div id=d><div id=t>News <span id=x data-need=x></span></div><p>Nothing new.</p></div><script>on($("x"),"click",()=>{$("d").remove();done()})</script>`,
    steps: [click("#1 << Nothing new", "x")],
  },
  {
    name: "click-dialog-2",
    say: "Press Cancel in the dialog",
    start: true,
    html: `<div role=dialog aria-label=Question style="border:1px solid;width:220px"><button data-need=Close aria-label=Close>×</button><p>Go on?</p>
      <button data-need=Cancel>Cancel</button><button data-need=OK>OK</button></div>
      <script>document.querySelectorAll("[role=dialog] button").forEach((it)=>on(it,"click",it.textContent==="Cancel"?done:wrong))</script>`,
    steps: [click("Cancel")],
  },
  {
    name: "click-collapsible",
    say: "Open the section and press Submit inside",
    start: true,
    needsListeners: true,
    html: `<h3 id=h data-need=Section>Section</h3><div id=s hidden><p>Some words</p><button data-need=Submit>Submit</button></div>
      <script>on($("h"),"click",()=>$("s").hidden=!$("s").hidden);on(document.querySelector("button"),"click",done)</script>`,
    steps: [click("Section"), click("Submit")],
  },
  {
    name: "click-collapsible-2",
    say: "Look through the sections for the link mauris",
    start: true,
    html: `${[1, 2, 3]
      .map(
        (n) =>
          `<div class=head style="cursor:pointer" data-need="Part ${n}">Part ${n}</div><div hidden>Text <a href=# data-need=w${n}>${["velit", "justo", "mauris"][n - 1]}</a></div>`,
      )
      .join(
        "",
      )}<script>document.querySelectorAll(".head").forEach((it)=>on(it,"click",()=>it.nextSibling.hidden=!it.nextSibling.hidden));
      document.querySelectorAll("a").forEach((it)=>on(it,"click",it.textContent==="mauris"?done:wrong))</script>`,
    steps: [click("Part 2"), click("Part 3"), click("mauris", "w3")],
  },
  {
    name: "tiny-icons",
    say: "Press the pencil of row two",
    needsListeners: true,
    html: `<style>i{display:inline-block;width:10px;height:10px;background:#888;margin:2px}</style>
      <div>Row one <i title=pencil class=n></i><i title=bin class=n></i></div><div>Row two <i title=pencil data-need=pencil></i><i title=bin class=n data-need=bin></i></div>
      <script>on(document.querySelector("[data-need=pencil]"),"click",done);document.querySelectorAll(".n").forEach((it)=>on(it,"click",wrong))</script>`,
    steps: [click("Row two >> pencil")],
  },
  {
    name: "long-card",
    say: "Keep the card, then open it",
    html: `<div id=c data-need=card style="cursor:pointer;width:400px;border:1px solid"><p>${"A card with a long story about boats and harbours. ".repeat(6)}</p><button id=k data-need=Keep>Keep</button></div>
      <script>let kept;on($("k"),"click",(event)=>{event.stopPropagation();kept=1});on($("c"),"click",()=>kept?done():wrong())</script>`,
    steps: [click("Keep"), click("#1 << A card with", "card")],
  },
  {
    name: "odd-or-even",
    say: "Mark 7 odd and 12 even",
    start: true,
    html: `${[7, 12]
      .map(
        (n) =>
          `<div>${n} <button data-need="${n} odd" data-v="${n}o">Odd</button><button data-need="${n} even" data-v="${n}e">Even</button></div>`,
      )
      .join("")}<button id=s data-need=Submit>Submit</button><script>const all=new Set;
      document.querySelectorAll("[data-v]").forEach((it)=>on(it,"click",()=>all.add(it.dataset.v)));on($("s"),"click",()=>[...all].join()==="7o,12e"?done():wrong())</script>`,
    steps: [click("7 >> Odd", "7 odd"), click("12 >> Even", "12 even"), click("Submit")],
  },
  {
    name: "guess-number",
    say: "Guess the number from 0 to 9",
    start: true,
    html: `<p id=p>Waiting for a guess</p><input id=g type=number data-need=guess aria-label=guess><button id=b data-need=Guess>Guess</button>
      <script>on($("b"),"click",()=>{const it=+$("g").value;$("p").textContent=it<6?"It is higher":it>6?"It is lower":"Right";it===6&&done()})</script>`,
    steps: [
      fill("guess", "4"),
      click("Guess"),
      fill("guess", "8"),
      click("Guess"),
      fill("guess", "6"),
      click("Guess"),
    ],
  },
  {
    name: "tic-tac-toe",
    say: "You are X; win",
    start: true,
    needsListeners: true,
    html: `<style>#g{display:grid;grid-template-columns:repeat(3,40px)}#g div{height:40px;border:1px solid}</style><div id=g>${[0, 1, 2, 3, 4, 5, 6, 7, 8].map((n) => `<div data-need=c${n}>${n === 0 || n === 4 ? "X" : n === 1 || n === 3 ? "O" : ""}</div>`).join("")}</div>
      <script>[...$("g").children].forEach((it,at)=>on(it,"click",()=>{if(it.textContent)return;it.textContent="X";at===8?done():wrong()}))</script>`,
    steps: [click("#9", "c8")],
  },
  {
    name: "unicode-test",
    say: "Press the button 日本語 – “Ω”",
    html: `<button data-need=1>日本</button><button data-need=2 id=u>日本語 – “Ω”</button><button data-need=3>語 – “Ω”</button><script>on($("u"),"click",done)</script>`,
    steps: [click("日本語 – “Ω”", "2")],
  },
  {
    name: "multi-layouts",
    say: "Search for a comedy of 1994 by Ames",
    html: `<style>div{display:flex;flex-direction:row-reverse}</style><div><label for=x>Genre</label><input id=x data-need=Genre></div>
      <table><tr><th>Year<td><input id=y aria-labelledby=yl data-need=Year><span id=yl hidden>Year</span></table>
      <p>Director<br><input id=z placeholder=Director data-need=Director></p><a id=s href=# data-need=Search>Search</a>
      <script>on($("s"),"click",()=>[..."xyz"].map((id)=>$(id).value).join()==="comedy,1994,Ames"?done():wrong())</script>`,
    steps: [
      fill("Genre", "comedy"),
      fill("Year", "1994"),
      fill("Director", "Ames"),
      click("Search"),
    ],
  },
  {
    name: "double-click",
    say: "Open the folder with a double click",
    needsListeners: true,
    html: `<div style="width:90px" id=f data-need=Letters>Letters</div><script>on($("f"),"dblclick",done)</script>`,
    steps: [dblclick("Letters")],
  },
];
