import { post, say, showCartCount } from "./shop.js";

const form = document.querySelector("#buy");
const status = form.querySelector("[role=status]");
const button = form.querySelector("button");

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  button.disabled = true;
  status.textContent = "";
  const answer = await post("/cart/add", new FormData(form));
  button.disabled = false;
  say(status, answer);
  showCartCount(answer.count);
});

form.elements.colour.addEventListener("change", (event) => {
  const { tint } = event.target.selectedOptions[0].dataset;
  document.querySelector(".stage .art").style.setProperty("--tint", tint);
});
