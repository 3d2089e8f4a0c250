import { check, click, drag, fill, key, press, select, type Task, type, upload } from "./task.ts";

/** Fields of every kind, and what is built in place of them. */
export const FIELD_TASKS: readonly Task[] = [
  {
    name: "enter-text",
    say: "Enter Myra and submit",
    start: true,
    html: `<input id=i data-need=Name aria-label=Name><button data-need=Submit id=b>Submit</button><script>on($("b"),"click",()=>$("i").value==="Myra"?done():wrong())</script>`,
    steps: [fill("Name", "Myra"), click("Submit")],
  },
  {
    name: "enter-password",
    say: "Enter the password qR7 twice",
    start: true,
    html: `<form><p>Password <input type=password id=p data-need=Password name=Password><p>Verify <input type=password id=q data-need=Verify name=Verify><button data-need=Submit>Submit</button></form>
      <script>on(document.forms[0],"submit",(event)=>{event.preventDefault();$("p").value==="qR7"&&$("q").value==="qR7"?done():wrong()})</script>`,
    steps: [fill("Password", "qR7"), fill("Verify", "qR7"), click("Submit")],
  },
  {
    name: "enter-date",
    say: "Enter 4 May 2017",
    start: true,
    html: `<label>When <input type=date id=d data-need=When></label><button data-need=Submit id=b>Submit</button><script>on($("b"),"click",()=>$("d").value==="2017-05-04"?done():wrong())</script>`,
    steps: [fill("When", "2017-05-04"), click("Submit")],
  },
  {
    name: "enter-time",
    say: "Enter 11:25 in the evening",
    start: true,
    html: `<label>At <input type=time id=t data-need=At></label><button data-need=Submit id=b>Submit</button><script>on($("b"),"click",()=>$("t").value==="23:25"?done():wrong())</script>`,
    steps: [fill("At", "23:25"), click("Submit")],
  },
  {
    name: "enter-text-dynamic",
    say: "Enter Otis in the field that moves",
    start: true,
    html: `<div id=w style="margin-top:80px"><input id=i data-need=tt name=tt></div><button data-need=Submit id=b>Submit</button>
      <script>on($("i"),"focus",()=>$("w").style.marginTop="10px");on($("b"),"click",()=>$("i").value==="Otis"?done():wrong())</script>`,
    steps: [type("tt", "Otis"), click("Submit")],
  },
  {
    name: "focus-text",
    say: "Put the focus into the second field",
    start: true,
    html: `<input data-need=one name=one><input data-need=two name=two id=t><script>on($("t"),"focus",done)</script>`,
    steps: [click("two")],
  },
  {
    name: "text-transform",
    say: "Type the letters that are shown aslant",
    start: true,
    html: `<svg width=120 height=40><text x=5 y=25 transform="rotate(9)">kLmP</text></svg><input data-need=letters aria-label=letters id=i><button id=b data-need=Submit>Submit</button>
      <script>on($("b"),"click",()=>$("i").value==="kLmP"?done():wrong())</script>`,
    steps: [fill("letters", "kLmP"), click("Submit")],
  },
  {
    name: "copy-paste",
    say: "Copy the text of the area into the field",
    start: true,
    html: `<textarea id=a data-need=From aria-label=From>Ut enim ad minim</textarea><input id=i data-need=To aria-label=To><button id=b data-need=Submit>Submit</button>
      <script>on($("b"),"click",()=>$("i").value===$("a").value?done():wrong())</script>`,
    steps: [
      click("From"),
      press("From", "Control+A"),
      key("Control+C"),
      press("To", "Control+V"),
      click("Submit"),
    ],
  },
  {
    name: "login-user-popup",
    say: "Log in as ada with pw1; close what pops up",
    start: true,
    needsListeners: true,
    html: `<input id=u data-need=User placeholder=User><input id=p type=password data-need=Password placeholder=Password><button id=b data-need=Login>Login</button>
      <div id=o hidden style="position:fixed;inset:0;background:#fffd"><p>Your session will end. <span id=s data-need=Stay>Stay</span> <span id=l data-need=Leave>Leave</span></div>
      <script>let seen;on($("u"),"focus",()=>{if(!seen)$("o").hidden=false;seen=1});on($("s"),"click",()=>$("o").hidden=true);on($("l"),"click",wrong);
      on($("b"),"click",()=>$("u").value==="ada"&&$("p").value==="pw1"?done():wrong())</script>`,
    steps: [
      click("User"),
      click("Stay"),
      fill("User", "ada"),
      fill("Password", "pw1"),
      click("Login"),
    ],
  },
  {
    name: "form-sequence",
    say: "Slide to 6, choose the second option, check terms and submit",
    start: true,
    html: `<input type=range min=0 max=10 value=0 id=r data-need=Amount aria-label=Amount><fieldset><legend>Way</legend><label><input type=radio name=w data-need=Air> Air</label><label><input type=radio name=w id=s data-need=Sea> Sea</label></fieldset>
      <label><input type=checkbox id=c data-need=Terms> Terms</label><button id=b data-need=Submit>Submit</button><script>on($("b"),"click",()=>$("r").value==="6"&&$("s").checked&&$("c").checked?done():wrong())</script>`,
    steps: [fill("Amount", "6"), check("Sea"), check("Terms"), click("Submit")],
  },
  {
    name: "use-slider",
    say: "Move the slider to 3 by keys",
    start: true,
    html: `<style>#h{position:relative;width:200px;height:8px;background:#ccc}#k{position:absolute;left:0;top:-4px;width:16px;height:16px;background:#36c}</style>
      <div id=h><span id=k tabindex=0 data-need=handle></span></div><p id=v>0</p><button id=b data-need=Submit>Submit</button>
      <script>let n=0;on($("k"),"keydown",({key})=>{n+=key==="ArrowRight"?1:key==="ArrowLeft"?-1:0;$("k").style.left=n*20+"px";$("v").textContent=n});on($("b"),"click",()=>n===3?done():wrong())</script>`,
    steps: [
      press("#1", "ArrowRight", "handle"),
      key("ArrowRight"),
      key("ArrowRight"),
      click("Submit"),
    ],
  },
  {
    name: "use-slider-drag",
    say: "Drag the handle to the mark Far",
    needsListeners: true,
    html: `<style>#h{position:relative;width:300px;height:40px;background:#eee}#k{position:absolute;left:0;top:0;width:20px;height:40px;background:#36c}#m{position:absolute;left:240px;width:40px;top:10px}</style>
      <div id=h><div id=k data-need=handle></div><b id=m tabindex=0 data-need=Far>Far</b></div><script>let from;on($("k"),"mousedown",({clientX})=>from=clientX-$("k").offsetLeft);
      on(window,"mousemove",({clientX})=>{if(from!==undefined)$("k").style.left=clientX-from+"px"});on(window,"mouseup",()=>{if(from!==undefined&&$("k").offsetLeft>220)done();from=undefined})</script>`,
    steps: [drag("#1", "Far", "handle")],
  },
  {
    name: "use-spinner",
    say: "Set the number to 2 with the arrows",
    start: true,
    needsListeners: true,
    html: `<style>span span{display:inline-block;width:14px;height:14px;background:#bbb}</style><span><input id=i value=0 data-need=number aria-label=number readonly><span id=u data-need=up></span><span id=d data-need=down></span></span><button id=b data-need=Submit>Submit</button>
      <script>const add=(n)=>$("i").value=+$("i").value+n;on($("u"),"mousedown",()=>add(1));on($("d"),"mousedown",()=>add(-1));on($("b"),"click",()=>$("i").value==="2"?done():wrong())</script>`,
    steps: [click("number >> #1", "up"), click("number >> #1", "up"), click("Submit")],
  },
  {
    name: "use-autocomplete",
    say: "Enter the country that begins with Po and ends with al",
    start: true,
    needsListeners: true,
    html: `<input id=i data-need=Country aria-label=Country autocomplete=off><div id=l></div><button id=b data-need=Submit>Submit</button><script>
      on($("i"),"input",()=>{$("l").replaceChildren(...["Poland","Portugal","Peru"].filter((it)=>it.startsWith($("i").value)).map((it)=>{const row=document.createElement("div");row.textContent=row.dataset.need=it;
      on(row,"mousedown",()=>{$("i").value=it;$("l").replaceChildren()});return row}))});on($("b"),"click",()=>$("i").value==="Portugal"?done():wrong())</script>`,
    steps: [type("Country", "Po"), click("Portugal"), click("Submit")],
  },
  {
    name: "choose-list",
    say: "Choose Kenya in the list",
    start: true,
    html: `<select id=s aria-label=Country data-need=Country><option>Ghana<option>Kenya<option>Togo</select><button id=b data-need=Submit>Submit</button><script>on($("b"),"click",()=>$("s").value==="Kenya"?done():wrong())</script>`,
    steps: [select("Country", "Kenya"), click("Submit")],
  },
  {
    name: "click-scroll-list",
    say: "Choose Ida and Zoe in the list",
    start: true,
    html: `<select id=s multiple size=4 aria-label=Names data-need=Names>${"Ana Bo Cy Di Ed Fay Gil Hal Ida Jo Zoe"
      .split(" ")
      .map((it) => `<option>${it}`)
      .join(
        "",
      )}</select><button id=b data-need=Submit>Submit</button><script>on($("b"),"click",()=>[...$("s").selectedOptions].map((it)=>it.value).join()==="Ida,Zoe"?done():wrong())</script>`,
    steps: [select("Names", "Ida\nZoe"), click("Submit")],
  },
  {
    name: "choose-built-list",
    say: "Choose Large in the list that opens",
    html: `<div role=combobox tabindex=0 aria-label=Size aria-expanded=false aria-controls=l id=c data-need=Size>Small</div><ul role=listbox id=l hidden><li role=option data-need=Small>Small<li role=option data-need=Large>Large</ul>
      <script>on($("c"),"click",()=>{$("l").hidden=!$("l").hidden;$("c").ariaExpanded=String(!$("l").hidden)});on($("l"),"click",({target})=>{$("c").textContent=target.textContent;$("l").hidden=true;target.textContent==="Large"?done():wrong()})</script>`,
    steps: [select("Size", "Large")],
  },
  {
    name: "text-editor",
    say: "Make the whole text bold and submit",
    start: true,
    needsListeners: true,
    html: `<style>#t span{display:inline-block;width:22px;height:22px;border:1px solid}</style><div id=t><span id=bo title=bold data-need=bold></span><span title=italic data-need=italic></span></div><div id=e contenteditable data-need=Text aria-label=Text>Consequat nisi</div><button id=b data-need=Submit>Submit</button>
      <script>on($("bo"),"mousedown",(event)=>event.preventDefault());on($("bo"),"click",()=>document.execCommand("bold"));on(document.querySelector("[title=italic]"),"click",wrong);on($("b"),"click",()=>$("e").querySelector("b")?.textContent==="Consequat nisi"?done():wrong())</script>`,
    steps: [click("Text"), press("Text", "Control+A"), click("bold"), click("Submit")],
  },
  {
    name: "plaintext-only",
    say: "Write a note",
    html: `<div id=e contenteditable=plaintext-only data-need=Note aria-label=Note style="border:1px solid;min-height:20px"></div><script>on($("e"),"input",()=>{if($("e").textContent==="Back at six")done()})</script>`,
    steps: [fill("Note", "Back at six")],
  },
  {
    name: "highlight-text",
    say: "Select all the text of the field and submit",
    start: true,
    html: `<input id=i value="Sed ut nulla" data-need=Line aria-label=Line><button id=b data-need=Submit>Submit</button><script>on($("b"),"click",()=>$("i").selectionEnd-$("i").selectionStart===12?done():wrong())</script>`,
    steps: [press("Line", "Control+A"), click("Submit")],
  },
  {
    name: "file-label",
    say: "Give a file; the input is hidden in a label",
    html: `<label data-hit=f style="border:1px solid">Attach <input type=file id=f hidden></label><script>on($("f"),"change",()=>$("f").files[0].name==="cv.txt"&&done())</script>`,
    steps: [upload("Attach*", "cv.txt", "f")],
  },
  {
    name: "file-button",
    say: "Give a file; the input is hidden behind a button",
    html: `<button id=b data-need=Browse>Browse</button><input type=file id=f data-hit=f style="display:none"><script>on($("b"),"click",()=>$("f").click());on($("f"),"change",()=>$("f").files[0].name==="cv.txt"&&done())</script>`,
    steps: [upload("Browse", "cv.txt", "f")],
  },
  {
    name: "disabled-fieldset",
    say: "Unlock the form, and enter 5",
    html: `<label><input type=checkbox id=c data-need=Other> Other</label><fieldset id=f disabled><legend>Amount</legend><input id=i aria-label=Sum data-need=Sum><button id=b data-need=Give>Give</button></fieldset>
      <script>on($("c"),"change",()=>$("f").disabled=!$("c").checked);on($("b"),"click",()=>$("i").value==="5"?done():wrong())</script>`,
    steps: [check("Other"), fill("Sum", "5"), click("Give")],
  },
  {
    name: "simple-arithmetic",
    say: "Solve the sum",
    start: true,
    html: `<p>8 - 3 = </p><input id=i data-need=answer name=answer><button id=b data-need=Submit>Submit</button><script>on($("b"),"click",()=>$("i").value==="5"?done():wrong())</script>`,
    steps: [fill("answer", "5"), key("Tab"), key("Enter")],
  },
  {
    name: "enter-code",
    say: "Enter 4 2 7 into the three boxes",
    html: `<div id=o>${[1, 2, 3].map((n) => `<input maxlength=1 size=1 data-need=d${n} aria-label="Digit ${n}">`).join("")}</div><script>const all=[...document.querySelectorAll("input")];all.forEach((it,at)=>on(it,"input",()=>{all[at+1]?.focus();if(all.map((one)=>one.value).join("")==="427")done()}))</script>`,
    steps: [type("Digit 1", "427", "d1")],
  },
  {
    name: "terminal",
    say: "Type ls and press Enter in the terminal",
    html: `<div id=t tabindex=0 data-need=Terminal aria-label=Terminal style="background:#000;color:#0f0;height:60px">$ <span id=l></span></div><script>on($("t"),"keydown",({key})=>{if(key==="Enter"){$("l").textContent==="ls"?done():wrong()}else if(key.length===1)$("l").textContent+=key})</script>`,
    steps: [type("Terminal", "ls"), key("Enter")],
  },
];
