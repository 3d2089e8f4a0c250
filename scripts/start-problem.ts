/** An end of a command that its user can remedy: printed as it stands, without a stack. */
export class StartProblem extends Error {}

/** The text of anything thrown, as one line's worth for a user. */
export function reasonOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** Runs a command to its end; a problem ends it with exit code 1 and anything unforeseen with its stack. */
export async function runCommand(command: () => Promise<number>): Promise<never> {
  try {
    process.exit(await command());
  } catch (thrown) {
    console.error(thrown instanceof StartProblem ? `\n${thrown.message}\n` : thrown);
    process.exit(1);
  }
}
