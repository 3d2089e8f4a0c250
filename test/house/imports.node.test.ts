import { readFileSync } from "node:fs";
import { glob } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { expect, test } from "vitest";

const SRC = fileURLToPath(new URL("../../src", import.meta.url));

/** Who may import whom; `docs/architecture.md` shows the same table. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  apis: ["domain"],
  policy: ["domain"],
  browser: ["domain", "apis"],
  sandbox: ["domain"],
  coordinator: ["domain", "browser/binding-client.ts"],
  grants: ["domain", "policy"],
  session: [
    "tools",
    "apis",
    "browser",
    "domain",
    "coordinator/coordinator-client.ts",
    "grants/grant-client.ts",
    "grants/secret-client.ts",
    "grants/directory-client.ts",
    "grants/gate.ts",
    "grants/gated-run.ts",
    "grants/admission.ts",
    "grants/grant-contract.ts",
    "policy",
  ],
  tools: [
    "browser",
    "apis",
    "sandbox",
    "domain",
    "policy",
    "session/session-contract.ts",
    "coordinator/coordinator-contract.ts",
    "grants/grant-contract.ts",
  ],
  mcp: [
    "tools",
    "domain",
    // Types only: what a page may reach is decided with the same words on both sides.
    "browser/egress/url-rules.ts",
    "session/session-client.ts",
    "coordinator/coordinator-client.ts",
    "grants/grant-client.ts",
    "grants/directory-client.ts",
    "grants/gate.ts",
    "grants/gated-run.ts",
    "grants/admission.ts",
    "grants/grant-contract.ts",
    "grants/policy-cache.ts",
    "policy",
  ],
  http: [
    "mcp",
    "domain",
    "policy",
    "grants/grant-client.ts",
    "grants/grant-contract.ts",
    "grants/secret-client.ts",
    "grants/secret-contract.ts",
    "grants/directory-client.ts",
    "grants/directory-contract.ts",
    "grants/grant-admin-client.ts",
    "grants/grant-admin-contract.ts",
    "grants/audit-export.ts",
    "session/session-client.ts",
    "session/session-contract.ts",
    "coordinator/coordinator-client.ts",
    "coordinator/coordinator-contract.ts",
  ],
  // What both sides say to each other, and how it is shown.
  pages: ["domain/live.ts", "domain/approval.ts", "domain/unseen.ts"],
  "index.ts": [
    "http",
    "session/session-object.ts",
    "coordinator/coordinator-object.ts",
    "grants/grant-object.ts",
    "grants/directory-object.ts",
  ],
};

/** Packages a folder may use. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  apis: [],
  policy: ["re2js"],
  browser: [
    "@cloudflare/puppeteer",
    "devtools-protocol",
    "diff",
    "ipaddr.js",
    "tldts",
    "dom-accessibility-api",
  ],
  sandbox: ["quickjs-emscripten-core", "@jitl/quickjs-wasmfile-release-sync"],
  coordinator: [],
  grants: [],
  // What people's browsers send is checked with it.
  session: ["zod"],
  tools: ["zod", "re2js", "client-zip"],
  mcp: ["zod", "agents", "@modelcontextprotocol/server"],
  http: ["@cloudflare/workers-oauth-provider", "jose"],
  pages: [],
};

/** Only these files may hold values of the CDP library, and only these touch the platform. */
const PUPPETEER_FILES = new Set(["browser/cdp.ts"]);
const PLATFORM_FILE = /-(object|client)\.ts$/;

interface Import {
  readonly file: string;
  readonly target: string;
}

test("every import is one the table allows", async () => {
  const breaches = (await allImports()).filter(({ file, target }) => !isAllowed(file, target));
  expect(breaches.map(({ file, target }) => `${file} must not import ${target}`)).toEqual([]);
});

test("the table names the folders there are", async () => {
  const folders = new Set((await sources()).map((file) => room(file)));
  expect([...folders].sort()).toEqual(Object.keys(MAY_IMPORT).sort());
});

test("bindings and stubs are touched in clients and objects only", async () => {
  const touching = (await sources()).filter((file) => {
    const text = readFileSync(join(SRC, file), "utf8");
    return /\bgetByName\(|\bidFromName\(|\benv\.(BROWSER|SESSION|COORDINATOR|GRANT|DIRECTORY|ARTIFACTS)\b/.test(
      text,
    );
  });
  expect(touching.filter((file) => !PLATFORM_FILE.test(file))).toEqual([]);
});

test("members of classes reachable by RPC are private for real", async () => {
  const leaks = (await sources())
    .filter((file) => file.endsWith("-object.ts"))
    .filter((file) => /^ {2}(private|protected) /m.test(readFileSync(join(SRC, file), "utf8")));
  expect(leaks).toEqual([]);
});

async function sources(): Promise<string[]> {
  const files: string[] = [];
  for await (const file of glob("**/*.ts", { cwd: SRC })) {
    if (!file.endsWith(".generated.ts")) files.push(file);
  }
  return files.sort();
}

async function allImports(): Promise<Import[]> {
  return (await sources()).flatMap((file) => {
    const { importedFiles } = ts.preProcessFile(readFileSync(join(SRC, file), "utf8"), true, true);
    return importedFiles.map(({ fileName }) => ({ file, target: resolve(file, fileName) }));
  });
}

/** A path below `src`, or the package's own name, also where a file of it is named. */
function resolve(file: string, target: string): string {
  if (!target.startsWith(".")) return target;
  return relative(SRC, join(SRC, dirname(file), target)).replace(/^\.\.\/node_modules\//, "");
}

function room(file: string): string {
  return file.split("/")[0] ?? file;
}

function isAllowed(file: string, target: string): boolean {
  const own = room(file);
  if (target === "cloudflare:workers") return PLATFORM_FILE.test(file);
  if (target === "node:crypto") return file === "grants/digest.ts";
  if (target === "../policy.json") return file === "policy/owner-policy.ts";
  if (/^(@|[a-z][a-z0-9.-]*($|\/(?!.*\.ts$)))/.test(target) && !target.endsWith(".ts")) {
    return packageAllowed(file, own, target);
  }
  if (room(target) === own) return true;
  const allowed = MAY_IMPORT[own] ?? [];
  return allowed.includes(room(target)) || allowed.includes(target);
}

function packageAllowed(file: string, own: string, target: string): boolean {
  if (target.startsWith("@cloudflare/puppeteer")) return PUPPETEER_FILES.has(file);
  return (PACKAGES[own] ?? []).some((name) => target === name || target.startsWith(`${name}/`));
}
