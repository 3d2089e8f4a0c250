const form = document.querySelector("#card");
const message = document.querySelector("#card-message");

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const body = new URLSearchParams(new FormData(form));
  const response = await fetch("/tokens", { method: "POST", body });
  const answer = await response.json();
  message.textContent = answer.error ?? "";
  if (response.ok) window.parent.postMessage(answer, form.dataset.shop);
});
