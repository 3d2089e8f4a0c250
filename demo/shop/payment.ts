import type { IncomingMessage } from "node:http";
import { assetAnswer } from "./assets.ts";
import { type CardInput, cardProblem } from "./cards.ts";
import { type Answer, json, page, readBody, type Shop } from "./exchange.ts";
import { html } from "./html.ts";
import { frameLayout } from "./layout.ts";

function cardPage(shop: Shop): Answer {
  const main = html`<form id="card" data-shop="${shop.origin}" novalidate>
  <p class="field"><label for="number">Card number</label>
    <input id="number" name="number" required inputmode="numeric" autocomplete="cc-number" placeholder="4242 4242 4242 4242"></p>
  <div class="pair">
    <p class="field"><label for="expiry">Expiry date</label>
      <input id="expiry" name="expiry" required autocomplete="cc-exp" placeholder="MM/YY"></p>
    <p class="field"><label for="code">Security code</label>
      <input id="code" name="code" required inputmode="numeric" autocomplete="cc-csc" placeholder="123"></p>
  </div>
  <button class="button quiet">Use this card</button>
  <p id="card-message" role="alert"></p>
</form>`;
  const answer = page(frameLayout("Card payment", "payment.js", main));
  // Same host, other port is the same site: without its own agent cluster the frame would share
  // the shop's process, and the demo would not show a frame from another process.
  const isolation = { "origin-agent-cluster": "?1" };
  const embedding = { "content-security-policy": `frame-ancestors ${shop.origin}` };
  return { ...answer, headers: { ...answer.headers, ...isolation, ...embedding } };
}

function readCard(body: Buffer): CardInput {
  const form = new URLSearchParams(body.toString("utf8"));
  const text = (name: string) => (form.get(name) ?? "").trim();
  return { number: text("number"), expiry: text("expiry"), code: text("code") };
}

async function takeCard(shop: Shop, request: IncomingMessage): Promise<Answer> {
  const input = readCard(await readBody(request));
  const error = cardProblem(input);
  return error === undefined ? json(shop.cards.add(input)) : json({ error }, 422);
}

/** Answers the second origin: the card form, and the token for a card. */
export async function answerPayment(shop: Shop, request: IncomingMessage): Promise<Answer> {
  const { pathname } = new URL(request.url ?? "/", shop.paymentOrigin);
  if (request.method === "POST" && pathname === "/tokens") return takeCard(shop, request);
  if (request.method === "GET" && pathname === "/card") return cardPage(shop);
  return assetAnswer(pathname);
}
