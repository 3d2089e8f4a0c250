/** One step of the flow, by the name a person would call its element. */
export interface FlowStep {
  readonly action: "fill" | "check" | "select" | "click";
  readonly label: string;
  /** Of the element, for a script. */
  readonly id: string;
  readonly value?: string;
}

const FIELDS = [
  "First name",
  "Last name",
  "Street",
  "House number",
  "Postal code",
  "City",
  "Company",
  "Department",
  "Phone",
  "E-mail",
  "Reference",
  "Notes",
];
const BOXES = ["Newsletter", "Gift wrap", "Express", "Insurance"];
const LISTS = ["Country", "Language", "Currency"];
const OPTIONS = ["One", "Two", "Three"];

const idOf = (label: string) => label.toLowerCase().replace(/[^a-z]+/g, "-");

/** Twelve fields, four boxes, three lists and the button. */
export const STEPS: readonly FlowStep[] = [
  ...FIELDS.map(
    (label) => ({ action: "fill", label, id: idOf(label), value: `my ${label}` }) as const,
  ),
  ...BOXES.map((label) => ({ action: "check", label, id: idOf(label) }) as const),
  ...LISTS.map((label) => ({ action: "select", label, id: idOf(label), value: "Two" }) as const),
  { action: "click", label: "Send order", id: "send" },
];

/** A form that tells how much of it was filled in. */
export const FLOW_PAGE = `<title>Order</title><h1>Order</h1><form onsubmit="event.preventDefault(); show()">
${FIELDS.map((label) => `<label>${label} <input id="${idOf(label)}"></label>`).join("\n")}
${BOXES.map((label) => `<label><input type="checkbox" id="${idOf(label)}"> ${label}</label>`).join("\n")}
${LISTS.map((label) => `<label>${label} <select id="${idOf(label)}">${OPTIONS.map((one) => `<option>${one}`).join("")}</select></label>`).join("\n")}
<button id="send">Send order</button></form><p id="done"></p><script>
const show = () => {
  const filled = [...document.querySelectorAll("input:not([type=checkbox])")].filter(({ value }) => value.startsWith("my ")).length;
  const checked = document.querySelectorAll("input:checked").length;
  const chosen = [...document.querySelectorAll("select")].filter(({ value }) => value === "Two").length;
  done.textContent = "done with " + (filled + checked + chosen);
};</script>`;

/** The flow as a script would be written. */
export function scriptOf(steps: readonly FlowStep[]): string {
  const lines = steps.map(({ action, id, value }) =>
    value === undefined
      ? `await page.${action}("#${id}");`
      : `await page.${action}("#${id}", ${JSON.stringify(value)});`,
  );
  return [...lines, `return page.text("#done");`].join("\n");
}
