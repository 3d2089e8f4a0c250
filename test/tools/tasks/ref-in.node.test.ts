import { expect, test } from "vitest";
import { refIn, refsIn } from "./ref-in.ts";

const TEXT = `text: Ann
@e1 button "Reply" [focused] · @e2 button "Like"
text: Ben · @e3 "Say \\"hi\\"" · @e4 clickable
  @e5 button "Like" · text · @e6 textbox "Like" value="@e9 none"`;

test("a place is found by name, by role and by number", () => {
  expect(refIn(TEXT, "Like")).toBe("@e2");
  expect(refIn(TEXT, "textbox:Like")).toBe("@e6");
  expect(refIn(TEXT, "Re*")).toBe("@e1");
  expect(refIn(TEXT, 'Say "hi"')).toBe("@e3");
  expect(refIn(TEXT, "#4")).toBe("@e4");
  expect(refIn(TEXT, "Lik")).toBeUndefined();
});

test("a place is found after a text and before one", () => {
  expect(refIn(TEXT, "Ben >> Like")).toBe("@e5");
  expect(refIn(TEXT, "Ben >> #2")).toBe("@e4");
  expect(refIn(TEXT, "Like << Ben")).toBe("@e2");
  expect(refIn(TEXT, "#2 << Ben")).toBe("@e1");
  expect(refIn(TEXT, "Cid >> Like")).toBeUndefined();
});

test("every ref that is shown counts", () => {
  expect(refsIn(TEXT).has("@e4")).toBe(true);
  expect(refsIn(TEXT).has("@e7")).toBe(false);
});
