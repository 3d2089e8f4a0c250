import { type Case, click, drag, fill, no, press, select, untold } from "./case.ts";

const EXACT = /does not hold exactly/;
const SAVE = `<button id=save>Save</button>`;

/** A native input that tells its server of each input and change, and nothing of what is refused. */
function told(type: string, more = ""): string {
  return `<input id=i type=${type} ${more}><script>for(const kind of ["input","change"])on($("i"),kind,()=>send(kind,$("i").value))</script>`;
}

function native(type: string, value: string, held = value, more = ""): Case {
  return {
    name: `an input of type ${type} takes ${value || "nothing"} ${more}`.trim(),
    html: told(type, more),
    acts: [untold(fill("#i", value), EXACT)],
    sent: [`POST input ${held}`.trim(), `POST change ${held}`.trim()],
    dom: { "$('i').value": held },
  };
}

function refuses(type: string, value: string, words: RegExp, more = ""): Case {
  return {
    name: `an input of type ${type} refuses ${value} ${more}`.trim(),
    html: told(type, more),
    acts: [no(fill("#i", value), "not_actionable", words)],
    sent: [],
  };
}

/** Dates, times, colours, numbers and the like, native and built. */
export const PICKER_CASES: readonly Case[] = [
  native("date", "2028-02-29"),
  native("time", "23:59"),
  native("datetime-local", "2026-02-28T23:59"),
  native("month", "2026-02"),
  native("week", "2026-W07"),
  native("color", "#00ff7f"),
  native("color", "#ABCDEF", "#abcdef"),
  native("range", "73"),
  native("range", "0.35", "0.35", "min=0 max=1 step=0.05"),
  native("date", "", "", "value=2020-01-01"),
  refuses("date", "2027-02-29", /YYYY-MM-DD/),
  refuses("date", "2.3.2026", /YYYY-MM-DD/, "value=2020-01-01"),
  refuses("time", "25:00", /HH:MM/),
  refuses("color", "teal", /#rrggbb/),
  refuses("range", "7", /within its bounds/, "step=5"),
  refuses("number", "12 apples", /number/),
  refuses("number", "1,5", /number/, "value=3"),
  refuses("checkbox", "yes", /check or uncheck/),
  refuses("submit", "Go", /takes no value/),
  {
    name: "a number is typed by keys that its page counts",
    html: `<input id=i type=number value=3 min=0 max=99><script>on($("i"),"change",()=>send("n",$("i").value))</script>${SAVE}`,
    acts: [fill("#i", "42"), press("ArrowUp", "#i"), click("#save")],
    sent: ["POST n 43"],
  },
  {
    name: "a number of a framework keeps its point",
    html: `<input id=i type=number step=any>${SAVE}<script>let state;on($("i"),"input",()=>{state=$("i").valueAsNumber});on($("save"),"click",()=>send("n",state))</script>`,
    acts: [fill("#i", "-0.5"), click("#save"), fill("#i", "1e3"), click("#save")],
    sent: ["POST n -0.5", "POST n 1000"],
  },
  {
    name: "a date of a framework that renders its state reaches it",
    html: `<input id=i type=date>${SAVE}<script>let state="";const own=Object.getOwnPropertyDescriptor(HTMLInputElement.prototype,"value");let seen="";
      Object.defineProperty($("i"),"value",{get(){return own.get.call(this)},set(v){seen=v;own.set.call(this,v)}});
      on($("i"),"input",()=>{const now=own.get.call($("i"));if(now!==seen){seen=now;state=now}$("i").value=state});on($("save"),"click",()=>send("day",state))</script>`,
    acts: [fill("#i", "2026-11-03"), click("#save")],
    sent: ["POST day 2026-11-03"],
  },
  {
    name: "a calendar that opens below its field is used day by day",
    html: `<input id=i readonly placeholder=Day><div id=cal hidden style="position:absolute;background:#eee"><button id=prev>‹</button><b id=m></b><button id=next>›</button><div id=days></div></div><script>let month=10;
      const draw=()=>{$("m").textContent="2026-"+month;$("days").replaceChildren(...Array.from({length:28},(_,n)=>make("button",n+1,{onclick(){$("i").value="2026-"+month+"-"+(n+1);$("cal").hidden=true;send("day",$("i").value)}})))};
      on($("i"),"focus",()=>{$("cal").hidden=false;draw()});on($("next"),"click",()=>{month++;draw()});on(document,"mousedown",(e)=>{if(!e.target.closest("#cal,#i"))$("cal").hidden=true})</script>`,
    acts: [click("#i"), click("#next"), click("text=17")],
    sent: ["POST day 2026-11-17"],
    dom: { "$('cal').hidden": true },
  },
  {
    name: "a field with a calendar that opens over it takes a typed date",
    html: `<input id=i><div id=cal hidden style="position:absolute;top:0;left:0;width:300px;height:200px;background:#eee">calendar</div><br><br><br><br><br><br><br><br><br><br><br><br><br><br><button id=save>Save</button><script>on($("i"),"focus",()=>{$("cal").hidden=false});on($("i"),"blur",()=>{$("cal").hidden=true});on($("i"),"change",()=>send("day",$("i").value))</script>`,
    acts: [untold(fill("#i", "2026-05-04"), EXACT), click("#save")],
    sent: ["POST day 2026-05-04"],
  },
  {
    name: "a time in three parts is chosen part by part",
    html: `<select id=h aria-label=Hour>${[9, 10, 11].map((n) => `<option>${n}`).join("")}</select><select id=m aria-label=Minute><option value=0>00<option value=30>30</select><label><input type=radio name=p value=am checked>am</label><label><input type=radio name=p value=pm>pm</label>${SAVE}
      <script>on($("save"),"click",()=>send("at",[$("h").value,$("m").value,document.querySelector("[name=p]:checked").value].join()))</script>`,
    acts: [select("#h", "11"), select("#m", "30"), click("text=pm"), click("#save")],
    sent: ["POST at 11,30,pm"],
  },
  {
    name: "a slider of the browser is moved by keys, and each step is told",
    html: `<input id=i type=range min=0 max=10 value=5><script>on($("i"),"change",()=>send("n",$("i").value))</script>`,
    acts: [press("ArrowRight", "#i"), press("End", "#i"), press("PageDown", "#i")],
    sent: ["POST n 6", "POST n 10", "POST n 9"],
  },
  {
    name: "a built slider is moved by its handle and by keys",
    html: `<div id=t style="position:relative;width:300px;height:20px;background:#ddd"><span id=h role=slider tabindex=0 aria-valuenow=0 aria-valuemin=0 aria-valuemax=100 style="position:absolute;left:0;width:20px;height:20px;background:#36c"></span><i id=goal style="position:absolute;left:200px;top:0;width:20px;height:20px"></i></div><script>
      const put=(n)=>{n=Math.max(0,Math.min(100,Math.round(n)));$("h").ariaValueNow=n;$("h").style.left=n*2.8+"px"};
      on($("h"),"pointerdown",(e)=>{$("h").setPointerCapture(e.pointerId);$("h").onpointermove=(m)=>put((m.clientX-$("t").getBoundingClientRect().left-10)/2.8)});on($("h"),"pointerup",()=>{$("h").onpointermove=null;send("n",$("h").ariaValueNow)});
      on($("h"),"keydown",({key})=>{if(key==="ArrowRight"){put(+$("h").ariaValueNow+1);send("key",$("h").ariaValueNow)}})</script>`,
    acts: [drag("#h", "#goal"), press("ArrowRight", "#h")],
    sent: ["POST n 71", "POST key 72"],
  },
];
