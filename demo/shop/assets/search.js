const price = document.querySelector("#max");
price.addEventListener("input", () => {
  document.querySelector("#max-value").textContent = `$${price.value}`;
});

const box = document.querySelector(".listbox");
const button = box.querySelector("[role=combobox]");
const list = box.querySelector("[role=listbox]");
const options = [...list.children];
let active = options.findIndex((option) => option.ariaSelected === "true");

function setActive(index) {
  active = Math.min(options.length - 1, Math.max(0, index));
  for (const option of options) option.classList.toggle("active", option === options[active]);
  button.setAttribute("aria-activedescendant", options[active].id);
}

function setOpen(open) {
  list.hidden = !open;
  button.ariaExpanded = String(open);
  if (open) setActive(active);
  else button.removeAttribute("aria-activedescendant");
}

function choose(option) {
  const form = document.getElementById(box.dataset.form);
  for (const other of options) other.ariaSelected = String(other === option);
  button.textContent = option.textContent;
  setOpen(false);
  form.elements[box.dataset.field].value = option.dataset.value;
  form.requestSubmit();
}

const KEYS = {
  ArrowDown: () => setActive(active + 1),
  ArrowUp: () => setActive(active - 1),
  Home: () => setActive(0),
  End: () => setActive(options.length - 1),
  Enter: () => choose(options[active]),
  " ": () => choose(options[active]),
};

button.addEventListener("click", () => setOpen(list.hidden));
button.addEventListener("blur", () => setOpen(false));
button.addEventListener("keydown", (event) => {
  if (event.key === "Escape") return setOpen(false);
  if (!(event.key in KEYS)) return;
  event.preventDefault();
  if (list.hidden) setOpen(true);
  else KEYS[event.key]();
});
// Choosing on mousedown would act before the click is complete; this only keeps the focus.
list.addEventListener("mousedown", (event) => event.preventDefault());
list.addEventListener("click", (event) => {
  const option = event.target.closest("[role=option]");
  if (option) choose(option);
});
