import { performAll, type StepResult } from "../../browser/actions/sequence.ts";
import { ToolFailure } from "../../domain/failure.ts";
import type { SessionContext } from "../define-tool.ts";
import { act } from "./act.ts";

/** One act as a step of another call, settled; throws as the act would fail. */
export async function actOnce(
  input: Readonly<Record<string, unknown>>,
  { page, artifacts }: Pick<SessionContext, "page" | "artifacts">,
): Promise<StepResult & { ok: true }> {
  const results: StepResult[] = [];
  const step = act.input.parse(input);
  await performAll(page, [step], { results, artifacts, begin: () => undefined });
  const [result] = results;
  if (result === undefined) throw new Error("an act without a result");
  if (!result.ok) throw ToolFailure.of(result.failure);
  return result;
}
