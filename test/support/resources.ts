import { rpc } from "./agent.ts";

/** The result of one request of the 2025-11-25 era; throws when it was refused. */
export async function rpcResult(
  method: string,
  params: Record<string, unknown> = {},
): Promise<Record<string, unknown>> {
  const { result, error } = await rpc(method, params);
  if (result === undefined) throw new Error(JSON.stringify(error));
  return result;
}
