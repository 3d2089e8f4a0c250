import {
  type Case,
  click,
  clickAt,
  dblclick,
  drag,
  failed,
  hover,
  moveTo,
  says,
  untold,
} from "./case.ts";

const CHAIN = `<script>for(const kind of ["pointerdown","mousedown","pointerup","mouseup","click","dblclick","contextmenu"])on($("b"),kind,(e)=>send(kind,e.isTrusted+" "+e.detail))</script>`;

/** Clicks, holds, hovers and moves of the mouse. */
export const POINTER_CASES: readonly Case[] = [
  {
    name: "a click is the whole chain of a hand, once",
    html: `<button id=b>Go</button>${CHAIN}`,
    acts: [click("#b")],
    sent: [
      "POST pointerdown true 0",
      "POST mousedown true 1",
      "POST pointerup true 0",
      "POST mouseup true 1",
      "POST click true 1",
    ],
  },
  {
    name: "a double click chooses the word, and opens a cell for editing",
    html: `<span id=p>words</span> and more<div id=d>old</div><script>on($("p"),"dblclick",()=>send("word",getSelection().toString().trim()));on($("d"),"dblclick",()=>{$("d").innerHTML="<input id=i value=old>";$("i").select();on($("i"),"change",()=>send("cell",$("i").value))})</script>`,
    acts: [dblclick("#p"), dblclick("#d"), { action: "type", args: { value: "new\n" } }],
    sent: ["POST word words", "POST cell new"],
  },
  {
    name: "a double click on a row that is drawn anew at the first is still one",
    html: `<ul id=l></ul><script>const draw=(sel)=>{$("l").innerHTML="<li id=r style='user-select:none'>"+(sel?"chosen":"row")+"</li>"};draw();let chosen;on($("l"),"click",()=>{if(!chosen)draw(true);chosen=true});on($("l"),"dblclick",()=>send("open"))</script>`,
    acts: [dblclick("#r")],
    sent: ["POST open"],
  },
  {
    name: "a long press is one, a short one is a click",
    html: `<button id=b>Hold</button><script>let timer,long;on($("b"),"pointerdown",()=>{long=false;timer=setTimeout(()=>{long=true;send("long")},500)});on($("b"),"pointerup pointerleave pointermove",(e)=>{if(e.type!=="pointermove"||e.movementX)clearTimeout(timer)});on($("b"),"click",()=>{if(!long)send("short")})</script>`,
    acts: [click("#b", { holdDuration: 700 }), click("#b")],
    sent: ["POST long", "POST short"],
  },
  {
    name: "a button replaced by its like as it is pressed gets no click, which is told",
    html: `<div id=w><button id=b>Go</button></div><script>const wire=()=>{on($("b"),"mousedown",()=>{$("w").innerHTML="<button id=b>Go</button>";wire()});on($("b"),"click",()=>send("go"))};wire()</script>`,
    acts: [says(click("#b"), /no click/)],
    sent: [],
  },
  {
    name: "a button that moves itself away as it is pressed gets no click, which is told",
    html: `<div id=pad></div><button id=b style="width:200px;height:30px">Go</button><script>on($("b"),"mousedown",()=>{$("pad").style.height="120px"});on($("b"),"click",()=>send("go"))</script>`,
    acts: [says(click("#b"), /no click/)],
    sent: [],
  },
  {
    name: "a menu that shows while the mouse is over it is used through",
    html: `<style>#m ul{display:none;position:absolute;margin:0;background:#eee}#m:hover ul{display:block}</style><div id=m style="width:80px">Menu<ul><li id=i>Item</li></ul></div><script>on($("i"),"click",()=>send("item"))</script>`,
    acts: [says(hover("#m"), /Item/), click("#i")],
    sent: ["POST item"],
  },
  {
    name: "a menu with a delay at each end and a gap before its second level is used through",
    html: `<style>.p{position:absolute;background:#eee;width:90px;display:none}.open>.p{display:block}.m{position:relative;width:80px}</style><div class=m id=m>Menu<div class=p style="left:0;top:24px"><div class=m id=s>More<div class=p style="left:100px;top:60px"><div id=i>Deep</div></div></div></div></div><script>
      for(const it of document.querySelectorAll(".m")){let t;on(it,"mouseenter",()=>{clearTimeout(t);t=setTimeout(()=>it.classList.add("open"),250)});on(it,"mouseleave",()=>{clearTimeout(t);t=setTimeout(()=>it.classList.remove("open"),250)})}on($("i"),"click",()=>send("deep"))</script>`,
    acts: [hover("#m"), hover("#s"), click("#i")],
    sent: ["POST deep"],
  },
  {
    name: "a tip over a button that is disabled is shown",
    html: `<span id=w><button id=b disabled aria-describedby=t>Buy</button></span><div id=t hidden>Sold out</div><script>on($("w"),"mouseover",()=>{$("t").hidden=false;send("tip")})</script>`,
    acts: [says(hover("#b"), /Sold out/)],
    sent: ["POST tip"],
  },
  {
    name: "a drawing is clicked at its point",
    html: `<canvas id=c width=300 height=200 style="position:absolute;left:0;top:0"></canvas><script>on($("c"),"click",(e)=>send("at",e.offsetX+","+e.offsetY));on($("c"),"mousemove",(e)=>{if(e.offsetX===250&&e.offsetY===150)send("over")})</script>`,
    acts: [clickAt(120, 80), moveTo(250, 150)],
    sent: ["POST at 120,80", "POST over"],
  },
  {
    name: "a card with a button in its middle is pressed beside the button",
    html: `<div id=card style="width:300px;height:90px;background:#eee;position:relative"><button style="position:absolute;left:60px;top:20px;width:180px;height:50px" id=b>Buy</button></div><script>on($("b"),"click",(e)=>{e.stopPropagation();send("buy")});on($("card"),"click",()=>send("card"))</script>`,
    acts: [click("#card"), click("#b")],
    sent: ["POST card", "POST buy"],
  },
  {
    name: "a link that is prevented leads nowhere, one with a script does what it says",
    html: `<a id=a href="away">a</a> <a id=b href="javascript:send('script')">b</a><script>on($("a"),"click",(e)=>{e.preventDefault();send("stayed")})</script>`,
    acts: [click("#a"), click("#b")],
    sent: ["POST stayed", "POST script"],
  },
  {
    name: "a button outside its form sends it, with its own name and place",
    html: `<form id=f action=one method=post><input name=a value=1></form><button id=b form=f formaction=two name=go value=2>Send</button>`,
    acts: [click("#b")],
    sent: ["POST two a=1&go=2"],
  },
  {
    name: "an image that sends its form tells where it was pressed",
    html: `<form action=map><input type=image id=i alt=Map width=40 height=20 src="data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'/>"></form>`,
    acts: [click("#i")],
    sent: ["GET map?x=20&y=10"],
  },
  {
    name: "a button of a form sends it once, though pressed twice",
    html: `<form action=order method=post><button id=b name=n value=1>Buy</button></form><script>on(document.forms[0],"submit",()=>setTimeout(()=>{$("b").disabled=true}))</script>`,
    acts: [dblclick("#b")],
    sent: ["POST order n=1"],
  },
  {
    name: "a drag sorts a list that follows the pointer frame by frame",
    html: `<ul id=l style="list-style:none;padding:0">${["A", "B", "C"].map((it) => `<li id=${it} style="height:40px;background:#eee;user-select:none">${it}</li>`).join("")}</ul><script>
      let held,y,tick;const step=()=>{tick=0;if(!held)return;const over=[...$("l").children].findLast((it)=>it!==held&&it.getBoundingClientRect().top+10<y);held.dataset.over=over?over.id:""};
      on($("l"),"mousedown",(e)=>{held=e.target;y=e.clientY});on(document,"mousemove",(e)=>{if(!held)return;y=e.clientY;tick||=requestAnimationFrame(step)});on(document,"mouseup",()=>{if(!held)return;const {over}=held.dataset;if(over)$(over).after(held);held=undefined;send("order",$("l").textContent)})</script>`,
    acts: [drag("#A", "#C")],
    sent: ["POST order BCA"],
  },
  {
    name: "a drag of the browser carries its data from list to list",
    html: `<ul id=a><li id=x draggable=true>Card</li></ul><ul id=z style="height:80px;background:#eee"></ul><script>on($("x"),"dragstart",(e)=>{e.dataTransfer.setData("text/plain","x");e.dataTransfer.effectAllowed="move"});on($("z"),"dragover",(e)=>{e.preventDefault();e.dataTransfer.dropEffect="move"});on($("z"),"drop",(e)=>{e.preventDefault();$("z").append($(e.dataTransfer.getData("text/plain")));send("drop")});on($("x"),"dragend",(e)=>send("end",e.dataTransfer.dropEffect))</script>`,
    acts: [drag("#x", "#z")],
    sent: ["POST drop", "POST end move"],
    dom: { "$('x').parentNode.id": "z" },
  },
  {
    name: "a list that makes its row draggable as it is pressed is sorted",
    html: `<ul id=l style="list-style:none;padding:0">${["A", "B", "C"].map((it) => `<li id=${it} style="height:30px;background:#eee">${it}</li>`).join("")}</ul><script>let held;on($("l"),"pointerdown",(e)=>{held=e.target;held.draggable=true});on($("l"),"dragstart",(e)=>e.dataTransfer.setData("text","x"));on($("l"),"dragover",(e)=>{e.preventDefault();const it=e.target;if(it!==held&&it.matches("li"))it.after(held)});on($("l"),"drop",(e)=>{e.preventDefault();held.draggable=false;send("order",$("l").textContent)})</script>`,
    acts: [drag("#A", "#C")],
    sent: ["POST order BCA"],
  },
  {
    name: "a drop that its goal does not take is no success",
    html: `<div id=x draggable=true>Card</div><div id=z style="height:80px;background:#eee">Zone</div><script>on($("x"),"dragstart",(e)=>{e.dataTransfer.setData("text/plain","x");e.dataTransfer.effectAllowed="copy"});on($("z"),"dragover",(e)=>{e.preventDefault();e.dataTransfer.dropEffect="move"});on($("z"),"drop",()=>send("drop"))</script>`,
    acts: [failed(drag("#x", "#z"), "not_actionable", /drop|take/)],
    sent: [],
  },
  {
    name: "a picture that its page drags itself is dragged by the pointer",
    html: `<img id=x width=40 height=40 style="position:absolute;left:10px;top:10px" src="data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'/>"><i id=z style="position:absolute;left:300px;top:200px;width:40px;height:40px"></i><script>let held;on($("x"),"dragstart",(e)=>e.preventDefault());on($("x"),"pointerdown",(e)=>{held=[e.clientX-$("x").offsetLeft,e.clientY-$("x").offsetTop]});on(document,"pointermove",(e)=>{if(held){$("x").style.left=e.clientX-held[0]+"px";$("x").style.top=e.clientY-held[1]+"px"}});on(document,"pointerup",()=>{if(held)send("at",$("x").offsetLeft+","+$("x").offsetTop);held=undefined})</script>`,
    acts: [drag("#x", "#z")],
    sent: ["POST at 300,200"],
  },
  {
    name: "a press is over when its act is, whatever the drag did",
    html: `<div id=x draggable=true>Card</div><div id=z>Zone</div><button id=b>Go</button><script>on($("b"),"click",(e)=>send("go",e.buttons));on(document,"mousemove",(e)=>{if(e.target===$("b"))$("b").dataset.held=e.buttons})</script>`,
    acts: [failed(drag("#x", "#z"), "not_actionable", /drop|take/), hover("#b"), click("#b")],
    sent: ["POST go 0"],
    dom: { "$('b').dataset.held": "0" },
  },
  {
    name: "rows that are chosen in a grid have refs, and are chosen by them",
    html: `<table role=grid id=g><tr role=row aria-selected=false id=r1><td>Ada<td>1<tr role=row aria-selected=false id=r2><td>Bob<td>2</table><script>on($("g"),"click",(e)=>{const row=e.target.closest("tr");row.ariaSelected="true";send("row",row.id)})</script>`,
    acts: [untold(click("ref: row, Bob"), /not_found/)],
    sent: ["POST row r2"],
  },
  {
    name: "a table that listens for its rows is used by its rows",
    html: `<table id=t><tr id=r1><td>Ada<td>1<tr id=r2><td>Bob<td>2<tr id=r3><td>Cy<td>3</table><script>on($("t"),"click",(e)=>send("row",e.target.closest("tr").id))</script>`,
    acts: [click("ref: Bob")],
    sent: ["POST row r2"],
  },
  {
    name: "what listens for the mouse deep inside others that do is hovered by its own ref",
    html: `${Array.from({ length: 30 }, (_, n) => `<div id=d${n}>`).join("")}<b id=deep>Deep</b>${"</div>".repeat(30)}<script>for(let n=0;n<30;n++)on($("d"+n),"mouseenter",()=>{});on($("deep"),"mouseenter",()=>send("deep"))</script>`,
    acts: [hover("ref: Deep")],
    sent: ["POST deep"],
  },
];
