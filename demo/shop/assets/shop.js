/** Sends fields url-encoded and answers the server's JSON, refusals included. */
export async function post(path, fields) {
  const response = await fetch(path, { method: "POST", body: new URLSearchParams(fields) });
  return response.json();
}

/** Shows what the server said in a live region. */
export function say(region, answer) {
  region.classList.toggle("error", answer.error !== undefined);
  region.textContent = answer.error ?? answer.message;
}

/** Keeps the number beside the cart link true. */
export function showCartCount(count) {
  const element = document.querySelector("#cart-count");
  if (element && count !== undefined) element.textContent = String(count);
}

const newsletter = document.querySelector("#newsletter");
newsletter?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const answer = await post("/newsletter", new FormData(newsletter));
  say(newsletter.parentElement.querySelector("[role=status]"), answer);
});
