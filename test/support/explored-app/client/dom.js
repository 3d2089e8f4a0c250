export const settings = JSON.parse(document.getElementById("settings").textContent);

const view = document.getElementById("view");
const status = document.getElementById("status");

/** An element with its properties, `on…` among them, and its children. */
export function h(name, properties = {}, ...children) {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children.filter((child) => child !== undefined));
  return element;
}

export function show(title, ...children) {
  view.replaceChildren(h("h1", {}, title), ...children.filter((child) => child !== undefined));
  tell("");
}

export function tell(text) {
  status.textContent = text;
}

export function button(name, act) {
  return h("button", { type: "button", onclick: () => run(act) }, name);
}

export function link(name, hash) {
  return h("a", { href: hash }, name);
}

export function field(name, properties = {}) {
  return h("label", {}, `${name} `, h("input", properties));
}

/** Of values with their texts; `chosen` is the value it begins with. */
export function choice(name, chosen, properties, ...values) {
  const options = values.map(([value, text]) => h("option", { value }, text));
  const select = h("select", properties, ...options);
  select.value = chosen;
  return h("label", {}, `${name} `, select);
}

/** Whose fields come to `act` by their names. */
export function form(name, submit, act, ...children) {
  const onsubmit = (event) => {
    event.preventDefault();
    const fields = new FormData(event.target);
    return run(() => act(fields, event.target));
  };
  return h("form", { onsubmit, ariaLabel: name }, ...children, h("button", {}, submit));
}

export function list(...items) {
  return h("ul", {}, ...items.map((item) => h("li", {}, item)));
}

/** Says what went wrong where the person can see it. */
export async function run(act) {
  try {
    const said = await act();
    if (typeof said === "string") tell(said);
  } catch (error) {
    tell(`Failed: ${error.message}`);
  }
}
