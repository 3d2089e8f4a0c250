import { type Case, click, no, press, type } from "./case.ts";

const KEYS = `<script>on(document,"keydown",(e)=>send("key",[e.ctrlKey?"C":"",e.altKey?"A":"",e.shiftKey?"S":"",e.metaKey?"M":"",e.key].join("")))</script>`;

function sends(key: string, sent: string, more = ""): Case {
  return {
    name: `${key} sends ${sent}${more}`,
    html: `<button id=b>x</button><script>on(document,"keydown",(e)=>{if(/^(Control|Shift|Alt|Meta)$/.test(e.key))return;e.preventDefault();send("key",[e.ctrlKey?"C":"",e.altKey?"A":"",e.shiftKey?"S":"",e.metaKey?"M":"",e.key,"/",e.code].join(""))})</script>`,
    acts: [press(key, "#b")],
    sent: [`POST key ${sent}`],
  };
}

/** Keys, chords, and where they go. */
export const KEY_CASES: readonly Case[] = [
  sends("Control+Enter", "CEnter/Enter"),
  sends("Meta+K", "Mk/KeyK"),
  sends("Alt+ArrowDown", "AArrowDown/ArrowDown"),
  sends("Control+Shift+P", "CSP/KeyP"),
  sends("Shift+Tab", "STab/Tab"),
  sends("Control+/", "C//Slash"),
  sends("?", "?/Slash"),
  sends("PageDown", "PageDown/PageDown"),
  sends("F2", "F2/F2"),
  {
    name: "a chord presses and lets go of each of its keys, once",
    html: `<button id=b>x</button><script>on(document,"keydown keyup",(e)=>send(e.type,e.key))</script>`,
    acts: [press("Control+Shift+Z", "#b")],
    sent: [
      "POST keydown Control",
      "POST keydown Shift",
      "POST keydown Z",
      "POST keyup Z",
      "POST keyup Shift",
      "POST keyup Control",
    ],
  },
  {
    name: "all is chosen, copied and put elsewhere by chords",
    html: `<input id=a value=words><textarea id=b>old</textarea><script>on($("b"),"input",()=>send("b",$("b").value))</script>`,
    acts: [
      press("Control+A", "#a"),
      press("Control+C"),
      press("Control+A", "#b"),
      press("Control+V"),
    ],
    sent: ["POST b words"],
  },
  {
    name: "words go by Control and Backspace, lines by Shift and arrows",
    html: `<textarea id=t>one two
three</textarea><script>on($("t"),"input",()=>send("t",JSON.stringify($("t").value)))</script>`,
    acts: [
      press("Control+End", "#t"),
      press("Control+Backspace"),
      press("Shift+ArrowUp"),
      press("Delete"),
    ],
    sent: [`POST t "one two\\n"`, `POST t ""`],
  },
  {
    name: "the focus goes on by Tab, past what is disabled, and back",
    html: `<input id=a><button disabled>no</button><div tabindex=-1>no</div><a href=#x id=b>link</a><input id=c><script>on(document,"focusin",(e)=>send("at",e.target.id))</script>`,
    acts: [press("Tab", "#a"), press("Tab"), press("Shift+Tab")],
    sent: ["POST at a", "POST at b", "POST at c", "POST at b"],
  },
  {
    name: "Escape closes a dialog, and one below it later",
    html: `<dialog id=d>one<dialog id=e>two</dialog></dialog><script>on($("d"),"close",()=>send("close","d"));on($("e"),"close",(x)=>{x.stopPropagation();send("close","e")});$("d").showModal();$("e").showModal()</script>`,
    acts: [press("Escape"), press("Escape")],
    sent: ["POST close e", "POST close d"],
    dom: { "$('d').open||$('e').open": false },
  },
  {
    name: "several rows are chosen by Shift and arrows",
    html: `<div id=g role=grid>${[1, 2, 3].map((n) => `<div role=row tabindex=${n === 1 ? 0 : -1} id=r${n}>Row ${n}</div>`).join("")}</div><script>on($("g"),"keydown",(e)=>{const next=e.target.nextElementSibling;if(e.key==="ArrowDown"&&next){e.preventDefault();e.target.ariaSelected=e.shiftKey?"true":"false";next.ariaSelected="true";next.focus();send("rows",document.querySelectorAll("[aria-selected=true]").length)}})</script>`,
    acts: [press("Shift+ArrowDown", "#r1"), press("Shift+ArrowDown")],
    sent: ["POST rows 2", "POST rows 3"],
  },
  {
    name: "the space bar presses a button, Enter a link, neither both",
    html: `<button id=b>x</button><a id=a href="there">go</a><script>on($("b"),"click",()=>send("button"))</script>`,
    acts: [press("Space", "#b"), press("Enter", "#a")],
    sent: ["POST button", "GET there"],
  },
  {
    name: "a chord of the page is heard wherever the focus is",
    html: `<input id=i><script>on(document,"keydown",(e)=>{if(e.key==="k"&&e.ctrlKey)send("key","Ck")})</script>`,
    acts: [click("#i"), press("Control+K")],
    sent: ["POST key Ck"],
  },
  {
    name: "what takes no focus takes no keys",
    html: `<p id=p>text</p><input id=i>${KEYS}<script>$("i").focus()</script>`,
    acts: [
      no(press("a", "#p"), "not_actionable", /focus/),
      no(type("#p", "a"), "not_actionable", /focus/),
    ],
    sent: [],
  },
  {
    name: "a key that is none presses nothing",
    html: `<input id=i>${KEYS}`,
    acts: [
      no(press("Ctrl+Foo", "#i"), "invalid_arguments", /is no key/),
      no(press("A+Control", "#i"), "invalid_arguments", /is no key/),
    ],
    sent: [],
  },
  {
    name: "a game hears the key go down and up",
    html: `<canvas id=c tabindex=0 width=100 height=50></canvas><script>let at=0;on($("c"),"keydown",({code})=>{if(code==="ArrowRight")at=performance.now()});on($("c"),"keyup",()=>send("held",at>0))</script>`,
    acts: [press("ArrowRight", "#c")],
    sent: ["POST held true"],
  },
  {
    name: "capitals and signs are typed with their own keys",
    html: `<input id=i><script>on($("i"),"input",()=>{if($("i").value.length===5)send("text",$("i").value)})</script>`,
    acts: [type("#i", "A%b~"), press("Shift+a", "#i")],
    sent: ["POST text A%b~A"],
  },
];
