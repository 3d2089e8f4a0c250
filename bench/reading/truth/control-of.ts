import type { Protocol } from "devtools-protocol";
import type { Control } from "../control.ts";
import type { DomFacts } from "./dom-facts.ts";

type AXNode = Protocol.Accessibility.AXNode;

/** Chrome's word on an element where it has one, the DOM's where it has none. */
export function controlOf(facts: DomFacts, node: AXNode | undefined): Control {
  const known = node !== undefined && !node.ignored ? node : undefined;
  const behaves = /^(pointer|click)$/.test(facts.why);
  // Chrome names its own player and says that it is disabled while nothing is loaded.
  const isMedia = /^(audio|video)$/.test(facts.tag);
  const name = String(known?.name?.value ?? "").trim();
  return {
    role: behaves ? "" : (roleIn(known, facts) ?? ""),
    name: behaves ? firstLine(facts.text) || name : isMedia ? "" : name || firstLine(facts.text),
    where: facts.where,
    byLabel: facts.why === "label",
    states: [
      ...(isMedia ? [] : statesIn(known, facts.tag)),
      ...facts.states,
      ...valueStates(facts, known),
    ],
  };
}

function firstLine(text: string): string {
  return (
    text
      .split("\n")
      .find((line) => line.trim() !== "")
      ?.trim() ?? ""
  );
}

function roleIn(node: AXNode | undefined, { why, tag, type }: DomFacts): string | undefined {
  if (why === "editable") return "editable";
  if (type === "file") return "file";
  const role = String(node?.role?.value ?? "").toLowerCase();
  if (why !== "label" && role !== "" && !/^(generic|none)$/.test(role)) return role;
  return type === "checkbox" || type === "radio"
    ? type
    : { a: "link", area: "link", button: "button" }[tag];
}

/** A native list unfolds when it is pressed, which says nothing about the page. */
function statesIn(node: AXNode | undefined, tag: string): string[] {
  const states: string[] = [];
  for (const { name, value } of node?.properties ?? []) {
    const on = value.value === true || value.value === "true";
    if (name === "checked" && value.value === "mixed") states.push("mixed");
    else if (name === "pressed" && value.value === "mixed") states.push("mixed");
    else if (name === "expanded" && tag !== "select") states.push(on ? "expanded" : "collapsed");
    else if (/^(checked|pressed|disabled|selected|required)$/.test(name) && on) states.push(name);
  }
  return states;
}

/** A gauge's value is in the tree; a password is only to be seen to be there. */
function valueStates({ value, type, options }: DomFacts, node: AXNode | undefined): string[] {
  const role = String(node?.role?.value ?? "").toLowerCase();
  const gauge = /^(slider|spinbutton)$/.test(role) ? String(node?.value?.value ?? "") : "";
  const shown = type === "password" && value !== "" ? "•" : value.trim() || gauge;
  return [
    ...(shown === "" ? [] : [`value=${shown}`]),
    ...(options.length === 0 ? [] : [`options=${options.join("|")}`]),
  ];
}
