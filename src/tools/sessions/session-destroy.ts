import * as z from "zod";
import { DESTROYS, defineTool } from "../define-tool.ts";
import { sessionIdInput } from "../inputs.ts";

export const sessionDestroy = defineTool({
  name: "session_destroy",
  title: "Destroy session",
  description: "Closes the browser, deletes its state, frees its place.",
  annotations: DESTROYS,
  theme: "sessions",
  core: true,
  target: "pool",
  input: z.strictObject({ sessionId: sessionIdInput }),
  async run({ sessionId }, context) {
    const id = await context.resolve(sessionId);
    await context.sessions.destroy(id);
    const { pool } = await context.pool.list();
    return { facts: [`destroyed ${id} · pool ${pool.used}/${pool.limit}`] };
  },
});
