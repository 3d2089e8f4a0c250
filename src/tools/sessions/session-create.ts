import { ToolFailure } from "../../domain/failure.ts";
import { defineTool, REACHES_OUT } from "../define-tool.ts";
import { navigate } from "../reading/navigate.ts";
import { createdSession, describeCreated } from "./created-session.ts";
import { openSessions } from "./open-sessions.ts";
import { openedBy, underOneName } from "./scope-options.ts";
import { sessionOptions } from "./session-options.ts";

export const sessionCreate = defineTool({
  name: "session_create",
  title: "Create session",
  description:
    "Opens an isolated browser session and answers its id. At most 15 at once; one ends 30 minutes after its last call (session_list shows the time left) unless pinned. Destroy it when done.",
  annotations: REACHES_OUT,
  theme: "sessions",
  core: true,
  target: "pool",
  input: sessionOptions,
  output: createdSession,
  policy: {
    args: underOneName,
    capabilities: (given) => [
      ...(given.acceptDownloads ? (["download"] as const) : []),
      ...(openedBy(given).tainted ? (["secret"] as const) : []),
    ],
    leadsTo: ({ url }) => url,
    opens: openedBy,
    steps: ({ url, waitUntil }) =>
      url === undefined ? [] : [{ name: "url", tool: navigate, input: { url, waitUntil } }],
  },
  async run(given, context) {
    const { opened, pool } = await openSessions([given], context);
    const [session] = opened;
    if (session === undefined) throw new Error("no session was asked for");
    if (!session.ok) throw ToolFailure.of(session.failure);
    const made = describeCreated(session, pool, context.config.idleTimeoutMs);
    const { label, rule, facts, notices, structured } = made;
    return {
      facts: [`${label} · pool ${pool.used}/${pool.limit} · ${rule}`, ...facts],
      notices,
      structured,
    };
  },
});
