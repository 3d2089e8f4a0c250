import { check, click, fill, press, select, type Task, type, waitFor } from "./task.ts";

const icons = (names: readonly string[], more = "") =>
  names.map((name) => `<i class="ic ${name}" ${more.replaceAll("NAME", name)}></i>`).join("");
const ICON_STYLE =
  "<style>.ic{display:inline-block;width:16px;height:16px;margin:3px;background:#abc}</style>";

/** Pages in the manner of mail, shops, search and social media. */
export const APP_TASKS: readonly Task[] = [
  {
    name: "email-inbox-delete",
    say: "Open the mail of Ines and bin it",
    start: true,
    needsListeners: true,
    html: `${ICON_STYLE}<div id=l>${["Hugo", "Ines"].map((it) => `<div class=row data-need=${it}><b>${it}</b> <span>Some subject</span></div>`).join("")}</div><div id=m hidden><span id=back class=ic data-need=back></span><b>Ines</b><p>Body</p>${icons(["reply", "bin"], "data-need=NAME")}</div>
      <script>let who;document.querySelectorAll(".row").forEach((it)=>on(it,"click",()=>{who=it.dataset.need;$("l").hidden=true;$("m").hidden=false}));on(document.querySelector(".bin"),"click",()=>who==="Ines"?done():wrong());on(document.querySelector(".reply"),"click",wrong);on($("back"),"click",()=>{$("m").hidden=true;$("l").hidden=false})</script>`,
    steps: [click("Ines*", "Ines"), click("Body >> #2", "bin")],
  },
  {
    name: "email-inbox-star",
    say: "Star the mail of Ines in the list",
    needsListeners: true,
    html: `${ICON_STYLE}${["Hugo", "Ines"].map((it) => `<div class=row data-need="row ${it}"><b>${it}</b> some subject ${icons(["star", "trash"], `title=NAME data-need="NAME ${it}"`)}</div>`).join("")}
      <script>document.querySelectorAll(".row").forEach((it)=>on(it,"click",wrong));document.querySelectorAll("i").forEach((it)=>on(it,"click",(event)=>{event.stopPropagation();it.dataset.need==="star Ines"?done():wrong()}))</script>`,
    steps: [click("Ines >> star", "star Ines")],
  },
  {
    name: "email-reply",
    say: "Reply Thanks to the mail, and send it",
    start: true,
    html: `<button id=r data-need=Reply aria-label=Reply>↩</button><div id=f hidden><label>To <input id=to data-need=To></label><textarea id=t data-need=Text placeholder=Text></textarea><div role=button tabindex=0 id=s data-need=Send>Send</div></div><script>on($("r"),"click",()=>$("f").hidden=false);on($("s"),"click",()=>$("to").value==="ines"&&$("t").value==="Thanks"?done():wrong())</script>`,
    steps: [click("Reply"), fill("To", "ines"), fill("Text", "Thanks"), click("Send")],
  },
  {
    name: "social-media",
    say: "Like what Jo wrote",
    start: true,
    needsListeners: true,
    html: `${ICON_STYLE}${["Max", "Jo"].map((it) => `<div><b>@${it}</b> <span>wrote this</span><br>${icons(["reply", "again", "like"], `data-need="NAME ${it}"`)}</div>`).join("")}<script>document.querySelectorAll("i").forEach((it)=>on(it,"click",()=>it.dataset.need==="like Jo"?done():wrong()))</script>`,
    steps: [click("@Jo >> #3", "like Jo")],
  },
  {
    name: "social-media-menu",
    say: "Mute Jo in the menu of his post",
    start: true,
    needsListeners: true,
    html: `${ICON_STYLE}${["Max", "Jo"].map((it) => `<div><b>@${it}</b> ${icons(["more"], `title=more data-need="more ${it}"`)}<ul hidden><li data-need="mute ${it}">Mute</li><li>Block</li></ul></div>`).join("")}<script>document.querySelectorAll("i").forEach((it)=>on(it,"click",()=>it.nextSibling.hidden=!it.nextSibling.hidden));document.querySelectorAll("li").forEach((it)=>on(it,"click",()=>it.dataset.need==="mute Jo"?done():wrong()))</script>`,
    steps: [click("@Jo >> more", "more Jo"), click("@Jo >> Mute", "mute Jo")],
  },
  {
    name: "search-engine",
    say: "Search for Nia, and open the fourth result",
    start: true,
    html: `<input id=q data-need=Query aria-label=Query><button id=s data-need=Search>Search</button><div id=r></div><div id=n></div><script>const show=(page)=>{$("r").innerHTML=[1,2].map((n)=>"<p><a href=# data-need=r"+(page*2+n)+">Nia "+"of Arles,of Bern,of Caen,of Delft".split(",")[page*2+n-1]+"</a><br>a text</p>").join("");$("n").innerHTML=[1,2].map((n)=>"<a href=# data-need=p"+n+">"+n+"</a> ").join("");
      document.querySelectorAll("#n a").forEach((it,at)=>on(it,"click",()=>show(at)));document.querySelectorAll("#r a").forEach((it)=>on(it,"click",()=>it.dataset.need==="r4"?done():wrong()))};on($("s"),"click",()=>$("q").value==="Nia"?show(0):wrong())</script>`,
    steps: [fill("Query", "Nia"), click("Search"), click("2", "p2"), click("Nia of Delft", "r4")],
  },
  {
    name: "book-flight",
    say: "Book the cheapest flight from Oslo to Nice",
    start: true,
    html: `<input id=a data-need=From placeholder=From><input id=z data-need=To placeholder=To><ul id=l role=listbox></ul><button id=b data-need=Search>Search</button><div id=r></div><script>const all=["Oslo","Nice","Niort"];for(const it of [$("a"),$("z")])on(it,"input",()=>{$("l").innerHTML=all.filter((one)=>it.value&&one.startsWith(it.value)).map((one)=>"<li role=option data-need="+one+">"+one).join("");$("l").onclick=({target})=>{it.value=target.textContent;$("l").innerHTML=""}});
      on($("b"),"click",()=>{if($("a").value+$("z").value!=="OsloNice")return wrong();$("r").innerHTML=[310,180].map((it)=>"<div><p>Flight of "+it+" $</p><button data-need=f"+it+">Book</button></div>").join("");document.querySelectorAll("#r button").forEach((it)=>on(it,"click",()=>it.dataset.need==="f180"?done():wrong()))})</script>`,
    steps: [
      type("From", "Os"),
      click("Oslo"),
      type("To", "Nic"),
      click("Nice"),
      click("Search"),
      click("Flight of 180 >> Book", "f180"),
    ],
  },
  {
    name: "buy-ticket",
    say: "Buy two tickets for the early show",
    html: `<fieldset><legend>Show</legend><label><input type=radio name=s value=e data-need=Early> Early</label><label><input type=radio name=s value=l data-need=Late> Late</label></fieldset><select id=n aria-label=Tickets data-need=Tickets><option>1<option>2<option>3</select><div class=b style="cursor:pointer" id=b data-need=Buy>Buy</div><script>on($("b"),"click",()=>document.querySelector("[name=s]:checked")?.value==="e"&&$("n").value==="2"?done():wrong())</script>`,
    steps: [check("Early"), select("Tickets", "2"), click("Buy")],
  },
  {
    name: "order-food",
    say: "Order two soups and a bread",
    start: true,
    needsListeners: true,
    html: `${["Soup", "Bread"].map((it) => `<div>${it} <span class=m data-need="less ${it}">−</span> <b id=${it}>0</b> <span class=p data-need="more ${it}">+</span></div>`).join("")}<button id=o data-need=Order>Order</button><script>document.querySelectorAll("span").forEach((it)=>on(it,"click",()=>{const one=it.parentNode.querySelector("b");one.textContent=+one.textContent+(it.className==="p"?1:-1)}));on($("o"),"click",()=>$("Soup").textContent+$("Bread").textContent==="21"?done():wrong())</script>`,
    steps: [
      click("Soup >> +", "more Soup"),
      click("Soup >> +", "more Soup"),
      click("Bread >> +", "more Bread"),
      click("Order"),
    ],
  },
  {
    name: "cart-rows",
    say: "Take the lamp out of the cart",
    html: `${["Chair", "Lamp"].map((it) => `<div><a href=#${it}>${it}</a> 20 $ <a href=# aria-label="Remove" data-need="remove ${it}">×</a></div>`).join("")}<script>document.querySelectorAll("[data-need^=remove]").forEach((it)=>on(it,"click",()=>it.dataset.need==="remove Lamp"?done():wrong()))</script>`,
    steps: [click("Lamp >> Remove", "remove Lamp")],
  },
  {
    name: "survey",
    say: "Rate food 3 and service 1",
    html: `${["Food", "Service"].map((it) => `<fieldset><legend>${it}</legend>${[1, 2, 3].map((n) => `<label><input type=radio name=${it} value=${n} data-need="${it} ${n}">${n}</label>`).join("")}</fieldset>`).join("")}<button id=b data-need=Send>Send</button><script>on($("b"),"click",()=>[...document.querySelectorAll(":checked")].map((it)=>it.dataset.need).join()==="Food 3,Service 1"?done():wrong())</script>`,
    steps: [check("Food >> 3", "Food 3"), check("Service >> 1", "Service 1"), click("Send")],
  },
  {
    name: "star-rating",
    say: "Give four stars",
    needsListeners: true,
    html: `<div id=r>${[1, 2, 3, 4, 5].map((n) => `<span data-need=s${n}>★</span>`).join("")}</div><script>document.querySelectorAll("#r span").forEach((it)=>on(it,"click",()=>it.dataset.need==="s4"?done():wrong()))</script>`,
    steps: [click("#4", "s4")],
  },
  {
    name: "find-greatest",
    say: "Turn the cards, and keep the greatest",
    needsListeners: true,
    html: `<style>#c div{display:inline-block;width:30px;height:40px;border:1px solid;margin:3px}</style><div id=c>${[4, 9, 2].map((n) => `<div data-need=c${n} data-n=${n}></div>`).join("")}</div><button id=b data-need=Keep>Keep</button><script>let last;document.querySelectorAll("#c div").forEach((it)=>on(it,"click",()=>{document.querySelectorAll("#c div").forEach((one)=>one.textContent="");last=it;it.textContent=it.dataset.n}));on($("b"),"click",()=>last?.dataset.n==="9"?done():wrong())</script>`,
    steps: [click("#1", "c4"), click("#2", "c9"), click("Keep")],
  },
  {
    name: "generate-number",
    say: "Generate until the number is above 5, then submit",
    start: true,
    html: `<button id=g data-need=Generate>Generate</button><p id=p>–</p><button id=b data-need=Submit>Submit</button><script>let all=[2,7,1];on($("g"),"click",()=>$("p").textContent=all[0]&&all.shift());on($("b"),"click",()=>+$("p").textContent>5?done():wrong())</script>`,
    steps: [click("Generate"), click("Generate"), click("Submit")],
  },
  {
    name: "toast-undo",
    say: "Delete, and undo it in the message that comes",
    html: `<button id=d data-need=Delete>Delete</button><div role=status id=s></div><script>on($("d"),"click",()=>setTimeout(()=>{$("s").innerHTML="Deleted <button data-need=Undo>Undo</button>";on($("s").lastChild,"click",done)},400))</script>`,
    steps: [click("Delete"), waitFor("Deleted"), click("Undo")],
  },
  {
    name: "tag-input",
    say: "Add the tag sea, and take away the tag hill",
    html: `<span id=h>hill <button aria-label="Remove hill" data-need="Remove hill">x</button></span><input id=i data-need=Tag aria-label=Tag><script>let added;on($("i"),"keydown",({key})=>{if(key==="Enter"){added=$("i").value;$("i").value=""}});on(document.querySelector("button"),"click",()=>{$("h").remove();added==="sea"?done():wrong()})</script>`,
    steps: [type("Tag", "sea"), press("Tag", "Enter"), click("Remove hill")],
  },
];
