import { type Case, check, click, failed, no, press, says, uncheck } from "./case.ts";

const TOLD = `<script>on(document,"change",(e)=>send("change",e.target.id+" "+e.target.checked))</script>`;
const ALREADY = /already/;

/** Boxes, radios, switches and what stands for them. */
export const CHOICE_CASES: readonly Case[] = [
  {
    name: "a box is ticked once, and once only",
    html: `<input type=checkbox id=a>${TOLD}`,
    acts: [check("#a"), says(check("#a"), ALREADY), uncheck("#a"), says(uncheck("#a"), ALREADY)],
    sent: ["POST change a true", "POST change a false"],
  },
  {
    name: "a box in a label is ticked by the label, the box and its words",
    html: `<label id=l><input type=checkbox id=a> Terms</label>${TOLD}`,
    acts: [check("#l"), uncheck("#a"), check("text=Terms")],
    sent: ["POST change a true", "POST change a false", "POST change a true"],
  },
  {
    name: "a box behind its drawn stand-in is ticked",
    html: `<style>.c{position:relative;padding-left:24px}.c input{position:absolute;left:0;z-index:-1;opacity:0}.c label::before{content:"";position:absolute;left:0;width:16px;height:16px;background:#ccc}</style><div class=c><input type=checkbox id=a><label for=a>News</label></div>${TOLD}`,
    acts: [check("#a"), uncheck("role=checkbox[name=News]")],
    sent: ["POST change a true", "POST change a false"],
  },
  {
    name: "a transparent box over its drawing is ticked",
    html: `<span style="position:relative;display:inline-block;width:40px;height:24px;background:#ddd"><input type=checkbox id=a style="position:absolute;inset:0;opacity:0;margin:0;width:100%;height:100%"><i style="position:absolute;pointer-events:none">◯</i></span>${TOLD}`,
    acts: [check("#a")],
    sent: ["POST change a true"],
  },
  {
    name: "a box without a size in a label with a drawn knob is ticked",
    html: `<label style="display:inline-block;width:60px;height:30px;background:#ddd"><input type=checkbox id=a style="width:0;height:0;opacity:0;position:absolute"><span style="display:block;width:30px;height:30px;background:#36c"></span></label>${TOLD}`,
    acts: [check("#a"), uncheck("#a")],
    sent: ["POST change a true", "POST change a false"],
  },
  {
    name: "a box that is half on is turned on and off",
    html: `<input type=checkbox id=a><input type=checkbox id=b>${TOLD}<script>$("a").indeterminate=true;$("b").indeterminate=true</script>`,
    acts: [check("#a"), uncheck("#b")],
    sent: ["POST change a true", "POST change b true", "POST change b false"],
    dom: { "[a,b].map((it)=>it.checked+' '+it.indeterminate).join()": "true false,false false" },
  },
  {
    name: "a box of ARIA with three states is turned on and off",
    html: `<div id=a role=checkbox tabindex=0 aria-checked=mixed>All</div><div id=b role=checkbox tabindex=0 aria-checked=mixed>Some</div><script>for(const it of [$("a"),$("b")])on(it,"click",()=>{it.ariaChecked=it.ariaChecked==="true"?"false":"true";send("set",it.id+it.ariaChecked)})</script>`,
    acts: [check("#a"), uncheck("#b")],
    sent: ["POST set atrue", "POST set btrue", "POST set bfalse"],
  },
  {
    name: "a box of ARIA that says nothing of its state is off",
    html: `<div id=a role=checkbox tabindex=0>News</div><script>on($("a"),"click",()=>{$("a").ariaChecked="true";send("on")})</script>`,
    acts: [says(uncheck("#a"), ALREADY), check("#a")],
    sent: ["POST on"],
  },
  {
    name: "a switch that asks its server turns when it has answered",
    html: `<button id=a role=switch aria-checked=false>Wifi</button><script>on($("a"),"click",async()=>{await fetch("wifi?delay=400",{method:"POST"});$("a").ariaChecked=String($("a").ariaChecked!=="true")})</script>`,
    acts: [check("#a")],
    sent: ["POST wifi?delay=400"],
  },
  {
    name: "a switch that its server turns back is no success",
    html: `<button id=a role=switch aria-checked=false>Wifi</button><script>on($("a"),"click",async()=>{$("a").ariaChecked="true";const {ok}=await fetch("wifi?status=403",{method:"POST"});if(!ok)$("a").ariaChecked="false"})</script>`,
    acts: [failed(check("#a"), "not_actionable", /still unchecked/)],
    sent: ["POST wifi?status=403"],
  },
  {
    name: "a box that its page always turns back is no success",
    html: `<input type=checkbox id=a><script>on($("a"),"change",()=>{$("a").checked=false;send("no")})</script>`,
    acts: [failed(check("#a"), "not_actionable", /still unchecked/)],
    sent: ["POST no"],
    dom: { "$('a').checked": false },
  },
  {
    name: "one radio of a group goes off as another goes on",
    html: `<label><input type=radio name=r id=a checked> A</label><label><input type=radio name=r id=b> B</label>${TOLD}`,
    acts: [
      check("text=B"),
      says(check("#b"), ALREADY),
      failed(uncheck("#b"), "not_actionable", /another one/),
    ],
    sent: ["POST change b true"],
    dom: { "[a,b].map((it)=>it.checked).join()": "false,true" },
  },
  {
    name: "radios of ARIA go by clicks and by arrows",
    html: `<div role=radiogroup>${["a", "b", "c"].map((id) => `<span id=${id} role=radio tabindex=0 aria-checked=false>${id}</span> `).join("")}</div><script>const all=[$("a"),$("b"),$("c")];const set=(it)=>{for(const one of all)one.ariaChecked=String(one===it);it.focus();send("set",it.id)};
      for(const it of all){on(it,"click",()=>set(it));on(it,"keydown",({key})=>{if(key==="ArrowDown")set(all[(all.indexOf(it)+1)%3])})}</script>`,
    acts: [check("#a"), press("ArrowDown", "#a")],
    sent: ["POST set a", "POST set b"],
  },
  {
    name: "a framework's box that renders its own state is ticked",
    html: `<div id=w></div><script>let on1=false;const draw=()=>{$("w").innerHTML="";const it=make("input","",{type:"checkbox",id:"a",checked:on1});on(it,"click",()=>{on1=!on1;send("set",on1);setTimeout(draw)});$("w").append(it)};draw()</script>`,
    acts: [says(check("#a"), /gone since|checked/), says(check("#a"), ALREADY)],
    sent: ["POST set true"],
  },
  {
    name: "a box whose label leads elsewhere is ticked beside the link",
    html: `<style>#a{position:absolute;opacity:0;width:0;height:0}</style><input type=checkbox id=a><label for=a>I accept <a href="terms">the very long terms and conditions of this shop</a> today</label>${TOLD}`,
    acts: [check("#a")],
    sent: ["POST change a true"],
  },
  {
    name: "a menu's entry with a tick is ticked",
    html: `<div role=menu><div id=a role=menuitemcheckbox tabindex=-1 aria-checked=false>Ruler</div></div><script>on($("a"),"click",()=>{$("a").ariaChecked="true";send("ruler")})</script>`,
    acts: [check("#a")],
    sent: ["POST ruler"],
  },
  {
    name: "what is no box is not ticked",
    html: `<button id=a>Go</button><input id=i><script>on($("a"),"click",()=>send("go"))</script>`,
    acts: [
      no(check("#a"), "not_actionable", /no checkbox/),
      no(uncheck("#i"), "not_actionable", /no checkbox/),
    ],
    sent: [],
  },
  {
    name: "a box is turned by the space bar, and the page by a click on the row around it",
    html: `<div id=row style="padding:20px;background:#eee"><input type=checkbox id=a></div>${TOLD}<script>on($("row"),"click",(e)=>{if(e.target===$("row")){$("a").checked=!$("a").checked;send("row",$("a").checked)}})</script>`,
    acts: [press("Space", "#a"), click("#row")],
    sent: ["POST change a true", "POST row false"],
  },
];
