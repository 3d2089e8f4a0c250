import parse from "parse-prometheus-text-format";

/** The samples of a text as Prometheus has them, each by its name and labels. */
export function samplesIn(text: string): Record<string, number> {
  const samples: Record<string, number> = {};
  for (const { name, type, help, metrics } of parse(text)) {
    if (type !== "GAUGE" || help === "") throw new Error(`${name} is a ${type}: ${help}`);
    for (const { value, labels = {} } of metrics) {
      const pairs = Object.entries(labels).map(([label, word]) => `${label}=${word}`);
      const key = [name, ...pairs].join(" ");
      if (key in samples) throw new Error(`${key} stands there twice`);
      samples[key] = Number(value);
    }
  }
  return samples;
}
