import type { Control } from "./control.ts";
import type { Entry } from "./snapshots/entry.ts";

/** Words for the same kind of control: Chrome's own first. */
const SAME: readonly (readonly string[])[] = [
  ["disclosuretriangle", "button", "summary", "disclosure", "generic"],
  ["disclosuretrianglegrouped", "button", "summary", "disclosure", "generic"],
  ["popupbutton", "button"],
  ["togglebutton", "button"],
  ["file", "button"],
  ["textbox", "searchbox", "textfield"],
  ["searchbox", "textbox"],
  ["editable", "textbox", "generic"],
  ["date", "textbox", "inputtime", "datetime", "time", "month", "week", "group"],
  ["inputtime", "time", "textbox", "date", "datetime", "group"],
  ["datetime", "date", "time", "month", "week", "textbox", "group"],
  ["colorwell", "color", "textbox", "button"],
  ["combobox", "comboboxselect", "comboboxmenubutton", "select"],
  ["listbox", "select", "combobox"],
  ["switch", "checkbox"],
  ["checkbox", "switch"],
  ["option", "listboxoption", "menulistoption"],
];

/** Whether an entry's role says the same as Chrome's; anything does for what only behaves like a control. */
export function accepts({ role, byLabel }: Control, entry: Entry): boolean {
  if (role === "" || role === entry.role) return true;
  if (byLabel && /^(clickable|generic|labeltext)$/.test(entry.role)) return true;
  return SAME.some((words) => words[0] === role && words.includes(entry.role));
}
