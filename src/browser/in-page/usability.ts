import type { Usability } from "../in-page-contract.ts";
import { PLAIN_DOCUMENT } from "./plain-document.ts";
import { matches } from "./plain-dom.ts";
import { shownText } from "./text.ts";
import { allElements } from "./tree.ts";
import { isVisible } from "./visibility.ts";

const WORTH =
  "a[href], button, input, select, textarea, iframe, frame, object, embed, canvas, img, svg, video, audio, [role], [tabindex]";

/** Whether a person would find something to read or to act on, or may still come to. */
export function usability(): Usability {
  const root = PLAIN_DOCUMENT.body() ?? PLAIN_DOCUMENT.root();
  if (root === null) return "empty";
  if (shownText(root, 1) !== "") return "usable";
  for (const element of allElements()) {
    if (matches(element, WORTH) && isVisible(element)) return "usable";
  }
  return PLAIN_DOCUMENT.readyState() === "complete" && !mayFill() ? "finished" : "empty";
}

/** Only scripts, and a refresh that the page asks for, fill a document that has loaded. */
function mayFill(): boolean {
  return PLAIN_DOCUMENT.find("script, meta[http-equiv=refresh i]") !== null;
}
