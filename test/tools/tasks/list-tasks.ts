import { click, fill, hover, type Task } from "./task.ts";

const days = Array.from({ length: 30 }, (_, at) => at + 1);
const week = (from: number) =>
  `<tr>${days
    .slice(from, from + 7)
    .map((day) => `<td${day === 19 || day === 3 ? ` data-need=d${day}` : ""}><a href=#>${day}</a>`)
    .join("")}`;

/** Menus, trees, calendars and lists. */
export const LIST_TASKS: readonly Task[] = [
  {
    name: "click-menu",
    say: "Choose Fern under Green",
    start: true,
    needsListeners: true,
    html: `<style>ul ul{display:none}li:hover>ul{display:block}ul{width:90px;margin:0}</style><ul><li><div data-need=Red>Red</div><ul><li><div>Rust</div></ul><li><div data-need=Green>Green</div><ul><li><div data-need=Fern>Fern</div><li><div>Moss</div></ul></ul>
      <script>document.querySelectorAll("div").forEach((it)=>{if(it.nextElementSibling)on(it,"mouseenter",()=>0);else on(it,"click",()=>it.textContent==="Fern"?done():wrong())})</script>`,
    steps: [hover("Green"), click("Fern")],
  },
  {
    name: "nested-menus",
    say: "Choose Print in the bar",
    html: `<style>[role=menu]{display:none;position:absolute;background:#eee}[role=menuitem]:hover>[role=menu]{display:block}[role=menuitem]{width:80px}</style><div role=menubar><div role=menuitem aria-haspopup=true data-need=File tabindex=0>File<div role=menu><div role=menuitem>Open</div><div role=menuitem aria-haspopup=true data-need=Export>Export<div role=menu style="left:80px;top:0"><div role=menuitem id=p data-need=Print>Print</div></div></div></div></div></div>
      <script>on($("p"),"click",done)</script>`,
    steps: [hover("File*", "File"), hover("Export*", "Export"), click("Print")],
  },
  {
    name: "menu-by-click",
    say: "Choose Archive in the menu of the dots",
    html: `<button id=m aria-label=More aria-haspopup=menu data-need=More>⋮</button><div role=menu id=l hidden><div role=menuitem tabindex=-1>Move</div><div role=menuitem tabindex=-1 id=a data-need=Archive>Archive</div></div><script>on($("m"),"click",()=>$("l").hidden=false);on($("a"),"click",done)</script>`,
    steps: [click("More"), click("Archive")],
  },
  {
    name: "navigate-tree",
    say: "Open Ana, then Kim, and click Lou",
    start: true,
    needsListeners: true,
    html: `<style>li>ul{display:none}.open>ul{display:block}</style><ul><li><span data-need=Ana>Ana</span><ul><li><span>Joe</span><li><span data-need=Kim>Kim</span><ul><li><span data-need=Lou>Lou</span></ul></ul><li><span data-need=Bea>Bea</span></ul>
      <script>document.querySelectorAll("span").forEach((it)=>on(it,"click",()=>{it.parentElement.classList.toggle("open");if(it.textContent==="Lou")done()}))</script>`,
    steps: [click("Ana"), click("Kim"), click("Lou")],
  },
  {
    name: "file-tree",
    say: "Unfold src, and open main.ts",
    needsListeners: true,
    html: `<div><i id=t data-need=fold>▸</i> <span data-need=src>src</span></div><div id=k hidden style="margin-left:20px"><span id=m data-need=main.ts>main.ts</span></div><div><i data-need=fold2>▸</i> <span>test</span></div>
      <script>on($("t"),"click",()=>$("k").hidden=!$("k").hidden);on($("m"),"dblclick",done);on($("m"),"click",done);document.querySelectorAll("span,i").forEach((it)=>on(it,"click",()=>0))</script>`,
    steps: [click("#1", "fold"), click("main.ts")],
  },
  {
    name: "tree-roles",
    say: "Open Fruit by its item, and choose Quince",
    html: `<div role=tree aria-label=Food><div role=treeitem aria-expanded=false tabindex=0 id=f data-need=Fruit>Fruit</div><div role=group id=g hidden><div role=treeitem tabindex=-1 id=q data-need=Quince>Quince</div></div></div>
      <script>on($("f"),"click",()=>{$("g").hidden=false;$("f").ariaExpanded="true"});on($("q"),"click",done)</script>`,
    steps: [click("Fruit"), click("Quince")],
  },
  {
    name: "choose-date",
    say: "Pick the 19th of the month after April",
    start: true,
    html: `<input id=i readonly data-need=Date aria-label=Date><div id=p hidden><a id=x style="cursor:pointer" title=Prev>‹</a><b id=t>April</b><a id=n title=Next style="cursor:pointer" data-need=Next>›</a><table>${[0, 7, 14, 21, 28].map(week).join("")}</table></div><button id=b data-need=Submit>Submit</button>
      <script>on($("i"),"focus",()=>$("p").hidden=false);on($("n"),"click",()=>$("t").textContent="May");document.querySelectorAll("td a").forEach((it)=>on(it,"click",(event)=>{event.preventDefault();$("i").value=$("t").textContent+it.textContent;$("p").hidden=true}));on($("b"),"click",()=>$("i").value==="May19"?done():wrong())</script>`,
    steps: [click("Date"), click("Next"), click("19", "d19"), click("Submit")],
  },
  {
    name: "calendar-cells",
    say: "Pick the 19th; days are cells that listen",
    needsListeners: true,
    html: `<table>${[0, 7, 14, 21, 28]
      .map(week)
      .join("")
      .replaceAll(
        /<a href=#>(\d+)<\/a>/g,
        "$1",
      )}</table><script>document.querySelectorAll("td").forEach((it)=>on(it,"click",()=>it.textContent==="19"?done():wrong()))</script>`,
    steps: [click("19", "d19")],
  },
  {
    name: "phone-book",
    say: "Find the number of Orla and click it",
    start: true,
    html: `<div id=l></div><a href=# id=n data-need=Next>Next</a><script>const all=["Abe","Bob","Cleo","Dan","Orla","Pia"];let at=0;const show=()=>$("l").innerHTML=all.slice(at,at+3).map((it,n)=>"<p>"+it+" <a href=# data-need="+it+">555-01"+(at+n)+"</a></p>").join("");show();
      on($("n"),"click",()=>{at=3;show()});on($("l"),"click",({target})=>{if(target.dataset.need)target.dataset.need==="Orla"?done():wrong()})</script>`,
    steps: [click("Next"), click("555-014", "Orla")],
  },
  {
    name: "read-table",
    say: "Enter the year of birth of Noor",
    start: true,
    html: `<table><tr><th>Name<th>Born<th>City<tr><td>Ivo<td>1950<td>Riga<tr><td>Noor<td>1962<td>Oran</table><input id=i data-need=Year aria-label=Year><button id=b data-need=Submit>Submit</button><script>on($("b"),"click",()=>$("i").value==="1962"?done():wrong())</script>`,
    steps: [fill("Year", "1962"), click("Submit")],
  },
  {
    name: "table-actions",
    say: "Delete the row of Noor",
    html: `<table>${["Ivo", "Noor", "Uma"].map((it) => `<tr><td>${it}<td><button data-need="edit ${it}">Edit</button> <button data-need="delete ${it}">Delete</button>`).join("")}</table><script>document.querySelectorAll("button").forEach((it)=>on(it,"click",()=>it.dataset.need==="delete Noor"?done():wrong()))</script>`,
    steps: [click("Noor >> Delete", "delete Noor")],
  },
  {
    name: "sort-table",
    say: "Sort by price; the heads listen",
    needsListeners: true,
    html: `<table><tr><th data-need=Item>Item<th data-need=Price>Price</tr><tr><td>Pen<td>4</table><script>document.querySelectorAll("th").forEach((it)=>on(it,"click",()=>it.textContent.trim()==="Price"?done():wrong()))</script>`,
    steps: [click("Price")],
  },
  {
    name: "clickable-rows",
    say: "Open the order 1043",
    needsListeners: true,
    html: `<table>${[1042, 1043, 1044].map((it) => `<tr data-need=${it}><td>${it}<td>sent`).join("")}</table><script>document.querySelectorAll("tr").forEach((it)=>on(it,"click",()=>it.dataset.need==="1043"?done():wrong()))</script>`,
    steps: [click("1043*", "1043")],
  },
  {
    name: "delegated-with-cursor",
    say: "Pick Plum; the list listens for all",
    html: `<ul id=u><li style="cursor:pointer" data-need=Pear>Pear<li style="cursor:pointer" data-need=Plum>Plum</ul><script>on($("u"),"click",({target})=>target.dataset.need==="Plum"?done():wrong())</script>`,
    steps: [click("Plum")],
  },
  {
    name: "delegated-without-cursor",
    say: "Pick Plum; only the list listens",
    needsListeners: true,
    html: `<ul id=u><li data-need=Pear>Pear<li data-need=Plum>Plum<li data-need=Fig>Fig</ul><script>on($("u"),"click",({target})=>target.dataset.need==="Plum"?done():wrong())</script>`,
    steps: [click("Plum")],
  },
  {
    name: "delegated-to-document",
    say: "Pick Plum; the document listens",
    html: `<style>.pick{cursor:pointer}</style><div class=pick data-need=Pear>Pear</div><div class=pick data-need=Plum>Plum</div><script>on(document,"click",({target})=>{const it=target.closest(".pick");if(it)it.dataset.need==="Plum"?done():wrong()})</script>`,
    steps: [click("Plum")],
  },
  {
    name: "nested-details",
    say: "Open More, then Even more, and press Here",
    html: `<details><summary data-need=More>More</summary><details><summary data-need="Even more">Even more</summary><button id=b data-need=Here>Here</button></details></details><script>on($("b"),"click",done)</script>`,
    steps: [click("More"), click("Even more"), click("Here")],
  },
  {
    name: "popover",
    say: "Open the popover, and choose Mint in it",
    html: `<button popovertarget=p data-need=Tastes>Tastes</button><div popover id=p><button id=m data-need=Mint>Mint</button><button>Anise</button></div><script>on($("m"),"click",done)</script>`,
    steps: [click("Tastes"), click("Mint")],
  },
  {
    name: "modal-dialog",
    say: "Open the dialog, and answer Yes",
    html: `<button id=o data-need=Open>Open</button><button data-hit=behind>Yes</button><dialog id=d><p>Sure?</p><form method=dialog><button value=no data-need=No>No</button><button value=yes data-need=Yes>Yes</button></form></dialog><script>on($("o"),"click",()=>$("d").showModal());on($("d"),"close",()=>$("d").returnValue==="yes"?done():wrong())</script>`,
    steps: [click("Open"), click("Sure >> Yes", "Yes")],
  },
  {
    name: "carousel",
    say: "Open the third picture; it lies off the edge",
    html: `<style>#c{width:200px;overflow:hidden}#t{display:flex;width:600px}#t a{width:200px;height:60px}</style><div id=c><div id=t>${[1, 2, 3].map((n) => `<a href=# data-need="Picture ${n}">Picture ${n}</a>`).join("")}</div></div><script>document.querySelectorAll("a").forEach((it,at)=>on(it,"click",()=>at===2?done():wrong()))</script>`,
    steps: [click("Picture 3")],
  },
  {
    name: "image-map",
    say: "Click the south on the map",
    html: `<img usemap=#m width=100 height=100 src="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='100' height='100'/%3E"><map name=m><area shape=rect coords=0,0,100,50 href=#n alt=North data-need=North><area shape=rect coords=0,50,100,100 href=#s alt=South id=s data-need=South></map><script>on($("s"),"click",done)</script>`,
    steps: [click("South")],
  },
  {
    name: "long-scroller",
    say: "Click Thirty in the box that scrolls",
    needsListeners: true,
    html: `<div style="height:80px;overflow:auto">${["Ten", "Twenty", "Thirty", "Forty"].map((it) => `<div style="height:60px" data-need=${it}>${it}</div>`).join("")}</div><script>document.querySelectorAll("[data-need]:not(p)").forEach((it)=>on(it,"click",()=>it.textContent==="Thirty"?done():wrong()))</script>`,
    steps: [click("Thirty")],
  },
];
