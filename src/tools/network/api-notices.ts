import { counted } from "../../domain/counted.ts";
import type { SessionContext } from "../define-tool.ts";

/** What is not in a catalogue that an agent may take for whole. */
export function apiNotices({ page, apis }: SessionContext): string[] {
  const { unread } = page.browser.log.reader;
  return [
    ...(page.browser.log.isFirst
      ? []
      : ["what came before the session's part of the server restarted is not kept"]),
    ...(unread === 0 ? [] : [`the bodies of ${counted(unread, "answer")} could not be read`]),
    ...(apis.dropped === 0
      ? []
      : [
          `${counted(apis.dropped, "older call")} made room for newer ones and stand in nothing here`,
        ]),
  ];
}
