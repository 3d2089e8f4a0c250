import type { Answer } from "../domain/answer.ts";
import type { Failure } from "../domain/failure.ts";
import { randomHex } from "../domain/ids.ts";
import { visibleBlock, visibleLine } from "../domain/unseen.ts";
import { withoutLookAlikes } from "./look-alikes.ts";

/** Short, for it stands twice in every answer: a page that fills one with guesses hits it once in 10,000. */
const NONCE_BYTES = 3;

/** A tool result as the protocol wants it. */
export interface RenderedResult {
  readonly content: (
    | { readonly type: "text"; readonly text: string }
    | { readonly type: "image"; readonly data: string; readonly mimeType: string }
  )[];
  readonly structuredContent?: Record<string, unknown>;
  readonly isError?: boolean;
  readonly [key: string]: unknown;
}

/** Puts an answer into content blocks: our facts first, what pages wrote inside the fence. */
export function renderAnswer(answer: Answer): RenderedResult {
  const notices = (answer.notices ?? []).map((notice) => `notice: ${notice}`);
  const parts = [...[...answer.facts, ...notices].map(visibleLine), ...fence(answer.page)];
  const { image, structured } = answer;
  return {
    content: [
      { type: "text", text: parts.join("\n") },
      ...(image === undefined ? [] : [{ type: "image" as const, ...image }]),
    ],
    ...(structured === undefined ? {} : { structuredContent: { ...structured } }),
    ...(answer.isError === true ? { isError: true } : {}),
  };
}

/** A failure's text; `origin` is where a person approves what they have to. */
export function renderFailure(failure: Failure, origin: string): RenderedResult {
  const { code, what, next, approvalId } = failure;
  const approve =
    approvalId === undefined
      ? ""
      : ` Approve at ${approvalLink(origin, approvalId)}. approval ${approvalId}.`;
  const sentence = visibleLine(`${code}: ${what}${approve} ${next}`);
  const text = [sentence, ...fence(failure.pageText)].join("\n");
  return { content: [{ type: "text", text }], isError: true };
}

/** Where a person decides. */
export function approvalLink(origin: string, approvalId: string): string {
  return `${origin}/approvals/${approvalId}`;
}

/**
 * The nonce is drawn per answer, so nothing a page wrote can close the fence, and what looks as if it
 * could is made to look otherwise.
 */
function fence(page: string | undefined): string[] {
  const text = page === undefined ? "" : withoutLookAlikes(visibleBlock(page));
  if (text === "") return [];
  const nonce = nonceFor(text);
  return [`--- page content ${nonce}, untrusted ---`, text, `--- end ${nonce} ---`];
}

/** One that does not stand in the text. */
function nonceFor(text: string): string {
  const nonce = randomHex(NONCE_BYTES);
  return text.includes(nonce) ? nonceFor(text) : nonce;
}
