import { answeredBody, isPostReadable, postedBody } from "../../browser/log/api-reader.ts";
import { type Exchange, type Headers, headerOf } from "../../browser/log/exchange.ts";
import type { ExchangeDraft } from "../../browser/log/exchange-draft.ts";
import { redactBody, redactHeaders } from "../../domain/redact-credentials.ts";
import { visibleBlock } from "../../domain/unseen.ts";
import type { SessionContext } from "../define-tool.ts";
import { exchangeLine, shown, sizeOf } from "./exchange-line.ts";

/** Bytes of a body up to which it is told. */
const MAX_BODY = 262_144;

/** A text body, or in words of ours why there is none. */
type Body = { readonly text: string } | { readonly missing: string };

/** All that is known of one exchange, its bodies asked for now; nothing of them is kept. */
export async function exchangeDetails(
  { page }: SessionContext,
  draft: ExchangeDraft,
  exchange: Exchange,
  activeTab: number,
): Promise<string> {
  const read = (reading: () => Promise<Body>) => page.step("reading the body", reading);
  const sent = await read(() => requestBody(draft, exchange));
  const came = await read(() => responseBody(draft, exchange));
  return [
    exchangeLine(exchange, activeTab),
    ...(exchange.initiator === undefined ? [] : [`made by ${shownInitiator(exchange.initiator)}`]),
    ...timingLines(exchange),
    ...section("request headers", headerLines(exchange.requestHeaders)),
    ...section("request body", bodyLines(sent, typeOf(exchange.requestHeaders))),
    ...section("response headers", headerLines(exchange.responseHeaders)),
    ...section(
      "response body",
      bodyLines(came, typeOf(exchange.responseHeaders) || (exchange.mimeType ?? "")),
    ),
    ...section("frames", frameLines(exchange)),
  ].join("\n");
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ["", `${title}:`, ...lines];
}

function headerLines(headers: Headers): string[] {
  return Object.entries(redactHeaders(headers)).map(([name, value]) => `${name}: ${value}`);
}

function bodyLines(body: Body, type: string): string[] {
  if ("missing" in body) return body.missing === "" ? [] : [`(${body.missing})`];
  const text = visibleBlock(redactBody(body.text.slice(0, MAX_BODY), type));
  const more = body.text.length - MAX_BODY;
  return more > 0 ? [text, `(${more} more characters are not shown)`] : [text];
}

function frameLines({ socket }: Exchange): string[] {
  if (socket === undefined) return [];
  const { frames, sent, received, sentBytes, receivedBytes } = socket;
  const sums = `${sent} sent (${sizeOf(sentBytes)}), ${received} received (${sizeOf(receivedBytes)})`;
  const lines = frames.map((frame) => {
    const { text, bytes } = frame;
    const shownText =
      text === undefined ? `(binary, ${sizeOf(bytes)})` : redactBody(text, "application/json");
    return `${frame.sent ? ">" : "<"} ${visibleBlock(shownText)}`;
  });
  return [`${sums}; the last ${frames.length}:`, ...lines];
}

function timingLines({ timing, protocol }: Exchange): string[] {
  const parts = Object.entries(timing ?? {}).flatMap(([name, ms]) =>
    ms === undefined ? [] : [`${name} ${Math.round(ms)}`],
  );
  if (parts.length === 0) return [];
  return [`timing in ms: ${parts.join(", ")}${protocol === undefined ? "" : ` · ${protocol}`}`];
}

function shownInitiator(initiator: string): string {
  return initiator.replace(/https?:\S+/, shown);
}

async function requestBody(draft: ExchangeDraft, { requestBody }: Exchange): Promise<Body> {
  if (!draft.isBodyUntold) {
    return requestBody === undefined ? { missing: "" } : { text: requestBody };
  }
  const text = isPostReadable(draft) ? await postedBody(draft).catch(() => undefined) : undefined;
  if (text !== undefined) return { text };
  if (requestBody !== undefined) return { text: `${requestBody}…` };
  return {
    missing: `${sizeOf(draft.requestBytes)}, no text, too long, or not kept by the browser`,
  };
}

async function responseBody(draft: ExchangeDraft, exchange: Exchange): Promise<Body> {
  if (exchange.kind === "websocket" || exchange.status === undefined) return { missing: "" };
  if (draft.events !== "") return { text: draft.events };
  if (!draft.isOver) return { missing: "it is still on its way" };
  if (exchange.failure !== undefined) return { missing: "" };
  if (draft.bodyBytes > MAX_BODY)
    return { missing: `${sizeOf(draft.bodyBytes)}, too long to be told` };
  try {
    const text = await answeredBody(draft);
    if (text === undefined) return { missing: `binary, ${sizeOf(draft.bodyBytes)}` };
    return text === "" ? { missing: "empty" } : { text };
  } catch {
    return { missing: "the browser does not keep it any more: its document is gone" };
  }
}

function typeOf(headers: Headers): string {
  return headerOf(headers, "content-type") ?? "";
}
