import { textOfBase64 } from "../../domain/base64.ts";
import { redactBody } from "../../domain/redact-credentials.ts";

/** A body of an answer as the browser gave it. */
export interface HarBody {
  readonly text: string;
  readonly base64: boolean;
}

/** What may be shown of an answer's body, as the `content` of HAR writes it. */
export function harBody({ text, base64 }: HarBody, type: string) {
  if (!base64) return { text: redactBody(text, type) };
  // Chrome hands over as base64 much that is text.
  const decoded = textOfBase64(text);
  if (decoded !== undefined) return { text: redactBody(decoded, type) };
  return /^(?:image|audio|video|font)\//i.test(type)
    ? { text, encoding: "base64" }
    : { comment: "binary; left out, since nobody can say what is in it" };
}
