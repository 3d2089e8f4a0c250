import { inject } from "vitest";
import { pageUrl } from "../../support/agent.ts";
import type { Task } from "./task.ts";

/**
 * What every document of a task knows: `done()` and `wrong()` tell the outcome, `$` finds by id, `on`
 * adds a listener, and `watch` notes which need hears of what happens below a root.
 */
const HEAD = `<!doctype html><meta charset=utf-8><style>body{font:14px sans-serif}</style><script>
const told=(it)=>top.postMessage(it,"*"),done=()=>told("done"),wrong=()=>told("wrong"),
$=(id)=>document.getElementById(id),on=(it,type,run)=>it.addEventListener(type,run),
note=(event)=>{const at=event.composedPath().find((it)=>it.dataset?.need||it.dataset?.hit);
at&&told([event.type,at.dataset.need||at.dataset.hit])},
watch=(root)=>["pointerdown","mouseover","keydown","input","change","drop"].forEach((it)=>root.addEventListener(it,note,true));
watch(window)</script>`;

/** Once wrong stays wrong. */
const TOP = `<script>const hits=[];on(window,"message",({data})=>{
if(Array.isArray(data))hits.push(data);
else if(document.body.dataset.done!=="wrong")document.body.dataset.done=data})</script>`;

const START = `<div id=start data-hit=START style="position:fixed;inset:0;z-index:9;background:#ffd;cursor:pointer">START</div>
<script>on($("start"),"click",()=>$("start").remove())</script>`;

/** The words all of a page's needs stand beside, so that a selector of them never matches one alone. */
export const SAY = "Task: ";

/** The address of the task's page. */
export function taskUrl(task: Task): string {
  const html = typeof task.html === "string" ? task.html : task.html();
  const say = `<p data-need=say>${SAY}${task.say}</p>`;
  return pageUrl(`${HEAD}${TOP}${say}${task.start ? START : ""}${html}`);
}

/** A document of a task inside a frame. */
export function inFrame(html: string, origin = inject("pages"), rest = ""): string {
  return `<iframe src="${pageUrl(HEAD + html, {}, origin)}" ${rest}></iframe>`;
}

/** A document of a task inside the attribute of a frame. */
export function inSrcdoc(html: string, rest = ""): string {
  const escaped = (HEAD + html).replaceAll("&", "&amp;").replaceAll('"', "&quot;");
  return `<iframe srcdoc="${escaped}" ${rest}></iframe>`;
}

/** Gives what has become of the task, as soon as it has become anything. */
export const OUTCOME = `new Promise((tell)=>{let left=40;const look=()=>{
const {done}=document.body.dataset;
if(done||left--<0)tell({done:done??"not done",hits});else setTimeout(look,50)};look()})`;
