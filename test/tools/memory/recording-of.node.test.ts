import { readFile } from "node:fs/promises";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { RECORDING_SCHEMA, recordingSchemaText } from "../../../scripts/generate-docs.ts";
import type { RecordedStep } from "../../../src/domain/recorded-step.ts";
import { nameFrom, personalKind } from "../../../src/tools/memory/personal.ts";
import { recordingOf } from "../../../src/tools/memory/recording-of.ts";
import { planOf, recordingIn } from "../../../src/tools/memory/replay-plan.ts";
import { playwrightScript } from "../../../src/tools/memory/scripts/playwright-script.ts";

const OPTIONS = { name: "r", at: 0, keepExtracts: false };

function step(tool: string, args: object, more: Partial<RecordedStep> = {}): RecordedStep {
  const common = { number: 1, at: 0, ms: 1, masked: [], targets: {}, origin: "", tab: 0 };
  return { ...common, tool, args, code: "ok", outcome: "", ...more } as RecordedStep;
}

const field = (label: string, ways: string[] = ["#f"]) => ({
  target: { ways, frames: [], label: `textbox "${label}"` },
});

test.each([
  ["ada@example.com", "Search", "email"],
  ["+49 30 1234567", "Contact", "phone"],
  ["030 1234567", "Phone number", "phone"],
  ["DE89 3704 0044 0532 0130 00", "Konto", "iban"],
  ["4111 1111 1111 1111", "Number", "card"],
  ["Ada", 'textbox "First name"', "first_name"],
  ["12345", 'textbox "ZIP"', "zip"],
  ["green tea", 'textbox "Search"', undefined],
  ["2026", 'textbox "Year"', undefined],
  ["1234567", 'textbox "Amount"', undefined],
])("%s in %s is told as %s", (value, label, kind) => {
  expect(personalKind(value, label)).toBe(kind);
});

test("a parameter is named after its field, whatever that is called", () => {
  expect(nameFrom('textbox "E-Mail-Adresse *"')).toBe("e_mail_adresse");
  expect(nameFrom('textbox "Prénom"')).toBe("prenom");
  expect(nameFrom('textbox "名前"')).toBe("value");
  expect(nameFrom('textbox "2nd name"')).toBe("nd_name");
});

test("the same value is one parameter, another of its kind a second one", () => {
  const fill = (value: string, label: string) =>
    step("act", { action: "fill", target: "@e1", value }, { targets: field(label) });
  const { recording } = recordingOf(
    [fill("a@x.org", "Mail"), fill("a@x.org", "Repeat mail"), fill("b@x.org", "Other")],
    OPTIONS,
  );
  expect(recording.params).toEqual({
    email: { description: 'textbox "Mail"', default: "a@x.org" },
    email_2: { description: 'textbox "Other"', default: "b@x.org" },
  });
  expect(recording.steps.map(({ args }) => args.value)).toEqual([
    "{{email}}",
    "{{email}}",
    "{{email_2}}",
  ]);
});

test("what was not kept is asked for, and what cannot be done again is left out and said", () => {
  const { recording, notices } = recordingOf(
    [
      step(
        "act",
        { action: "fill", target: "@e1" },
        { masked: ["value"], targets: field("Password") },
      ),
      step("act", { action: "press" }, { number: 2, masked: ["key"] }),
      step("act", { action: "click", target: "@e9" }, { number: 3, targets: {} }),
      step("act", { action: "click", target: "#gone" }, { number: 4, code: "not_found" }),
      step("snapshot", {}, { number: 5 }),
      step("extract", { type: "text" }, { number: 6 }),
      step(
        "act",
        { action: "fill", target: "#f", value: "{{secret:BANK}}" },
        { number: 7, targets: field("Name") },
      ),
      step("navigate", { url: "https://x.example/?token=abcdef0123456789abcdef" }, { number: 8 }),
    ],
    OPTIONS,
  );
  expect(notices).toEqual([
    "step 2 is left out: its key is not kept",
    "step 3 is left out: nothing but its ref leads to its target",
  ]);
  expect(recording.steps.map(({ tool, args }) => [tool, args.value ?? args.url])).toEqual([
    ["act", "{{password}}"],
    ["act", "{{secret:BANK}}"],
    ["navigate", "{{url}}"],
  ]);
  expect(recording.params.password).not.toHaveProperty("default");
  expect(JSON.stringify(recording)).not.toContain("abcdef0123456789");
});

test("the published schema is the one in use, and a fresh recording is valid by it", async () => {
  const text = await readFile(RECORDING_SCHEMA, "utf8");
  expect(text).toBe(recordingSchemaText());
  const validate = new Ajv2020({ strict: false }).compile(JSON.parse(text));
  const { recording } = recordingOf(
    [step("act", { action: "fill", target: "@e1", value: "a@x.org" }, { targets: field("Mail") })],
    OPTIONS,
  );
  expect(validate(JSON.parse(JSON.stringify(recording))), JSON.stringify(validate.errors)).toBe(
    true,
  );
  expect(validate({ version: 1, steps: [{ tool: "session_destroy", args: {} }] })).toBe(false);
});

test("text that only looks like a parameter stands for itself, in a replay and in a script", () => {
  const value = "Dear {{first_name}}, {{constructor}}";
  const { recording } = recordingOf(
    [step("act", { action: "fill", target: "#f", value }, { targets: field("Template") })],
    OPTIONS,
  );
  expect(recording.steps[0]?.args.value).toBe("{{text}}");
  expect(planOf(recording, {})[0]?.args.value).toBe(value);
  const { text } = playwrightScript(recording);
  expect(text).toContain('fill(filled("{{text}}"))');
  expect(text).toContain(JSON.stringify(value));
});

test("what every object has is no parameter", () => {
  const steps = [{ tool: "act", args: { action: "fill", target: "#f", value: "{{constructor}}" } }];
  const recording = recordingIn({ version: 1, steps });
  expect(() => planOf(recording, {})).toThrow(/names the param constructor, which is not declared/);
  expect(() => planOf(recording, { constructor: "x" })).toThrow(/the recording has no constructor/);
});
