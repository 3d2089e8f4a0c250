import { type Case, click, failed, fill, no, press, says, select, type } from "./case.ts";

const TOLD = `<script>on(document,"change",(e)=>send("change",[...e.target.selectedOptions].map((it)=>it.value).join()))</script>`;

/** A list that opens below its head, with options of ARIA. */
function listbox(options: string, open: string, more = ""): string {
  return `<div id=c role=combobox tabindex=0 aria-expanded=false aria-controls=l aria-label=Size>Choose</div><ul id=l role=listbox hidden ${more}>${options}</ul>
  <script>const show=()=>{$("l").hidden=false;$("c").ariaExpanded="true"};on($("c"),"click",()=>{${open}});
  on($("l"),"click",(e)=>{const it=e.target.closest("[role=option]");if(!it||it.ariaDisabled==="true")return;$("c").textContent=it.textContent;$("l").hidden=true;$("c").ariaExpanded="false";send("took",it.textContent)})</script>`;
}

const SIZES = ["Small", "Large", "Extra large"].map((it) => `<li role=option>${it}</li>`).join("");

/** Native lists and what is built in place of them. */
export const LIST_CASES: readonly Case[] = [
  {
    name: "a native list is chosen from by value and by label",
    html: `<select id=s><option value="">Pick<optgroup label=Warm><option value=r>Red</optgroup><optgroup label=Cold><option value=b>Deep&nbsp;blue</optgroup></select>${TOLD}`,
    acts: [select("#s", "Red"), select("#s", "b"), select("#s", "deep BLUE")],
    sent: ["POST change r", "POST change b", "POST change b"],
  },
  {
    name: "a native list with two options of one name is not guessed at",
    html: `<select id=s><option value=x>Pick<optgroup label=US><option value=us>Springfield</optgroup><optgroup label=CA><option value=ca>Springfield</optgroup></select>${TOLD}`,
    acts: [no(select("#s", "Springfield"), "invalid_arguments", /2 options/), select("#s", "ca")],
    sent: ["POST change ca"],
  },
  {
    name: "a native list without the option names those it has",
    html: `<select id=s><option>One<option>Two</select>${TOLD}`,
    acts: [no(select("#s", "Three"), "not_found", /option: One\noption: Two/)],
    sent: [],
  },
  {
    name: "a native option that is disabled, or in a disabled group, is refused",
    html: `<select id=s><option>One<option disabled>Two<optgroup label=G disabled><option>Three</optgroup></select>${TOLD}`,
    acts: [
      no(select("#s", "Two"), "not_actionable", /disabled/),
      no(select("#s", "Three"), "not_actionable", /disabled/),
    ],
    sent: [],
  },
  {
    name: "several options are chosen, and the others dropped",
    html: `<select id=s multiple><option selected>A<option>B<option>C<option>D</select>${TOLD}`,
    acts: [select("#s", "B\nD"), no(select("#s", "A\nZ"), "not_found", /option: A/)],
    sent: ["POST change B,D"],
  },
  {
    name: "a native list that its page sets back is no success",
    html: `<select id=s><option>One<option>Two</select><script>on($("s"),"change",()=>{$("s").value="One";send("no")})</script>`,
    acts: [failed(select("#s", "Two"), "not_actionable", /chose|holds/)],
    sent: ["POST no"],
    dom: { "$('s').value": "One" },
  },
  {
    name: "a list that depends on another is filled before it is chosen from",
    html: `<select id=a><option>–<option>Spain</select><select id=b disabled></select><script>on($("a"),"change",async()=>{await fetch("cities?delay=300");$("b").innerHTML="<option>Madrid<option>Vigo";$("b").disabled=false});on($("b"),"change",()=>send("city",$("b").value))</script>`,
    acts: [select("#a", "Spain"), select("#b", "Vigo")],
    sent: ["GET cities?delay=300", "POST city Vigo"],
  },
  {
    name: "a list that leads elsewhere is followed once",
    html: `<select id=s onchange="location.href=this.value"><option value="">Go<option value=shop>Shop</select>`,
    acts: [says(select("#s", "Shop"), /navigated/)],
    sent: ["GET shop"],
    dom: { "document.title": "shop" },
  },
  {
    name: "a native list goes by keys",
    html: `<select id=s><option>Ash<option>Beech<option>Oak</select>${TOLD}`,
    acts: [press("ArrowDown", "#s"), press("End", "#s")],
    sent: ["POST change Beech", "POST change Oak"],
  },
  {
    name: "a list of ARIA is opened and chosen from",
    html: listbox(SIZES, "show()"),
    acts: [select("#c", "Large"), select("#c", "extra large")],
    sent: ["POST took Large", "POST took Extra large"],
    dom: { "$('c').textContent+$('l').hidden": "Extra largetrue" },
  },
  {
    name: "a list of ARIA whose options come from the server is waited for",
    html: listbox(
      "",
      `show();$("l").innerHTML="<li>Loading</li>";fetch("sizes?delay=600").then(()=>{$("l").innerHTML=${JSON.stringify(SIZES)}})`,
    ),
    acts: [select("#c", "Large")],
    sent: ["GET sizes?delay=600", "POST took Large"],
  },
  {
    name: "a list of ARIA whose options come late without a request is waited for",
    html: listbox("", `show();setTimeout(()=>{$("l").innerHTML=${JSON.stringify(SIZES)}},900)`),
    acts: [select("#c", "Large")],
    sent: ["POST took Large"],
  },
  {
    name: "a list of which only a window is there is scrolled to the option",
    html: `${listbox("", "show();draw()", 'style="height:100px;overflow:auto;position:relative;padding:0;margin:0"')}<script>const draw=()=>{const from=Math.floor($("l").scrollTop/20);$("l").innerHTML="<li style='height:"+20*500+"px;list-style:none'></li>";for(let n=from;n<from+8&&n<500;n++){const it=make("li","Item "+n);it.role="option";it.style.cssText="position:absolute;height:20px;top:"+n*20+"px";$("l").append(it)}};on($("l"),"scroll",draw)</script>`,
    acts: [select("#c", "Item 240"), select("#c", "Item 3")],
    sent: ["POST took Item 240", "POST took Item 3"],
  },
  {
    name: "a list that narrows while one types is chosen from",
    html: `<input id=i role=combobox aria-controls=l aria-expanded=false><ul id=l role=listbox></ul><script>const all=["Peru","Poland","Portugal"];const draw=()=>{$("l").replaceChildren(...all.filter((it)=>it.startsWith($("i").value)).map((text)=>{const it=make("li",text);it.role="option";on(it,"mousedown",(e)=>{e.preventDefault();$("i").value=text;$("l").replaceChildren();send("took",text)});return it}))};on($("i"),"focus input",draw);on($("i"),"blur",()=>$("l").replaceChildren())</script>`,
    acts: [select("#i", "Poland"), fill("#i", "Por"), click("text=Portugal")],
    sent: ["POST took Poland", "POST took Portugal"],
  },
  {
    name: "a list with a search of its own is searched and chosen from",
    html: `<span id=s role=combobox tabindex=0 aria-expanded=false aria-label=Country style="border:1px solid">Choose</span><div id=drop hidden><input id=q role=searchbox aria-label=Search aria-controls=r><ul id=r role=listbox></ul></div><script>const all=["Peru","Poland","Portugal"];const draw=()=>$("r").replaceChildren(...all.filter((it)=>it.includes($("q").value)).map((text)=>{const it=make("li",text);it.role="option";on(it,"mouseup",()=>{$("s").textContent=text;$("drop").hidden=true;send("took",text)});return it}));
      on($("s"),"mousedown",()=>{$("drop").hidden=!$("drop").hidden;draw();setTimeout(()=>$("q").focus())});on($("q"),"input",draw)</script>`,
    acts: [select("#s", "Peru"), click("#s"), type("#q", "Port"), click("role=option")],
    sent: ["POST took Peru", "POST took Portugal"],
  },
  {
    name: "a list of ARIA keeps several, and stays open",
    html: `<div id=l role=listbox aria-multiselectable=true>${["A", "B", "C"].map((it) => `<div role=option aria-selected=false>${it}</div>`).join("")}</div><script>on($("l"),"click",(e)=>{e.target.ariaSelected=String(e.target.ariaSelected!=="true");send("set",e.target.textContent+e.target.ariaSelected)})</script>`,
    acts: [select("#l", "B"), select("#l", "C")],
    sent: ["POST set Btrue", "POST set Ctrue"],
  },
  {
    name: "an option of ARIA that is disabled is refused",
    slow: true,
    html: listbox(`${SIZES}<li role=option aria-disabled=true>Giant</li>`, "show()"),
    acts: [failed(select("#c", "Giant"), "not_actionable", /disabled/)],
    sent: [],
  },
  {
    name: "a list without the option is said to lack it, and names what it has",
    slow: true,
    html: listbox(SIZES, "show()"),
    acts: [failed(select("#c", "Tiny"), "not_found", /option: Small/)],
    sent: [],
  },
  {
    name: "the hidden native list behind a drawn one tells the page",
    html: `<select id=s style="position:absolute;width:1px;height:1px;clip:rect(0 0 0 0);overflow:hidden"><option>One<option>Two</select><span id=d>One</span><script>on($("s"),"change",()=>{$("d").textContent=$("s").value;send("set",$("s").value)})</script>`,
    acts: [select("#s", "Two")],
    sent: ["POST set Two"],
    dom: { "$('d').textContent": "Two" },
  },
  {
    name: "suggestions of the browser's own are typed",
    html: `<input id=i list=l><datalist id=l><option>Oslo<option>Osaka</datalist><script>on($("i"),"change",()=>send("city",$("i").value))</script><button id=save>Save</button>`,
    acts: [fill("#i", "Osaka"), click("#save")],
    sent: ["POST city Osaka"],
  },
  {
    name: "a tree opens its branch and takes its leaf",
    html: `<ul role=tree><li id=a role=treeitem aria-expanded=false tabindex=0><span>Root</span><ul role=group hidden id=g><li role=treeitem tabindex=-1 id=b>Leaf</li></ul></li></ul><script>on($("a"),"click",(e)=>{e.stopPropagation();if(e.target===$("b"))return send("leaf");$("g").hidden=!$("g").hidden;send("open",!$("g").hidden)})</script>`,
    acts: [click("text=Root"), click("text=Leaf")],
    sent: ["POST open true", "POST leaf"],
  },
];
