import { ToolFailure } from "../domain/failure.ts";

/**
 * The name of a file under which a caller wants something kept: with the first of `extensions` when
 * it has none; throws `invalid_arguments` for one that says it is something else.
 */
export function artifactName(savePath: string, extensions: readonly [string, ...string[]]): string {
  const dot = savePath.lastIndexOf(".");
  if (dot === -1) return `${savePath}.${extensions[0]}`;
  if (extensions.includes(savePath.slice(dot + 1).toLowerCase())) return savePath;
  throw new ToolFailure(
    "invalid_arguments",
    `savePath has to end in .${extensions.join(" or .")} or have no dot; nothing was done.`,
    "Give another savePath or another format.",
  );
}
