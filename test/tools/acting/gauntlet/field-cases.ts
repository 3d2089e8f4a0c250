import { type Case, click, failed, fill, no, press, says, type, untold } from "./case.ts";

/** An input of a framework that keeps the value itself and tells a change by its own setter. */
const TRACKED = `<script>const track=(it,render)=>{const own=Object.getOwnPropertyDescriptor(Object.getPrototypeOf(it),"value");let seen=it.value;
Object.defineProperty(it,"value",{get(){return own.get.call(this)},set(v){seen=String(v);own.set.call(this,v)},configurable:true});
on(it,"input",()=>{const now=own.get.call(it);if(now===seen)return;seen=now;render(now)})}</script>`;

const SAVE = `<button id=save>Save</button>`;
const EXACT = /does not hold exactly/;

/** Fields that only take plain text, as the frameworks of the wild build them. */
export const FIELD_CASES: readonly Case[] = [
  {
    name: "a controlled field is filled and sent by Enter",
    html: `${TRACKED}<form id=f><input id=i></form><script>let state="";track($("i"),(v)=>{state=v});on($("f"),"submit",(e)=>{e.preventDefault();send("save",state)})</script>`,
    acts: [untold(fill("#i", "Zoë 🐸"), EXACT), press("Enter", "#i")],
    sent: ["POST save Zoë 🐸"],
    dom: { "$('i').value": "Zoë 🐸" },
  },
  {
    name: "a controlled field that takes capitals only is typed into and filled",
    html: `${TRACKED}<input id=i>${SAVE}<script>let state="";track($("i"),(v)=>{state=v.toUpperCase();$("i").value=state});on($("save"),"click",()=>send("save",state))</script>`,
    acts: [type("#i", "abc"), click("#save"), says(fill("#i", "xyz"), EXACT), click("#save")],
    sent: ["POST save ABC", "POST save XYZ"],
  },
  {
    name: "a controlled field whose page refuses every change is no success",
    html: `${TRACKED}<input id=i value=fixed><script>track($("i"),()=>{$("i").value="fixed"})</script>`,
    acts: [failed(fill("#i", "other"), "not_actionable", /still holds|put .* back/)],
    sent: [],
    dom: { "$('i').value": "fixed" },
  },
  {
    name: "a lazy field tells its page once it is left",
    html: `<input id=i>${SAVE}<script>let state="";on($("i"),"change",()=>{state=$("i").value});on($("save"),"click",()=>send("save",state))</script>`,
    acts: [fill("#i", "late"), click("#save")],
    sent: ["POST save late"],
  },
  {
    name: "a field that saves itself after a pause is told of once",
    html: `<input id=i><script>let timer;on($("i"),"input",()=>{clearTimeout(timer);timer=setTimeout(()=>send("save",$("i").value),300)})</script>`,
    acts: [fill("#i", "draft"), type("#i", "ed")],
    sent: ["POST save drafted"],
  },
  {
    name: "a field that is validated when it is left pushes its button away under the press",
    html: `<form id=f><input id=i required><p id=error></p><button id=go>Go</button></form><script>
      on($("i"),"blur",()=>{$("error").innerHTML=$("i").value.length<5?"<div style='height:80px'>too short</div>":""});
      on($("f"),"submit",(e)=>{e.preventDefault();send("go",$("i").value)})</script>`,
    acts: [fill("#i", "abc"), click("#go")],
    sent: ["POST go abc"],
  },
  {
    name: "a field that hands its focus to another is not taken for it",
    html: `<input id=a><input id=b value=kept><script>on($("a"),"focus",()=>$("b").focus())</script>`,
    acts: [failed(fill("#a", "words"), "not_actionable", /focus/)],
    sent: [],
    dom: { "$('a').value+'|'+$('b').value": "|kept" },
  },
  {
    name: "a field behind a modal dialog is not filled, nor is one in it",
    slow: true,
    html: `<input id=a><dialog id=d><input id=b autofocus value=kept></dialog><script>$("d").showModal()</script>`,
    acts: [
      no(fill("#a", "words"), "covered", /dialog/),
      no(type("#a", "words"), "not_actionable|covered", /./),
    ],
    sent: [],
    dom: { "$('a').value+'|'+$('b').value": "|kept" },
  },
  {
    name: "a field in an inert shadow host is refused",
    slow: true,
    html: `<input id=b value=kept><div id=h inert></div><script>$("h").attachShadow({mode:"open"}).innerHTML="<input class=in>";$("b").focus()</script>`,
    acts: [no(fill(".in", "words"), "not_actionable", /disabled/)],
    sent: [],
    dom: { "$('h').shadowRoot.firstChild.value+'|'+$('b').value": "|kept" },
  },
  {
    name: "a field that replaces itself at each key loses the rest, which is told",
    html: `<div id=w><input id=i></div><script>const renew=()=>{on($("i"),"input",()=>{const {value}=$("i");$("w").innerHTML="<input id=i>";$("i").value=value;renew()})};renew()</script>`,
    acts: [failed(type("#i", "abc"), "not_actionable|stale_ref", /1 of 3|after 1/)],
    sent: [],
    dom: { "$('i').value": "a" },
  },
  {
    name: "a code in boxes of one digit goes from box to box",
    html: `${[0, 1, 2, 3].map((n) => `<input id=c${n} maxlength=1 size=1>`).join("")}<script>const boxes=[...document.querySelectorAll("input")];
      boxes.forEach((box,n)=>on(box,"input",()=>{boxes[n+1]?.focus();if(boxes.every((it)=>it.value))send("code",boxes.map((it)=>it.value).join(""))}))</script>`,
    acts: [type("#c0", "4711")],
    sent: ["POST code 4711"],
  },
  {
    name: "a mask that sets its places as it comes into focus takes a date",
    html: `<input id=i><script>const MASK="__/__/____",it=$("i");const put=(digits)=>{let n=0;it.value=MASK.replace(/_/g,(m)=>digits[n++]??m);const at=it.value.indexOf("_");it.setSelectionRange(at<0?10:at,at<0?10:at)};
      on(it,"focus",()=>{if(!it.value)put("")});on(it,"blur",()=>{if(it.value.includes("_"))it.value=""});on(it,"input",()=>put(it.value.replace(/\\D/g,"").slice(0,8)));on(it,"change",()=>send("date",it.value))</script>${SAVE}`,
    acts: [untold(fill("#i", "12/31/1999"), EXACT), click("#save")],
    sent: ["POST date 12/31/1999"],
  },
  {
    name: "a mask that hears keys alone is typed into by keys",
    html: `<input id=i><script>let digits="";const it=$("i"),show=()=>{it.value=digits&&"("+digits.slice(0,3)+") "+digits.slice(3)};
      on(it,"keydown",(e)=>{if(e.ctrlKey||e.key==="Tab")return;e.preventDefault();if(/^\\d$/.test(e.key)){if(it.selectionStart!==it.selectionEnd)digits="";digits+=e.key}else if(/Backspace|Delete/.test(e.key))digits=it.selectionStart!==it.selectionEnd?"":digits.slice(0,-1);show()});
      on(it,"input",show);on(it,"blur",()=>send("phone",it.value))</script>${SAVE}`,
    acts: [says(fill("#i", "5551234"), EXACT), click("#save"), fill("#i", ""), click("#save")],
    sent: ["POST phone (555) 1234", "POST phone"],
  },
  {
    name: "an amount grows from the right by its keys",
    html: `<input id=i value="0.00"><script>let cents=0;const it=$("i");on(it,"beforeinput",(e)=>{e.preventDefault();
      if(e.inputType==="insertText"){for(const c of e.data??"")if(/\\d/.test(c))cents=cents*10+Number(c)}else if(e.inputType.startsWith("delete"))cents=it.selectionStart!==it.selectionEnd?0:Math.floor(cents/10);it.value=(cents/100).toFixed(2)});on(it,"blur",()=>send("amount",it.value))</script>${SAVE}`,
    acts: [type("#i", "1999"), click("#save")],
    sent: ["POST amount 19.99"],
  },
  {
    name: "a card number is grouped as it is typed",
    html: `<input id=i maxlength=19 inputmode=numeric><script>on($("i"),"input",()=>{const it=$("i"),at=it.selectionStart,left=it.value.slice(0,at).replace(/\\D/g,"").length;it.value=it.value.replace(/\\D/g,"").replace(/(.{4})(?=.)/g,"$1 ");
      let n=0,to=0;while(n<left&&to<it.value.length)if(/\\d/.test(it.value[to++]))n++;it.setSelectionRange(to,to)});on($("i"),"change",()=>send("card",$("i").value))</script>${SAVE}`,
    acts: [
      type("#i", "4242424242424242"),
      click("#save"),
      untold(fill("#i", "5555 5555 5555 4444"), EXACT),
      click("#save"),
    ],
    sent: ["POST card 4242 4242 4242 4242", "POST card 5555 5555 5555 4444"],
  },
  {
    name: "tags are made at the comma, once each",
    html: `<div id=tags></div><input id=i><script>on($("i"),"input",()=>{const parts=$("i").value.split(",");if(parts.length<2)return;$("i").value=parts.pop();for(const tag of parts)$("tags").append(make("b",tag));send("tags",parts.join())})</script>`,
    acts: [fill("#i", "red,blue,"), type("#i", "green,")],
    sent: ["POST tags red,blue", "POST tags green"],
    dom: { "$('tags').textContent+$('i').value": "redbluegreen" },
  },
  {
    name: "maxlength cuts, and that is told",
    html: `<input id=i maxlength=4><script>on($("i"),"change",()=>send("pin",$("i").value))</script>${SAVE}`,
    acts: [says(fill("#i", "123456"), EXACT), click("#save")],
    sent: ["POST pin 1234"],
  },
  {
    name: "a field that turns writable later is waited for; one that does not is refused",
    html: `<input id=i readonly><script>on($("i"),"change",()=>send("late",$("i").value));setTimeout(()=>{$("i").readOnly=false},600)</script>${SAVE}`,
    acts: [fill("#i", "now"), click("#save")],
    sent: ["POST late now"],
  },
  {
    name: "lines of Windows are single lines",
    html: `<textarea id=t></textarea><textarea id=u></textarea>${SAVE}<script>on($("save"),"click",()=>send("text",JSON.stringify([$("t").value,$("u").value])))</script>`,
    acts: [untold(fill("#t", "a\r\nb"), EXACT), type("#u", "a\r\nb"), click("#save")],
    sent: [`POST text ["a\\nb","a\\nb"]`],
  },
  {
    name: "text with marks, families and right-to-left letters arrives whole",
    html: `<input id=i dir=auto><textarea id=t></textarea><div id=c contenteditable></div>${SAVE}<script>on($("save"),"click",()=>send("text",[$("i").value,$("t").value,$("c").textContent].join("|")))</script>`,
    acts: [
      fill("#i", "👨‍👩‍👧 é שלום"),
      type("#t", "👨‍👩‍👧 é שלום"),
      type("#c", "日本 ñ 👍🏽"),
      click("#save"),
    ],
    sent: ["POST text 👨‍👩‍👧 é שלום|👨‍👩‍👧 é שלום|日本 ñ 👍🏽"],
  },
  {
    name: "a form that saves by Enter is sent once, with its hidden values",
    html: `<form action=order method=post><input name=qty id=q value=1><input type=hidden name=token value=t1><input type=checkbox name=news value=yes><button name=go value=1>Buy</button></form>`,
    acts: [fill("#q", "12"), press("Enter", "#q")],
    sent: ["POST order qty=12&token=t1&go=1"],
    dom: { "document.title": "order" },
  },
  {
    name: "a form that lacks something is not sent, and says what",
    html: `<form action=order method=post><input name=mail id=m type=email required><button id=go>Buy</button></form>`,
    acts: [
      click("#go"),
      fill("#m", "no mail"),
      click("#go"),
      fill("#m", "a@b.example"),
      click("#go"),
    ],
    sent: ["POST order mail=a%40b.example"],
  },
  {
    name: "a field in a label, one beside it and one named by ARIA are told apart",
    html: `<label id=l>One <input id=a></label><label id=m for=b>Two</label><input id=b><span id=n>Three</span><input id=c aria-labelledby=n>${SAVE}<script>on($("save"),"click",()=>send("all",[$("a").value,$("b").value,$("c").value].join()))</script>`,
    acts: [
      fill("#l", "1"),
      fill("text=Two", "2"),
      fill("role=textbox[name=Three]", "3"),
      click("#save"),
    ],
    sent: ["POST all 1,2,3"],
  },
  {
    name: "suggestions of a search are there when the act is over, asked for once",
    html: `<input id=i type=search role=combobox><ul id=l></ul><script>let timer;on($("i"),"input",()=>{clearTimeout(timer);timer=setTimeout(async()=>{await fetch("suggest?q="+$("i").value);$("l").append(make("li","Portugal",{onclick(){send("took","Portugal")}}))},250)})</script>`,
    acts: [says(type("#i", "Por"), /Portugal/), click("text=Portugal")],
    sent: ["GET suggest?q=Por", "POST took Portugal"],
  },
  {
    name: "a field in the page's language of right to left takes its text",
    html: `<script>document.documentElement.dir="rtl"</script><input id=i style="position:absolute;left:3px">${SAVE}<script>on($("save"),"click",()=>send("save",$("i").value))</script>`,
    acts: [type("#i", "abc"), click("#save")],
    sent: ["POST save abc"],
  },
];
