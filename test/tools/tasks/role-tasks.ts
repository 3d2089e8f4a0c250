import { check, click, fill, key, press, type Task, type } from "./task.ts";

const one = (html: string, script: string) => `${html}<script>${script}</script>`;

/** Widgets that only a role makes what they are. */
export const ROLE_TASKS: readonly Task[] = [
  {
    name: "role-menu-items",
    say: "Tick Grid, and choose Large in the menu",
    html: one(
      `<div role=menu aria-label=View><div role=menuitemcheckbox aria-checked=false tabindex=-1 id=g data-need=Grid>Grid</div><div role=menuitemradio aria-checked=true tabindex=-1 data-need=Small>Small</div><div role=menuitemradio aria-checked=false tabindex=-1 id=l data-need=Large>Large</div></div>`,
      `on($("g"),"click",()=>$("g").ariaChecked="true");on($("l"),"click",()=>$("g").ariaChecked==="true"?done():wrong())`,
    ),
    steps: [check("Grid"), click("Large")],
  },
  {
    name: "role-switch",
    say: "Turn the sound on",
    html: one(
      `<span role=switch aria-checked=false aria-label=Sound tabindex=0 id=s data-need=Sound style="display:inline-block;width:30px;height:16px;background:#aaa"></span>`,
      `on($("s"),"click",()=>{$("s").ariaChecked="true";done()})`,
    ),
    steps: [check("Sound")],
  },
  {
    name: "role-slider",
    say: "Set the volume to 52 by keys",
    html: one(
      `<div role=slider aria-label=Volume aria-valuenow=50 tabindex=0 id=s data-need=Volume style="width:90px;height:12px;background:#ccc"></div>`,
      `on($("s"),"keydown",({key})=>{if(key==="ArrowUp")$("s").ariaValueNow=+$("s").ariaValueNow+1;if($("s").ariaValueNow==="52")done()})`,
    ),
    steps: [press("Volume", "ArrowUp"), press("Volume", "ArrowUp")],
  },
  {
    name: "role-spinbutton",
    say: "Lower the nights to 1",
    html: one(
      `<div role=spinbutton aria-label=Nights aria-valuenow=2 tabindex=0 id=s data-need=Nights>2</div>`,
      `on($("s"),"keydown",({key})=>{if(key==="ArrowDown"){$("s").ariaValueNow="1";done()}})`,
    ),
    steps: [press("Nights", "ArrowDown")],
  },
  {
    name: "role-tabs",
    say: "Open Billing, and press Pay",
    html: one(
      `<div role=tablist><span role=tab aria-selected=true tabindex=0 data-need=Profile>Profile</span><span role=tab aria-selected=false tabindex=-1 id=t data-need=Billing>Billing</span></div><div role=tabpanel id=p hidden><button id=b data-need=Pay>Pay</button></div>`,
      `on($("t"),"click",()=>$("p").hidden=false);on($("b"),"click",done)`,
    ),
    steps: [click("tab:Billing", "Billing"), click("Pay")],
  },
  {
    name: "role-gridcell",
    say: "Put 7 into the empty cell",
    html: one(
      `<table role=grid><tr role=row><td role=gridcell tabindex=-1>4<td role=gridcell tabindex=0 id=c data-need=cell></table>`,
      `on($("c"),"click",()=>{if(!$("c").firstChild){$("c").innerHTML="<input aria-label=Cell data-need=Cell size=3>";$("c").firstChild.focus();on($("c").firstChild,"keydown",({key,target})=>{if(key==="Enter")target.value==="7"?done():wrong()})}})`,
    ),
    steps: [click("#1", "cell"), fill("Cell", "7"), key("Enter")],
  },
  {
    name: "role-gridcell-listener",
    say: "Edit the cell 40; cells are not in the order of the focus",
    needsListeners: true,
    html: one(
      `<table role=grid><tr role=row><td role=gridcell data-need=30>30<td role=gridcell data-need=40 id=c>40</table>`,
      `document.querySelectorAll("td").forEach((it)=>on(it,"click",()=>it.id==="c"?done():wrong()))`,
    ),
    steps: [click("40")],
  },
  {
    name: "role-listbox",
    say: "Choose Teal",
    html: one(
      `<ul role=listbox aria-label=Colour tabindex=0><li role=option data-need=Rust>Rust<li role=option id=t data-need=Teal>Teal</ul>`,
      `on($("t"),"click",done)`,
    ),
    steps: [click("option:Teal", "Teal")],
  },
  {
    name: "role-button-div",
    say: "Press Send by the key Enter",
    html: one(
      `<div role=button tabindex=0 id=b data-need=Send>Send</div>`,
      `on($("b"),"keydown",({key})=>key==="Enter"&&done())`,
    ),
    steps: [press("Send", "Enter")],
  },
  {
    name: "role-link-span",
    say: "Follow Terms",
    html: one(`<span role=link id=a data-need=Terms>Terms</span>`, `on($("a"),"click",done)`),
    steps: [click("Terms")],
  },
  {
    name: "role-radio-div",
    say: "Choose Express",
    html: one(
      `<div role=radiogroup aria-label=Post>${["Normal", "Express"].map((it) => `<div role=radio aria-checked=false tabindex=0 data-need=${it}>${it}</div>`).join("")}</div>`,
      `document.querySelectorAll("[role=radio]").forEach((it)=>on(it,"click",()=>{it.ariaChecked="true";it.dataset.need==="Express"?done():wrong()}))`,
    ),
    steps: [check("Express")],
  },
  {
    name: "role-textbox-div",
    say: "Write Hi into the box",
    html: one(
      `<div role=textbox contenteditable=true aria-multiline=true aria-label=Message id=t data-need=Message style="border:1px solid"></div>`,
      `on($("t"),"input",()=>$("t").textContent==="Hi"&&done())`,
    ),
    steps: [type("Message", "Hi")],
  },
  {
    name: "role-scrollbar",
    say: "Scroll by the scrollbar's key",
    html: one(
      `<div role=scrollbar aria-label=Scroll aria-controls=x aria-valuenow=0 tabindex=0 id=s data-need=Scroll style="width:12px;height:60px;background:#ccc"></div>`,
      `on($("s"),"keydown",({key})=>key==="PageDown"&&done())`,
    ),
    steps: [press("Scroll", "PageDown")],
  },
];
