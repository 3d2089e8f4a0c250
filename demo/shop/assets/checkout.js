const frame = document.querySelector("#payment");

// Only the payment frame itself may hand over a card, not some other window of its origin.
window.addEventListener("message", (event) => {
  if (event.origin !== frame.dataset.origin || event.source !== frame.contentWindow) return;
  document.querySelector("#cardToken").value = event.data.token;
  document.querySelector("#card-status").textContent =
    `Card ending in ${event.data.lastFour} added`;
});
