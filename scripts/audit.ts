import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { parseArgs } from "node:util";
import { adminAccess, askAdmin } from "./admin-access.ts";
import { AuditCheck, type StreamReport } from "./audit-verify.ts";
import { isStarted } from "./project-folders.ts";
import { reasonOf, runCommand, StartProblem } from "./start-problem.ts";

const USAGE = `npm run -s audit -- export [--grant ID] [--since TIME] [--until TIME] [--tool NAME]
                          [--decision WORD] [--limit N] [--url ADDRESS] > FILE
npm run -s audit -- verify [FILE]`;

const FILTERS = ["grant", "since", "until", "tool", "decision", "limit"] as const;

/** Runs one command of `npm run audit`; gives its exit code. */
export async function audit(args: readonly string[]): Promise<number> {
  const [command, ...rest] = args;
  if (command === "verify" && rest.length <= 1) return verify(rest[0]);
  if (command === "export") return exportTo(process.stdout, rest);
  throw new StartProblem(USAGE);
}

/** A line for each stream: what is there, and whether it holds. */
export function reportLine({
  stream,
  rows,
  from,
  to,
  head,
  filtered,
  fault,
}: StreamReport): string {
  const counted = `${JSON.stringify(stream)}: ${rows} rows`;
  if (fault !== undefined) return `${counted}, WRONG in line ${fault.line}: ${fault.why}`;
  const range = from === undefined ? "" : ` from ${from} to ${to}`;
  const found = `${counted}${range}, head ${head}`;
  if (!filtered) return `${found}, OK`;
  return `${found}, OK row by row; filtered, so nothing is said of rows in between`;
}

async function verify(file: string | undefined): Promise<number> {
  const input = file === undefined || file === "-" ? process.stdin : createReadStream(file);
  const check = new AuditCheck();
  try {
    for await (const line of linesOf(input)) check.read(line);
  } catch (thrown) {
    throw new StartProblem(`${file ?? "stdin"} cannot be read: ${reasonOf(thrown)}.`);
  }
  const reports = check.finish();
  console.log(reports.map(reportLine).join("\n"));
  return reports.every(({ fault }) => fault === undefined) ? 0 : 1;
}

/** Only a line feed ends a line; what is after the last one is a line too. */
async function* linesOf(input: NodeJS.ReadableStream): AsyncGenerator<string> {
  let rest = "";
  input.setEncoding("utf8");
  for await (const chunk of input) {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
  if (rest !== "") yield rest;
}

async function exportTo(output: NodeJS.WritableStream, args: readonly string[]): Promise<number> {
  const { url, ...filters } = exportOptions(args);
  const query = new URLSearchParams({ format: "jsonl", ...filters });
  const answer = await askAdmin(await adminAccess(url), `/admin/audit?${query}`);
  if (answer.body === null) throw new StartProblem("The server answered nothing.");
  await pipeline(answer.body, output, { end: false }).catch((thrown) => {
    throw new StartProblem(`The export broke off: ${reasonOf(thrown)}. Export again.`);
  });
  return 0;
}

function exportOptions(args: readonly string[]): Readonly<Record<string, string>> {
  const names = [...FILTERS, "url"];
  const options = Object.fromEntries(names.map((name) => [name, { type: "string" } as const]));
  try {
    const { values } = parseArgs({ args: [...args], options });
    return Object.fromEntries(
      names.flatMap((name) => (values[name] ? [[name, values[name]]] : [])),
    );
  } catch (thrown) {
    throw new StartProblem(`${reasonOf(thrown)}\n${USAGE}`);
  }
}

if (isStarted(import.meta.url)) await runCommand(() => audit(process.argv.slice(2)));
