import { expect, test } from "vitest";
import { type ApprovalState, approvalStory } from "../../src/domain/approval.ts";

const TOLD = { at: "10:00", until: "10:10", note: "go on" };

test.each<[ApprovalState, string]>([
  [
    "approved",
    "Approved at 10:00. The agent may make exactly this call once, until 10:10. Note: go on",
  ],
  ["used", "Approved at 10:00, and the call was let through. Note: go on"],
  ["declined", "Declined at 10:00. The agent is told so when it calls again. Note: go on"],
  ["lapsed", "Approved at 10:00, but the agent did not call until 10:10."],
  ["expired", "Nobody decided until 10:10. The agent has to ask again."],
])("the story of one that is %s", (state, story) => {
  expect(approvalStory({ ...TOLD, state })).toBe(story);
});

test("a time and a note that are not known are left out", () => {
  const story = approvalStory({ ...TOLD, state: "used", at: undefined, note: "" });
  expect(story).toBe("Approved, and the call was let through.");
});
