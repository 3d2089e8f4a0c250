import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, realpathSync, symlinkSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { PROJECT_FOLDER } from "./project-folders.ts";
import { StartProblem } from "./start-problem.ts";

// Programs and folders that a machine without a browser has not: browsers, fonts, nss.
const LIBRARIES = "/usr/lib/x86_64-linux-gnu";
const HIDDEN = [
  ...["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"].flatMap((name) =>
    ["/usr/bin", "/usr/local/bin", "/snap/bin"].map((folder) => `${folder}/${name}`),
  ),
  "/usr/lib/chromium",
  "/opt/google/chrome",
  "/usr/share/fonts",
  "/usr/local/share/fonts",
  "/etc/fonts",
  ...["nss3", "nssutil3", "smime3", "ssl3", "nspr4", "plc4", "plds4"].map(
    (name) => `${LIBRARIES}/lib${name}.so`,
  ),
];

// All that npm and the project need from a machine; the browser launcher adds the system's folders
// to its own PATH, and the system's Chromium is itself a script that needs some of what is there.
const PROGRAMS = ["node", "npm", "npx", "sh"];

// How to reach the npm registry is the network's matter, not the machine's.
const NETWORK =
  /^(https?_proxy|no_proxy|node_extra_ca_certs|ssl_cert_file|npm_config_(registry|userconfig))$/i;

/** A clean clone beside an empty home, and commands that see little else of this machine. */
export class BareMachine {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), "bare-machine-")));
  readonly project = join(this.folder, "leapfrog");
  readonly #hidesBrowsers: boolean;

  /** Clones the project's last commit; `hidesBrowsers` needs root on Linux where there is anything to hide. */
  constructor(hidesBrowsers: boolean) {
    this.#hidesBrowsers = hidesBrowsers && HIDDEN.some((path) => existsSync(path));
    if (this.#hidesBrowsers && process.getuid?.() !== 0) {
      throw new StartProblem("Hiding this machine's browsers takes root, for a mount namespace.");
    }
    mkdirSync(join(this.folder, "home"));
    mkdirSync(join(this.folder, "empty"));
    mkdirSync(join(this.folder, "bin"));
    for (const program of PROGRAMS) symlinkSync(found(program), join(this.folder, "bin", program));
    execFileSync("git", ["clone", "--quiet", "--no-hardlinks", PROJECT_FOLDER, this.project]);
  }

  /** Starts a command in the clone, in a process group of its own as a terminal does. */
  run(command: readonly string[], environment: Readonly<Record<string, string>>): ChildProcess {
    const [program, ...args] = [...this.#hiding(), ...command];
    return spawn(program ?? "", args, {
      cwd: this.project,
      env: { ...this.#environment(), ...environment },
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
  }

  #environment(): NodeJS.ProcessEnv {
    const network = Object.entries(process.env).filter(([name]) => NETWORK.test(name));
    return {
      npm_config_userconfig: join(homedir(), ".npmrc"),
      ...Object.fromEntries(network),
      HOME: join(this.folder, "home"),
      PATH: join(this.folder, "bin"),
    };
  }

  #hiding(): string[] {
    if (!this.#hidesBrowsers) return [];
    const binds = HIDDEN.filter((path) => existsSync(path)).map(
      (path) =>
        `if [ -d ${path} ]; then mount --bind ${join(this.folder, "empty")} ${path}; else mount --bind /dev/null ${path}; fi`,
    );
    const script = `bare=$PATH; PATH=/usr/sbin:/usr/bin:/sbin:/bin; set -e; ${binds.join("; ")}; PATH=$bare; exec "$@"`;
    return [found("unshare"), "--mount", "/bin/sh", "-c", script, "sh"];
  }
}

function found(program: string): string {
  const folders = (process.env.PATH ?? "").split(delimiter);
  // npm puts the project's own Node first, and the machine's is wanted.
  const paths = folders
    .filter((folder) => !folder.includes("node_modules"))
    .map((folder) => join(folder, program));
  const path = paths.find((candidate) => existsSync(candidate));
  if (path === undefined) throw new StartProblem(`This machine has no ${program}.`);
  return path;
}
