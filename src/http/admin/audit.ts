import { auditLines } from "../../grants/audit-export.ts";
import { adminAudit, grantIds } from "../../grants/directory-client.ts";
import { auditOf } from "../../grants/grant-client.ts";
import { type AdminRequest, type AdminRoute, json, refusal } from "./admin-route.ts";
import { type AuditExport, readAuditQuery } from "./audit-query.ts";

/** The name of the stream in which stands what the admin did. */
const ADMIN = "admin";

const HEADERS = {
  "Content-Type": "application/x-ndjson; charset=utf-8",
  "Cache-Control": "no-store",
  "X-Content-Type-Options": "nosniff",
};

/** What is in the audit, as lines of JSON. */
export const AUDIT_ROUTES: readonly AdminRoute[] = [
  { method: "GET", path: /^\/admin\/audit$/, takes: ["query"], run: exportAudit },
];

async function exportAudit({ url }: AdminRequest): Promise<Response> {
  const read = readAuditQuery(url.searchParams);
  if ("problems" in read) {
    const message = read.problems.join(" ");
    return json({ error: "invalid_arguments", message, problems: read.problems }, 400);
  }
  const { wanted } = read;
  const all = [...(await grantIds()), ADMIN];
  const { grant } = wanted;
  if (grant !== undefined && !all.includes(grant)) {
    return refusal(404, "not_found", `No such grant: ${grant}.`);
  }
  const streams = grant === undefined ? all : [grant];
  return new Response(await streamOf(linesOf(streams, wanted)), { headers: HEADERS });
}

/** Whole lines, some at a time. */
async function* linesOf(streams: readonly string[], wanted: AuditExport): AsyncGenerator<string> {
  for (const name of streams) {
    yield* auditLines(name, name === ADMIN ? adminAudit() : auditOf(name), wanted);
  }
}

/** The first lines are asked for before there is an answer, so that a failure is one. */
async function streamOf(texts: AsyncGenerator<string>): Promise<ReadableStream<Uint8Array>> {
  const encoder = new TextEncoder();
  let next: IteratorResult<string> | undefined = await texts.next();
  const source: UnderlyingSource<Uint8Array> = {
    async pull(controller) {
      const { done, value } = next ?? (await texts.next());
      next = undefined;
      if (done === true) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await texts.return(undefined);
    },
  };
  return new ReadableStream(source, { highWaterMark: 0 });
}
