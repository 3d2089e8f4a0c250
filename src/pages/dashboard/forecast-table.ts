import { make } from "../shared/make.ts";
import type { ShownDryRun, ShownForecast } from "./answers.ts";

/** What the last calls met, and would meet, by tool; those that would fare otherwise stand out. */
export function forecastTable({ calls, tools }: ShownDryRun): HTMLElement {
  if (calls === 0) return make("p", { class: "soft" }, "There are no calls yet to try it on.");
  const caption = make("caption", {}, `What the last ${calls} calls met, and would meet`);
  const names = ["Tool", "Until now", "With this policy"];
  const head = make("tr", {}, ...names.map((name) => make("th", { scope: "col" }, name)));
  const rows = Object.entries(tools).map(([tool, forecast]) => rowOf(tool, forecast));
  return make("table", {}, caption, make("thead", {}, head), make("tbody", {}, ...rows));
}

function rowOf(tool: string, { before, after }: ShownForecast): HTMLElement {
  const [was, willBe] = [countsOf(before), countsOf(after)];
  const changed = was === willBe ? {} : { class: "changed" };
  return make(
    "tr",
    changed,
    make("th", { scope: "row" }, make("code", {}, tool)),
    make("td", {}, was),
    make("td", {}, willBe),
  );
}

function countsOf(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts)
    .sort(([one], [other]) => one.localeCompare(other))
    .map(([word, count]) => `${count} ${word}`)
    .join(", ");
}
