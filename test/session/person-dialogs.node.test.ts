import { expect, test } from "vitest";
import { PersonDialogs } from "../../src/session/live/person-dialogs.ts";

test("a person is shown as much of a page's words as they may answer with", async () => {
  const dialogs = new PersonDialogs(() => undefined);
  const long = "x".repeat(1_000_000);
  const opening = { url: "", frameId: "", message: long, hasBrowserHandler: false } as const;
  const taken = dialogs.take({ ...opening, type: "prompt", defaultPrompt: long });
  const { id = "", message, defaultText } = dialogs.first ?? {};
  expect(message).toHaveLength(10_000);
  expect(defaultText).toHaveLength(10_000);
  expect(dialogs.answer(id, true, undefined)).toBe(true);
  expect(await taken?.answer).toEqual({ promptText: defaultText });
});
