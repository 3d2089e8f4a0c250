import { html, repeat } from "./html.ts";

/** Elements of one row, itself included; half of them are rows, links and buttons. */
const PER_ROW = 10;

/** A table of about `count` elements. */
export function manyElements(count: number): string {
  const rows = repeat(Math.round(count / PER_ROW), row);
  return html(`${count} elements`, `<h1>All of it</h1><table>${rows}</table>`);
}

function row(index: number): string {
  return `<tr><td><a href="/item/${index}">Item ${index}</a></td><td><button>Edit ${index}</button></td>
<td><b>${index * 3}</b> <a href="/shelf/${index}">Shelf ${index % 40}</a></td>
<td><button>Remove ${index}</button></td></tr>`;
}
