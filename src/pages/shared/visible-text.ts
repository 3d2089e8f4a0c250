import { exactText } from "../../domain/unseen.ts";

/** As `exactText`, for words that belong on one line, such as a title or a reason. */
export function exactLine(text: string): string {
  return exactText(text.replace(/[\t\r\n]+/g, " "));
}
