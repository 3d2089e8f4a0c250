import { expect, test } from "vitest";
import { prometheusText } from "../../../src/http/admin/prometheus-text.ts";
import { samplesIn } from "../../support/prometheus.ts";

test("a reader of the format finds what was told, whatever stands in it", () => {
  const odd = 'a "b" \\ c\nd {e="f"} 1';
  const text = prometheusText([
    { name: "a_b", help: "One\nor \\ two.", samples: [{ value: 1.5 }] },
    { name: "c", help: "By word.", samples: [{ labels: { word: odd, other: "" }, value: 2e12 }] },
    { name: "d", help: "Nothing.", samples: [] },
  ]);
  expect(samplesIn(text)).toEqual({ a_b: 1.5, [`c word=${odd} other=`]: 2e12 });
  expect(text.split("\n")).toEqual([
    "# HELP a_b One\\nor \\\\ two.",
    "# TYPE a_b gauge",
    "a_b 1.5",
    "# HELP c By word.",
    "# TYPE c gauge",
    'c{word="a \\"b\\" \\\\ c\\nd {e=\\"f\\"} 1",other=""} 2000000000000',
    "",
  ]);
});
