import { test } from "../../../support/agent-test.ts";

test("x", async ({ agent }) => {
  await agent.navigate(
    `<select id=s><option>Ash<option>Beech<option>Oak</select><script>log=[];for(const k of ["keydown","keypress","keyup","change","input","focus","blur"])document.addEventListener(k,(e)=>log.push(k+" "+(e.key??"")+s.value),true)</script>`,
  );
  await agent.act("press", { target: "#s", key: "ArrowDown" });
  console.log(await agent.evaluate("log.splice(0).join()"));
  await agent.act("press", { target: "#s", key: "o" });
  console.log(await agent.evaluate("log.splice(0).join()"));
  await agent.act("type", { target: "#s", value: "oa" });
  console.log(await agent.evaluate("log.splice(0).join()"));
  await agent.navigate(
    `<ul id=l style="list-style:none;padding:0">${["A", "B", "C"].map((it) => `<li id=${it} style="height:30px;background:#eee">${it}</li>`).join("")}</ul><script>log=[];for(const k of ["pointerdown","dragstart","dragenter","dragover","dragleave","drop","dragend","pointercancel","mouseup"])document.addEventListener(k,(e)=>log.push(k+" "+e.target.id+(e.defaultPrevented?"!":"")),true);let held;const on=(a,b,c)=>a.addEventListener(b,c);on(l,"pointerdown",(e)=>{held=e.target;held.draggable=true});on(l,"dragstart",(e)=>e.dataTransfer.setData("text","x"));on(l,"dragover",(e)=>{e.preventDefault();const it=e.target;if(it!==held&&it.matches("li"))it.after(held)});on(l,"drop",(e)=>{e.preventDefault();held.draggable=false;})</script>`,
  );
  console.log((await agent.act("drag", { target: "#A", target2: "#C" })).text);
  console.log(await agent.evaluate("log.splice(0).join()"));
  await agent.navigate(`<table role=grid id=g><tr role=row aria-selected=false id=r1><td>Ada<td>1<tr role=row aria-selected=false id=r2><td>Bob<td>2</table><script>g.addEventListener("click",(e)=>{const row=e.target.closest("tr");row.ariaSelected="true"})</script>
  <table role=grid id=h><tr role=row aria-selected=false><td>Ida<td>1<tr role=row aria-selected=false><td>Job<td>2</table>
  <table id=t><tr><td>Kay<td>1<tr><td>Lou<td>2<tr><td>Max<td>3</table><script>t.onclick=()=>0;t.addEventListener("click",()=>0)</script>`);
  console.log(await agent.snapshot());
  await agent.navigate(
    `${Array.from({ length: 5 }, (_, n) => `<div id=d${n}>`).join("")}<b id=deep>Deep</b>${"</div>".repeat(5)}<script>for(let n=0;n<5;n++)document.getElementById("d"+n).addEventListener("mouseenter",()=>{});deep.addEventListener("mouseenter",()=>{})</script>`,
  );
  console.log(await agent.snapshot());
});
