import { counted } from "../../domain/counted.ts";
import type { SessionContext } from "../define-tool.ts";
import { beginningNotices } from "./session-log.ts";

/** What is not in a catalogue that an agent may take for whole; `coming` answers are still being read. */
export function apiNotices(context: SessionContext, coming: number): string[] {
  const { page, apis } = context;
  const { unread } = page.browser.log.reader;
  return [
    ...beginningNotices(context),
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
