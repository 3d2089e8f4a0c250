import { type Case, click, fill, press, type, untold } from "./case.ts";

const EXACT = /does not hold exactly/;
const SAVE = `<button id=save>Save</button>`;

/** An editor that lets nothing into its document but through its own model. */
const MODEL = `<div id=e contenteditable style="white-space:pre-wrap;min-height:40px;border:1px solid"></div>${SAVE}<script>let text="old",from=0,to=0;
const draw=()=>{$("e").textContent=text;const node=$("e").firstChild??$("e");getSelection().setBaseAndExtent(node,from,node,to)};
const at=(node,offset)=>node===$("e")?(offset===0?0:text.length):offset;
on(document,"selectionchange",()=>{const s=getSelection();if(!$("e").contains(s.anchorNode))return;const a=at(s.anchorNode,s.anchorOffset),b=at(s.focusNode,s.focusOffset);from=Math.min(a,b);to=Math.max(a,b)});
on($("e"),"beforeinput",(e)=>{e.preventDefault();let put="";if(/^insertText|insertFromPaste/.test(e.inputType))put=e.data??e.dataTransfer.getData("text/plain");else if(/insert(Paragraph|LineBreak)/.test(e.inputType))put="\\n";else if(e.inputType.startsWith("delete")&&from===to)from=Math.max(0,from-1);
text=text.slice(0,from)+put+text.slice(to);from=to=from+put.length;draw()});
$("e").textContent=text;on($("save"),"click",()=>send("text",text))</script>`;

/** An editor that takes keys in a hidden area and draws its lines itself, like those for code. */
const CODE = `<div id=e class=editor style="position:relative;width:300px;height:80px;border:1px solid"><div style="overflow:hidden;position:absolute;width:3px;height:0"><textarea id=t style="position:absolute;width:1000px;height:1em"></textarea></div><pre id=lines style="margin:0;height:80px"></pre></div>${SAVE}<script>let text="let a = 1",all=false;
const draw=()=>{$("lines").textContent=text};draw();on($("e"),"mousedown",(e)=>{e.preventDefault();$("t").focus();all=false});
on($("t"),"keydown",(e)=>{if((e.ctrlKey||e.metaKey)&&e.key==="a"){all=true;e.preventDefault()}else if(/^(Delete|Backspace)$/.test(e.key)){text=all?"":text.slice(0,-1);all=false;draw()}else if(e.key==="Enter"){e.preventDefault();text=all?"\\n":text+"\\n";all=false;draw()}});
on($("t"),"input",()=>{text=all?$("t").value:text+$("t").value;all=false;$("t").value="";draw()});on($("save"),"click",()=>send("code",text))</script>`;

/** Rich text, and editors that hold their text elsewhere. */
export const EDITOR_CASES: readonly Case[] = [
  {
    name: "rich text is replaced, and its editor hears of it",
    html: `<div id=e contenteditable><p>old <b>bold</b></p></div>${SAVE}<script>let n=0;on($("e"),"input",()=>n++);on($("save"),"click",()=>send("text",$("e").innerText.trim()+(n>0)))</script>`,
    acts: [untold(fill("#e", "new words"), EXACT), click("#save")],
    sent: ["POST text new wordstrue"],
  },
  {
    name: "rich text in several paragraphs is replaced as a whole",
    html: `<div id=e contenteditable><h2>Head</h2><p>one</p><ul><li>two</ul></div>${SAVE}<script>on($("save"),"click",()=>send("text",$("e").innerText.trim()))</script>`,
    acts: [fill("#e", "all new"), click("#save"), fill("#e", ""), click("#save")],
    sent: ["POST text all new", "POST text"],
  },
  {
    name: "an editor with a model of its own takes text, lines and emptiness",
    html: MODEL,
    acts: [
      untold(fill("#e", "one"), EXACT),
      click("#save"),
      type("#e", " two\nthree"),
      click("#save"),
      fill("#e", ""),
      click("#save"),
    ],
    sent: ["POST text one", "POST text one two\nthree", "POST text"],
  },
  {
    name: "an editor with a model of its own takes several lines at once",
    html: MODEL,
    acts: [fill("#e", "one\ntwo"), click("#save")],
    sent: ["POST text one\ntwo"],
  },
  {
    name: "an editor that draws its lines itself has its text replaced",
    html: CODE,
    acts: [fill("#e", "let b = 2"), click("#save")],
    sent: ["POST code let b = 2"],
    dom: { "$('lines').textContent": "let b = 2" },
  },
  {
    name: "an editor that draws its lines itself is typed into and emptied",
    html: CODE,
    acts: [type("#e", "23"), press("Control+A"), press("Delete"), type("#e", "x"), click("#save")],
    sent: ["POST code x"],
  },
  {
    name: "bold and undo go by chords in rich text",
    html: `<div id=e contenteditable>word</div>${SAVE}<script>on($("save"),"click",()=>send("html",$("e").innerHTML))</script>`,
    acts: [
      press("Control+A", "#e"),
      press("Control+B"),
      click("#save"),
      press("Control+Z", "#e"),
      click("#save"),
    ],
    sent: ["POST html <b>word</b>", "POST html word"],
  },
  {
    name: "a message is sent by Enter, a line broken by Shift and Enter",
    html: `<div id=e contenteditable></div><script>on($("e"),"keydown",(e)=>{if(e.key==="Enter"&&!e.shiftKey){e.preventDefault();send("say",$("e").innerText);$("e").textContent=""}})</script>`,
    acts: [type("#e", "hello"), press("Shift+Enter"), type("#e", "you"), press("Enter")],
    sent: ["POST say hello\nyou"],
    dom: { "$('e').textContent": "" },
  },
  {
    name: "one cell of a table that can be edited is filled alone",
    html: `<table><tr><td contenteditable id=a>1<td contenteditable id=b>2</table>${SAVE}<script>on($("save"),"click",()=>send("cells",$("a").textContent+","+$("b").textContent))</script>`,
    acts: [fill("#b", "7"), click("#save")],
    sent: ["POST cells 1,7"],
  },
  {
    name: "rich text in a frame whose whole document is edited is filled",
    html: `<iframe id=f srcdoc="<body contenteditable>old</body>"></iframe>${SAVE}<script>on($("save"),"click",()=>send("text",$("f").contentDocument.body.textContent))</script>`,
    acts: [fill("body[contenteditable]", "from outside"), click("#save")],
    sent: ["POST text from outside"],
  },
  {
    name: "text that must be plain stays plain",
    html: `<div id=e contenteditable=plaintext-only>old</div>${SAVE}<script>on($("save"),"click",()=>send("html",$("e").innerHTML))</script>`,
    acts: [fill("#e", "<b>no</b>"), click("#save")],
    sent: ["POST html &lt;b&gt;no&lt;/b&gt;"],
  },
];
