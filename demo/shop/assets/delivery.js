const status = document.querySelector("#slot-status");

document.querySelector("#slots").addEventListener("change", async (event) => {
  const body = new URLSearchParams({ slot: event.target.value });
  const response = await fetch("/checkout/delivery", { method: "POST", body });
  const answer = await response.json();
  status.textContent = answer.error ?? answer.message;
});
