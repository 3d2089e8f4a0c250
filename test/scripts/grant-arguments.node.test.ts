import { expect, test } from "vitest";
import { readGrantCall, USAGE, UsageProblem } from "../../scripts/grant-arguments.ts";

test.each([[[]], [["--help"]], [["list", "-h"]]])("%j asks for help", (args) => {
  expect(readGrantCall(args)).toBeUndefined();
  for (const name of ["add", "list", "rotate", "revoke", "kill", "reseal", "policy"]) {
    expect(USAGE).toContain(`npm run grant -- ${name}`);
  }
});

test.each([
  [["list"], { kind: "list" }],
  [["add", "jane"], { kind: "add", label: "jane", subjects: [] }],
  [
    [
      "add",
      "jane",
      "--policy",
      "p.json",
      "--expires=2999-01-01",
      "--subject",
      "oauth:a",
      "--subject=access:b",
    ],
    {
      kind: "add",
      label: "jane",
      policyFile: "p.json",
      expires: "2999-01-01",
      subjects: ["oauth:a", "access:b"],
    },
  ],
  [["rotate", "ab12cd34"], { kind: "rotate", id: "ab12cd34" }],
  [["revoke", "ab12cd34"], { kind: "revoke", id: "ab12cd34" }],
  [["kill", "on"], { kind: "kill", on: true }],
  [["kill", "off"], { kind: "kill", on: false }],
  [["reseal"], { kind: "reseal" }],
  [["policy", "owner"], { kind: "show policy", id: "owner" }],
  [
    ["policy", "owner", "p.json"],
    { kind: "put policy", id: "owner", file: "p.json", dryRun: false },
  ],
  [
    ["policy", "--dry-run", "owner", "p.json"],
    { kind: "put policy", id: "owner", file: "p.json", dryRun: true },
  ],
  [["policy", "owner", "--remove"], { kind: "remove policy", id: "owner", dryRun: false }],
  [
    ["policy", "owner", "--remove", "--dry-run"],
    { kind: "remove policy", id: "owner", dryRun: true },
  ],
])("%j is understood", (args, command) => {
  expect(readGrantCall(args)).toEqual({ command });
  const url = "https://leap.example";
  expect(readGrantCall([...args, "--url", url])).toEqual({ command, url });
});

test.each([
  [["drop", "x"], /drop is no command/],
  [["kill"], /takes on or off/],
  [["kill", "now"], /takes on or off/],
  [["add"], /takes LABEL/],
  [["add", "jane", "doe"], /given 2 words/],
  [["add", "jane", "--remove"], /takes no --remove/],
  [["list", "all"], /nothing more/],
  [["rotate"], /takes ID/],
  [["revoke", "a", "b"], /takes ID/],
  [["revoke", "a", "--dry-run"], /takes no --dry-run/],
  [["policy"], /takes ID/],
  [["policy", "a", "b", "c"], /takes ID and FILE/],
  [["policy", "a", "b", "--remove"], /--remove takes ID/],
  [["policy", "a", "--dry-run"], /needs a FILE/],
  [["list", "--token", "t"], /--token/],
])("%j is not understood, and is told why", (args, why) => {
  expect(() => readGrantCall(args)).toThrow(UsageProblem);
  expect(() => readGrantCall(args)).toThrow(why);
});
