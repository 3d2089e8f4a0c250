import * as z from "zod";
import { counted } from "../../domain/counted.ts";
import { ToolFailure } from "../../domain/failure.ts";
import { defineTool, READS } from "../define-tool.ts";
import { keepFile } from "../kept-file.ts";
import { exchangesOf } from "../network/session-log.ts";
import { headOf } from "../page-answer.ts";
import { traceZip } from "./trace/trace-files.ts";

export const sessionExportTrace = defineTool({
  name: "session_export_trace",
  title: "Export the trace",
  description: "A zip for Playwright's trace viewer: what was done, pictures, console, requests.",
  annotations: READS,
  theme: "memory",
  core: false,
  target: "session",
  input: z.strictObject({}),
  async run(_given, context) {
    const { page, trace, sessionId } = context;
    if (trace === undefined) throw noTrace();
    const { browser, memory } = page;
    const steps = await context.done();
    const frames = trace.list();
    const file = {
      title: sessionId,
      viewport: browser.emulation.viewport,
      steps,
      frames,
      console: browser.log.console.all(),
      exchanges: exchangesOf(context),
      hide: (text: string) => memory.secrets.hide(text),
    };
    const about = { name: "trace.zip", type: "application/zip" };
    const kept = await keepFile(context, about, traceZip(file, trace));
    const counts = [counted(steps.length, "step"), counted(frames.length, "picture")];
    const { dropped, missed } = trace;
    return {
      facts: [headOf(context, counts), "open it with: npx playwright show-trace trace.zip"],
      notices: [
        ...(dropped === 0 ? [] : [`${counted(dropped, "older picture")} made room for later ones`]),
        ...(missed === 0
          ? []
          : [`${counted(missed, "picture")} could not be had in time or was too large`]),
      ],
      artifacts: [kept],
    };
  },
});

function noTrace(): ToolFailure {
  return new ToolFailure(
    "unsupported",
    "This session keeps no trace; nothing was exported.",
    "Create one with record: true, or see session_memory for what was done here.",
  );
}
