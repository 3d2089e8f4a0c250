import { spawn } from "node:child_process";
import { dirname } from "node:path";
import { onExit } from "./exit-duties.ts";
import { PROJECT_FOLDER, packageFile } from "./project-folders.ts";

/** What a run of wrangler has printed, and how it ended. */
export interface WranglerRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs wrangler with these arguments; `input` is what it reads, so that no secret stands among them. */
export type RunWrangler = (
  args: readonly string[],
  input?: string,
  isShown?: boolean,
) => Promise<WranglerRun>;

/** The project's own wrangler, with the login and the settings of whoever runs it. */
export const runWrangler: RunWrangler = (args, input = "", isShown = false) => {
  const child = spawn(process.execPath, [packageFile("wrangler/bin/wrangler.js"), ...args], {
    cwd: PROJECT_FOLDER,
    // wrangler's build command runs the `node` it finds, which must be the one that runs this.
    env: { ...process.env, PATH: `${dirname(process.execPath)}:${process.env.PATH ?? ""}` },
  });
  const release = onExit(() => child.kill());
  const run = { code: 1, stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name].setEncoding("utf8").on("data", (text: string) => {
      run[name] += text;
      if (isShown) process[name].write(text);
    });
  }
  // One that ends before it has read everything says why itself.
  child.stdin.on("error", () => undefined).end(input);
  return new Promise<WranglerRun>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ ...run, code: code ?? 1 }));
  }).finally(release);
};
