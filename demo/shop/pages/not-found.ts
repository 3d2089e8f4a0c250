import { type Answer, type Exchange, page } from "../exchange.ts";
import { html } from "../html.ts";
import { layout } from "../layout.ts";

/** The page for every address the shop does not have, with status 404. */
export function notFound(exchange: Exchange): Answer {
  const main = html`<div class="narrow centre">
  <p class="big-number" aria-hidden="true">404</p>
  <h1>This shelf is empty</h1>
  <p>There is no page at this address. Perhaps it was mended and moved.</p>
  <p><a class="button" href="/">Back to the shop</a></p>
</div>`;
  return page(layout(exchange, { title: "Page not found", main }), 404);
}
