import type { KeptArtifact } from "./artifact.ts";

/** An image block; `data` is base64. */
export interface AnswerImage {
  readonly data: string;
  readonly mimeType: string;
}

/**
 * What a tool answers, as plain data.
 *
 * `facts` and `notices` hold words of ours only. Everything that came from a page goes into `page`,
 * which the protocol layer puts inside the fence.
 */
export interface Answer {
  readonly facts: readonly string[];
  readonly notices?: readonly string[];
  readonly page?: string;
  readonly image?: AnswerImage;
  /** What was kept on the way; each is named with a link before the fence, page names inside it. */
  readonly artifacts?: readonly KeptArtifact[];
  /** Only where the JSON is the whole answer. */
  readonly structured?: Readonly<Record<string, unknown>>;
  /** A page that a person has to open; for clients that open addresses for their users. */
  readonly opens?: { readonly url: string; readonly message: string; readonly state: string };
  /** True when the answer reports a failure it cannot express as a code, such as a failed step. */
  readonly isError?: boolean;
}
