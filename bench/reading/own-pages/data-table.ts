import { html, repeat } from "./html.ts";

const NAMES = ["Okafor", "Lindqvist", "Tanaka", "Moreau", "Silva", "Novak", "Haddad"];
const CITIES = ["Lagos", "Malmö", "Osaka", "Lyon", "Porto", "Brno", "Amman"];
const STATES = ["paid", "open", "overdue"];

/** Invoices: a table to sort and select in, with a filter and pages. */
export function dataTable(): string {
  return html(
    "Invoices",
    `<header><nav aria-label="Main"><a href="/home">Home</a> <a href="/invoices" aria-current="page">
Invoices</a> <a href="/clients">Clients</a></nav></header><main><h1>Invoices</h1>
<form role="search"><label>Filter <input type="search" value="2026"></label>
<label>State <select><option>All<option>paid<option>open<option>overdue</select></label></form>
<table><caption>25 of 312 invoices</caption><thead><tr>
<th><input type="checkbox" aria-label="Select all"></th>
<th aria-sort="ascending"><button>Number</button></th><th><button>Client</button></th>
<th>City</th><th><button>Due</button></th><th><button>Amount</button></th><th>State</th><th></th>
</tr></thead><tbody>${repeat(25, row)}</tbody><tfoot><tr><td colspan="5">Total</td>
<td>€ 41,275.50</td><td colspan="2"></td></tr></tfoot></table>
<nav aria-label="Pages"><button disabled>Previous</button> <a href="?p=1" aria-current="page">1</a>
${repeat(4, (index) => `<a href="?p=${index + 2}">${index + 2}</a>`)} <button>Next</button></nav>
</main><footer>Last import: 24 November 2026, 06:15</footer>`,
  );
}

function row(index: number): string {
  const number = `INV-${1040 + index}`;
  const amount = (index * 137.5 + 49.9).toFixed(2);
  const day = String((index % 27) + 1).padStart(2, "0");
  return `<tr><td><input type="checkbox" aria-label="Select ${number}"${index % 9 === 2 ? " checked" : ""}></td>
<td><a href="/invoices/${number}">${number}</a></td><td>${NAMES[index % 7]} & Sons</td>
<td>${CITIES[index % 7]}</td><td>2026-12-${day}</td><td>€ ${amount}</td>
<td>${STATES[index % 3]}</td><td><button aria-label="Actions for ${number}" aria-haspopup="menu"
aria-expanded="false">⋯</button></td></tr>`;
}
