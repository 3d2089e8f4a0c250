import {
  type Case,
  check,
  click,
  failed,
  fill,
  hover,
  no,
  press,
  says,
  select,
  type,
  untold,
} from "./case.ts";

const EXACT = /does not hold exactly/;
const SAVE = `<button id=save>Save</button>`;
const OPTIONS = `const all=["Peru","Poland","Portugal"];const rows=(q)=>all.filter((it)=>it.startsWith(q)).map((text)=>{const it=make("div",text,{id:text});it.role="option";on(it,"click",()=>{$("i").value=text;$("l").replaceChildren();send("took",text)});return it});`;

/** What goes against the grain of an engine, found in the wild. */
export const WILD_CASES: readonly Case[] = [
  {
    name: "a field whose focus is put elsewhere a moment later is not taken for the other",
    html: `<input id=a><input id=b value=kept><script>on($("a"),"focus",()=>setTimeout(()=>$("b").focus()))</script>`,
    acts: [failed(fill("#a", "words"), "not_actionable", /focus elsewhere/)],
    sent: [],
    dom: { "$('a').value+'|'+$('b').value": "|kept" },
  },
  {
    name: "a field whose focus is taken as its text comes is told, and the text is not put twice",
    html: `<input id=a><input id=b><script>on($("a"),"beforeinput",(e)=>{e.preventDefault();$("b").focus()})</script>`,
    acts: [failed(fill("#a", "words"), "not_actionable", /focus elsewhere/)],
    sent: [],
    dom: { "$('a').value+'|'+$('b').value": "|" },
  },
  {
    name: "a list in a field that is read-only is opened and chosen from",
    html: `<div id=w><input id=i readonly placeholder=Country role=combobox aria-expanded=false></div><div id=l></div><script>${OPTIONS}on($("i"),"click",()=>$("l").replaceChildren(...rows("")))</script>`,
    acts: [select("#i", "Poland")],
    sent: ["POST took Poland"],
    dom: { "$('i').value": "Poland" },
  },
  {
    name: "a list that shows nothing before it is searched is searched",
    html: `<input id=i role=combobox aria-controls=l aria-expanded=false><div id=l role=listbox></div><script>${OPTIONS}let t;on($("i"),"input",()=>{clearTimeout(t);const q=$("i").value;t=setTimeout(async()=>{await fetch("search?q="+q);$("l").replaceChildren(...rows(q))},200)})</script>`,
    acts: [select("#i", "Portugal")],
    sent: ["GET search?q=Portugal", "POST took Portugal"],
  },
  {
    name: "a list that is searched in a field that opens with it is searched there",
    html: `<button id=s aria-haspopup=listbox>Country</button><div id=d hidden><input id=i type=search><div id=l role=listbox></div></div><script>${OPTIONS}on($("s"),"click",()=>{$("d").hidden=false;$("i").focus()});on($("i"),"input",()=>$("l").replaceChildren(...rows($("i").value)))</script>`,
    acts: [select("#s", "Peru")],
    sent: ["POST took Peru"],
  },
  {
    name: "a list that has not what was searched for is said to lack it",
    html: `<input id=i role=combobox aria-controls=l aria-expanded=false><div id=l role=listbox></div><script>${OPTIONS}on($("i"),"focus input",()=>$("l").replaceChildren(...rows("P")))</script>`,
    acts: [failed(select("#i", "Spain"), "not_found", /also when searched[\s\S]*option: Peru/)],
    sent: [],
    dom: { "$('i').value": "Spain" },
  },
  {
    name: "a field without a list is not typed into for one",
    slow: true,
    html: `<input id=i value=kept><button id=b>Add</button><input id=j value=own><script>on($("b"),"click",()=>{$("j").focus();send("add")})</script>`,
    acts: [
      failed(select("#i", "Spain"), "not_actionable", /showed no options\./),
      failed(select("#b", "Spain"), "not_actionable", /showed no options\./),
    ],
    sent: ["POST add"],
    dom: { "$('i').value+$('j').value": "keptown" },
  },
  {
    name: "what the browser suggests is chosen by its label, and what it does not is refused",
    html: `<input id=i list=l><datalist id=l><option value=OSL>Oslo<option value=BGO>Bergen</datalist><script>on($("i"),"change",()=>send("city",$("i").value))</script>${SAVE}`,
    acts: [select("#i", "Bergen"), click("#save"), no(select("#i", "Rome"), "not_found", /Oslo/)],
    sent: ["POST city BGO"],
  },
  {
    name: "a suggestion that is taken as it is pressed, and put away, is taken once",
    html: `<input id=i><div id=l hidden><div id=o style="width:200px;height:30px">Portugal</div></div><script>on($("i"),"input",()=>{$("l").hidden=false});on($("o"),"mousedown",(e)=>{e.preventDefault();$("i").value="Portugal";$("l").hidden=true;send("took")})</script>`,
    acts: [type("#i", "Po"), says(click("#o"), /heard a press on it, but no click/)],
    sent: ["POST took"],
    dom: { "$('i').value": "Portugal" },
  },
  {
    name: "a button in a frame that is still loading is waited for",
    html: `<iframe src="slow?delay=900"></iframe>`,
    documents: {
      slow: `<button id=b>Go</button><script>on($("b"),"click",()=>send("go"))</script>`,
    },
    acts: [click("#b")],
    sent: ["GET slow?delay=900", "POST go"],
  },
  {
    name: "a code is filled into the field behind the boxes that are drawn of it",
    html: `<div id=w style="position:relative;width:160px;height:40px"><input id=i maxlength=4 style="position:absolute;inset:0;opacity:0;z-index:-1"><div id=d style="position:absolute;inset:0;background:#eee"></div></div><script>on($("d"),"click",()=>$("i").focus());on($("i"),"input",()=>{$("d").textContent=$("i").value;if($("i").value.length===4)send("code",$("i").value)})</script>`,
    acts: [untold(fill("#i", "4711"), EXACT)],
    sent: ["POST code 4711"],
  },
  {
    name: "a button that bobs up and down without end is pressed where it always is",
    html: `<style>@keyframes bob{to{transform:translateY(12px)}}#b{height:40px;width:120px;animation:bob .4s ease-in-out infinite alternate}</style><button id=b>Buy</button><script>on($("b"),"click",()=>send("buy"))</script>`,
    acts: [click("#b")],
    sent: ["POST buy"],
  },
  {
    name: "a ring that is drawn as a line is pressed on its line",
    html: `<svg width=200 height=200 id=s><circle id=c cx=100 cy=100 r=80 fill=none stroke=red stroke-width=6 /></svg><script>on($("c"),"click",()=>send("ring"));on($("s"),"click",(e)=>{if(e.target===$("s"))send("beside")})</script>`,
    acts: [click("#c")],
    sent: ["POST ring"],
  },
  {
    name: "rows that are drawn when they come into view are pressed",
    html: `<style>.r{content-visibility:auto;contain-intrinsic-size:200px;height:200px}</style>${Array.from({ length: 30 }, (_, n) => `<div class=r><button id=b${n}>Row ${n}</button></div>`).join("")}<script>on(document,"click",(e)=>send("row",e.target.id))</script>`,
    acts: [click("#b25"), click("text=Row 3")],
    sent: ["POST row b25", "POST row b3"],
  },
  {
    name: "an accordion that grows while it opens lets its inside be pressed",
    html: `<style>#p{height:0;overflow:hidden;transition:height .4s}#p.on{height:120px}</style><button id=o>Open</button><div id=p><button id=b>Inside</button></div><script>on($("o"),"click",()=>$("p").classList.toggle("on"));on($("b"),"click",()=>send("inside"))</script>`,
    acts: [click("#o"), click("#b")],
    sent: ["POST inside"],
  },
  {
    name: "a menu that closes on a press outside is used, and the press is not lost",
    html: `<button id=o aria-expanded=false>Menu</button><ul id=m hidden><li id=i>Rename</li></ul><button id=b style="margin:60px">Other</button><script>on($("o"),"click",(e)=>{e.stopPropagation();$("m").hidden=false;$("o").ariaExpanded="true"});on(document,"pointerdown",(e)=>{if(!e.target.closest("#m,#o"))$("m").hidden=true});on($("i"),"click",()=>send("rename"));on($("b"),"click",()=>send("other",$("m").hidden))</script>`,
    acts: [click("#o"), click("#i"), click("#b")],
    sent: ["POST rename", "POST other true"],
  },
  {
    name: "a framework that hears everything at its root hears it once",
    html: `<div id=root><label><input type=checkbox id=c> Box</label><button id=b>Go</button><input id=i></div><script>const seen=[];for(const kind of ["click","change","input"])on($("root"),kind,(e)=>{seen.push(kind+" "+e.target.id)});on($("b"),"click",()=>send("seen",seen.join()))</script>`,
    acts: [check("#c"), fill("#i", "x"), click("#b")],
    sent: ["POST seen click c,input c,change c,input i,change i"],
  },
  {
    name: "a grid's cell is edited where it stands, and left by Tab and Enter",
    html: `<table id=t><tr><td id=a tabindex=0>1<td id=b tabindex=0>2</table><script>const edit=(cell,text)=>{const it=make("input","",{value:text??cell.textContent,id:"e"});cell.replaceChildren(it);it.focus();on(it,"keydown",(e)=>{if(e.key==="Enter"||e.key==="Tab"){e.preventDefault();const v=it.value;cell.textContent=v;send("cell",cell.id+v);if(e.key==="Tab")cell.nextElementSibling?.focus()}})};
      for(const cell of document.querySelectorAll("td")){on(cell,"dblclick",()=>edit(cell));on(cell,"keydown",(e)=>{if(e.target===cell&&e.key.length===1){e.preventDefault();edit(cell,e.key)}})}</script>`,
    acts: [press("7", "#a"), type(undefined, "5\t"), press("9"), press("Enter")],
    sent: ["POST cell a75", "POST cell b9"],
  },
  {
    name: "a field that clears itself when it has sent is filled again and again",
    html: `<form id=f><input id=i></form><ol id=l></ol><script>on($("f"),"submit",(e)=>{e.preventDefault();send("say",$("i").value);$("l").append(make("li",$("i").value));$("i").value=""})</script>`,
    acts: [
      fill("#i", "one"),
      press("Enter"),
      fill("#i", "two"),
      press("Enter"),
      type("#i", "three\n"),
    ],
    sent: ["POST say one", "POST say two", "POST say three"],
  },
  {
    name: "a tip that comes up over its own button does not hold the press",
    html: `<button id=b style="margin:40px">Buy</button><div id=t hidden style="position:absolute;left:40px;top:30px;width:150px;height:60px;background:#ffd;pointer-events:none">tip</div><script>on($("b"),"mouseenter",()=>{$("t").hidden=false});on($("b"),"click",()=>send("buy"))</script>`,
    acts: [hover("#b"), click("#b")],
    sent: ["POST buy"],
  },
  {
    name: "a password is filled, told of and never shown",
    html: `<form action=login method=post><input id=p type=password name=p><button id=b>In</button></form>`,
    acts: [untold(fill("#p", "geheim-1"), /geheim|does not hold/), says(click("#b"), /navigated/)],
    sent: ["POST login p=geheim-1"],
  },
  {
    name: "a number with its own buttons takes what is typed, and what is stepped",
    html: `<button id=m>-</button><input id=i value=1 inputmode=numeric><button id=p>+</button><script>let n=1;const set=(v)=>{n=Math.min(9,Math.max(1,v||1));$("i").value=n;send("n",n)};on($("m"),"click",()=>set(n-1));on($("p"),"click",()=>set(n+1));on($("i"),"change",()=>set(+$("i").value))</script>`,
    acts: [
      fill("#i", "7"),
      click("#p"),
      click("#p"),
      click("#p"),
      untold(fill("#i", "2"), EXACT),
      press("Enter"),
    ],
    sent: ["POST n 7", "POST n 8", "POST n 9", "POST n 9", "POST n 2"],
  },
];
