import { html, repeat } from "./html.ts";

const SWITCHES = ["E-mail me offers", "Weekly report", "Sign-in alerts", "Beta features"];
const STYLE = `<style>.toggle input{position:absolute;opacity:0;width:40px;height:20px}
.toggle i{display:inline-block;width:40px;height:20px;background:#bbb}.plain input{display:none}
.plain{display:inline-block;padding:4px}</style>`;

/** Tabs, switches drawn by the page, radios, a tree, a menu and a slider, in ARIA's own terms. */
export function settings(): string {
  return html(
    "Settings",
    `${STYLE}<h1>Settings</h1><div role="tablist" aria-label="Sections">
<button role="tab" aria-selected="false">Account</button>
<button role="tab" aria-selected="true" aria-controls="panel">Notifications</button>
<button role="tab" aria-selected="false" aria-disabled="true">Billing</button></div>
<section role="tabpanel" id="panel" aria-label="Notifications"><h2>Notifications</h2>
${repeat(4, toggle)}
<fieldset><legend>How often</legend>${repeat(3, plainRadio)}</fieldset>
<div role="radiogroup" aria-label="Theme"><div role="radio" aria-checked="false" tabindex="-1">Light</div>
<div role="radio" aria-checked="true" tabindex="0">Dark</div></div>
<div role="checkbox" aria-checked="mixed" tabindex="0">All devices</div>
<div role="slider" tabindex="0" aria-label="Text size" aria-valuemin="10" aria-valuemax="24"
aria-valuenow="16">16 px</div>
<div role="combobox" aria-label="Time zone" aria-expanded="false" tabindex="0">Europe/Lisbon</div>
<button aria-haspopup="menu" aria-expanded="true">More</button>
<div role="menu"><div role="menuitem" tabindex="-1">Export data</div>
<div role="menuitemcheckbox" aria-checked="true" tabindex="-1">Compact rows</div>
<div role="menuitem" aria-disabled="true" tabindex="-1">Delete account</div></div>
<ul role="tree" aria-label="Folders"><li role="treeitem" aria-expanded="true" tabindex="0">Work
<ul role="group"><li role="treeitem" aria-selected="true" tabindex="-1">Reports</li></ul></li>
<li role="treeitem" aria-expanded="false" tabindex="-1">Home</li></ul>
<p role="status">Saved at 14:05</p><progress value="0.4" aria-label="Storage"></progress>
<button>Save changes</button> <button type="reset">Discard</button></section>
<div role="tabpanel" hidden><label>Card <input></label></div>`,
  );
}

function toggle(index: number): string {
  const checked = index % 2 === 0 ? " checked" : "";
  return `<p><label class="toggle"><input type="checkbox" role="switch"${checked}><i></i> ${SWITCHES[index]}</label></p>`;
}

function plainRadio(index: number): string {
  const checked = index === 1 ? " checked" : "";
  return `<label class="plain"><input type="radio" name="often"${checked}> ${["Daily", "Weekly", "Never"][index]}</label>`;
}
