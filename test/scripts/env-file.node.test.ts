import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { unstable_getVarsForDev as readVars } from "wrangler";
import { envFileText } from "../../scripts/env-file.ts";

test.for([
  ["plain", "abc_-=123"],
  ["a number sign", "a#b #c"],
  ["names to expand", `$HOME \${HOME} \\$HOME $`],
  ["JSON with an apostrophe", '{"value":"it\'s $5","origins":["https://a.example"]}'],
  ["an apostrophe and a backtick", "'`$X"],
  ["line breaks", "one\ntwo"],
  ["a backslash at the end", "path\\"],
])("wrangler reads a value with %s back as it was", async ([, value]) => {
  const folder = await mkdtemp(join(tmpdir(), "env-file-"));
  const file = join(folder, "settings.env");
  await writeFile(file, envFileText({ LEAPFROG_POLICY: value ?? "", PORT: "1" }));

  const vars = readVars(undefined, [file], {}, undefined, true);

  await rm(folder, { recursive: true });
  expect(vars).toMatchObject({ LEAPFROG_POLICY: { value }, PORT: { value: "1" } });
});

test("a value no quote can hold is refused by name", () => {
  expect(() => envFileText({ LEAPFROG_POLICY: `'"\`` })).toThrow("LEAPFROG_POLICY");
});
