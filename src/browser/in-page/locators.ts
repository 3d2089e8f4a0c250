import type { Locators } from "../locator-contract.ts";
import { holdsSecret } from "./filled-secrets.ts";
import { search } from "./find.ts";
import { attributeOf, matches, parentOf, tagOf } from "./plain-dom.ts";
import { elementOf } from "./registry.ts";
import { isControlRole, nameOf, roleOf } from "./roles.ts";
import { SECRET_FIELD } from "./secrets.ts";
import { deepActiveElement, ownerOf } from "./tree.ts";
import { fieldOf } from "./typing.ts";
import { standIn } from "./visibility.ts";

/** Attributes that are there for tests, and so stay what they are. */
const TEST_IDS = ["data-testid", "data-test-id", "data-test", "data-cy", "data-qa"];
const MAX_NAME = 80;
const MAX_DEPTH = 30;
/** Ids and classes that a tool has made up, and makes up anew the next time. */
const MADE_UP =
  /\d{3,}|^:r|^(?:ember|radix|react|mui|headlessui|ext-gen)|[0-9a-f]{8}|[A-Za-z]\d+[A-Za-z]\d/;

/** What leads to an element again in a later document; without a ref, to the one that has the focus. */
export function locatorsOf(ref?: number): Locators | null {
  const element = ref === undefined ? deepActiveElement() : elementOf(ref);
  return element === null || element === undefined ? null : describe(element);
}

/** The same for the element that holds a frame. */
export function frameLocators(frameId: string): Locators | null {
  const owner = ownerOf(frameId);
  return owner === undefined ? null : describe(owner);
}

function describe(element: Element): Locators {
  const role = roleOf(element);
  const name = nameOf(element).slice(0, MAX_NAME);
  const field = fieldOf(element) ?? element;
  return {
    ways: [...waysTo(element, role, name)].filter((way) => names(way, element)),
    label: name === "" ? role : `${role} ${JSON.stringify(name)}`,
    isSecret: matches(field, SECRET_FIELD) || holdsSecret(field),
  };
}

function* waysTo(element: Element, role: string, name: string): Generator<string> {
  if (isControlRole(role) && name !== "") yield `role=${role}[name="${name}"]`;
  for (const attribute of TEST_IDS) {
    const value = attributeOf(element, attribute);
    if (value !== null && value !== "") yield `[${attribute}=${JSON.stringify(value)}]`;
  }
  const id = stableId(element);
  if (id !== undefined) yield id;
  const named = attributeOf(element, "name");
  if (named !== null && named !== "") {
    yield `${tagOf(element).toLowerCase()}[name=${JSON.stringify(named)}]`;
  }
  yield pathTo(element);
}

function stableId(element: Element): string | undefined {
  const id = attributeOf(element, "id") ?? "";
  return id === "" || MADE_UP.test(id) ? undefined : `#${CSS.escape(id)}`;
}

/** From the nearest element with an id that stays, or from the root, by place. */
function pathTo(element: Element): string {
  const steps: string[] = [];
  for (let at: Element | null = element; at !== null && steps.length < MAX_DEPTH; at = above(at)) {
    const id = at === element ? undefined : stableId(at);
    if (id !== undefined) {
      steps.unshift(id);
      break;
    }
    steps.unshift(stepOf(at));
  }
  return steps.join(" > ");
}

function above(element: Element): Element | null {
  const parent = parentOf(element);
  return parent instanceof Element ? parent : null;
}

function stepOf(element: Element): string {
  const tag = tagOf(element).toLowerCase();
  const parent = parentOf(element);
  const alike = parent instanceof Element || parent instanceof ShadowRoot ? parent.children : [];
  const same = [...alike].filter((one) => tagOf(one) === tagOf(element));
  const name = CSS.escape(tag);
  return same.length < 2 ? name : `${name}:nth-of-type(${same.indexOf(element) + 1})`;
}

/** Whether it names this element and no other, the way a target does. */
function names(way: string, element: Element): boolean {
  const parsed = /^role=([a-z]+)\[name="(.*)"\]$/s.exec(way);
  const { elements } = search(
    parsed === null
      ? { kind: "css", selector: way }
      : { kind: "role", role: parsed[1] ?? "", name: parsed[2] ?? "" },
  );
  const shown = elements.filter((one) => standIn(one) !== undefined);
  const chosen = shown.length > 0 ? shown : elements;
  return chosen.length === 1 && chosen[0] === element;
}
