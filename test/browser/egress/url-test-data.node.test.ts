import { glob, readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { checkedUrl } from "../../../src/browser/egress/url-rules.ts";
import { ToolFailure } from "../../../src/domain/failure.ts";
import { unpackedDebianPackage } from "../../support/debian-package.ts";

const RULES = { allowPrivateHosts: [], ownPort: 8787, ownHosts: [] };

/** One case of the web platform's `urltestdata.json`; `failure` stands for all that follows it. */
interface Case {
  readonly input: string;
  readonly failure?: true;
  readonly href: string;
  readonly protocol: string;
  readonly username: string;
  readonly password: string;
  readonly hostname: string;
  readonly port: string;
}

/** No npm package holds this list; Debian's package of Rust's URL crate does. */
async function urlTestData(): Promise<readonly Case[] | undefined> {
  const folder = await unpackedDebianPackage("librust-url-dev");
  if (folder === undefined) return undefined;
  const files = glob("usr/share/cargo/registry/*/tests/urltestdata.json", { cwd: folder });
  for await (const file of files) {
    const cases: unknown[] = JSON.parse(await readFile(`${folder}/${file}`, "utf8"));
    return cases.filter((one) => typeof one !== "string") as Case[];
  }
  return undefined;
}

function opened(text: string): string | undefined {
  try {
    return checkedUrl(text, RULES).href;
  } catch (error) {
    if (error instanceof ToolFailure) return undefined;
    throw error;
  }
}

function isPublicWeb({ protocol, username, password, port }: Case): boolean {
  return /^https?:$/.test(protocol) && `${username}${password}` === "" && /^(80|443)?$/.test(port);
}

/** A name of one label, or of none, is no public host's; which literals are is told below. */
function isName({ hostname }: Case): boolean {
  return /[^.]\.[^.]/.test(hostname) && !isLiteral(hostname);
}

function isLiteral(hostname: string): boolean {
  return hostname.startsWith("[") || /^[\d.]+$/.test(hostname);
}

test("the web platform's URLs are opened or refused by what they are, not by how they are written", async ({
  skip,
}) => {
  const cases = (await urlTestData()) ?? skip("Debian's archive is out of reach");
  const broken = cases.filter(({ failure }) => failure);
  const sound = cases.filter(({ failure }) => !failure);
  const web = sound.filter(isPublicWeb);
  const passed = web.filter(({ href }) => opened(href) !== undefined);
  const wrongly = web.filter((one) => isName(one) && opened(one.href) === undefined);
  const leaks = sound.filter((one) => !isPublicWeb(one) && opened(one.href) !== undefined);
  console.log(
    `urltestdata: ${cases.length} cases, ${passed.length} opened, ${leaks.length} that should ` +
      `not be, ${wrongly.length} falsely blocked`,
  );
  expect(cases.length).toBeGreaterThan(600);
  expect(leaks.map(({ href }) => href).filter((href) => href !== "about:blank")).toEqual([]);
  expect(wrongly).toEqual([]);
  // Among literals only IPv4 addresses outside of every first byte that holds a closed range.
  const unnamed = passed.filter((one) => !isName(one)).map(({ hostname }) => hostname);
  const reserved =
    /^(?!\d+\.\d+\.\d+\.\d+$)|^(0|10|100|127|169|172|192|198|203|22[4-9]|2[3-5]\d)\./;
  expect(unnamed.filter((hostname) => reserved.test(hostname))).toEqual([]);
  // What no URL parser takes is opened only where it is an address once https is put before it.
  const taken = broken.flatMap(({ input }) => opened(input) ?? []);
  expect(taken.filter((href) => !/^https:\/\/[a-z\d-]+\.[a-z]+\/$/.test(href))).toEqual([]);
});
