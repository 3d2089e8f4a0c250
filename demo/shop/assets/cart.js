import { post, say, showCartCount } from "./shop.js";

const lines = document.querySelector("#lines");
const status = document.querySelector("#cart-status");

function show(answer) {
  say(status, answer);
  showCartCount(answer.count);
  for (const [key, total] of answer.lines ?? []) {
    const row = lines.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (row) row.querySelector("[data-line-total]").textContent = total;
  }
  for (const [id, value] of answer.sums ?? []) document.getElementById(id).textContent = value;
}

lines?.addEventListener("change", async (event) => {
  const row = event.target.closest("tr");
  show(await post("/cart/quantity", { key: row.dataset.key, quantity: event.target.value }));
});

lines?.addEventListener("click", async (event) => {
  const name = event.target.dataset.remove;
  if (name === undefined || !confirm(`Remove ${name} from your cart?`)) return;
  const row = event.target.closest("tr");
  const answer = await post("/cart/remove", { key: row.dataset.key });
  row.remove();
  if (answer.count === 0) location.reload();
  else show(answer);
});

document.querySelector("#gift-wrap")?.addEventListener("change", async (event) => {
  show(await post("/cart/gift-wrap", { on: String(event.target.checked) }));
});
