import { counted } from "../../domain/counted.ts";
import type { SessionContext } from "../define-tool.ts";

/** What is not in a catalogue that an agent may take for whole; `coming` answers are still being read. */
export function apiNotices({ page, apis }: SessionContext, coming: number): string[] {
  const { unread } = page.browser.log.reader;
  return [
    ...(page.browser.log.isFirst
      ? []
      : ["what came before the session's part of the server restarted is not kept"]),
    ...(unread === 0 ? [] : [`the bodies of ${counted(unread, "answer")} could not be read`]),
    ...(coming === 0
      ? []
      : [`still reading ${counted(coming, "answer")}: call again for their shapes`]),
    ...(apis.dropped === 0
      ? []
      : [
          `${counted(apis.dropped, "older call")} made room for newer ones and stand in nothing here`,
        ]),
  ];
}
