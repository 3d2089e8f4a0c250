import type { Exchange } from "../../browser/log/exchange.ts";
import { redactUrl } from "../../domain/redact-credentials.ts";
import { shownAddress } from "../page-answer.ts";

/** One exchange in one line: all of it is a page's word. `activeTab` is not named, others are. */
export function exchangeLine(exchange: Exchange, activeTab: number): string {
  const { id, method, url, kind, place, tab } = exchange;
  const parts = [
    kindWords(exchange),
    ...sizeWords(exchange),
    ...(exchange.ms === undefined ? [] : [`${exchange.ms} ms`]),
    ...exchange.redirects.map((hop) => `redirected ${hop.status} from ${shown(hop.url)}`),
    ...(exchange.cache === undefined ? [] : [`from ${exchange.cache}`]),
    ...(exchange.blockedBy === undefined ? [] : [`blocked by ${exchange.blockedBy}`]),
    ...(exchange.rules.length === 0 ? [] : [`rules ${exchange.rules.join(", ")}`]),
    ...(place === "page" ? [] : [place]),
    ...(tab === undefined || tab === activeTab ? [] : [`tab ${tab}`]),
  ];
  const socket = kind === "websocket" ? [socketWords(exchange)] : [];
  return `${id} ${method} ${outcomeOf(exchange)} ${shown(url)} · ${[...parts, ...socket].join(" · ")}`;
}

/** A status, the failure, or that there is none yet. */
function outcomeOf({ status, failure, ms }: Exchange): string {
  if (failure !== undefined) return `failed (${failure.replace(/^net::|\.Inspector$/g, "")})`;
  if (status !== undefined) return String(status);
  return ms === undefined ? "pending" : "ended";
}

/** Whether nothing usable came back. */
export function isFailed({ status = 0, failure }: Exchange): boolean {
  return failure !== undefined || status >= 400;
}

/** An address as it may be shown. */
export function shown(url: string): string {
  return shownAddress(redactUrl(url));
}

/** A number of bytes, as short as it can be told. */
export function sizeOf(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  const thousands = bytes / 1_000;
  return thousands < 1_000 ? `${precise(thousands)} kB` : `${precise(thousands / 1_000)} MB`;
}

function precise(value: number): string {
  return value < 10 ? value.toFixed(1) : String(Math.round(value));
}

function kindWords({ kind, mimeType = "" }: Exchange): string {
  const [essence = ""] = mimeType.split(";");
  return essence === "" || kind === "websocket" ? kind : `${kind} ${essence}`;
}

function sizeWords({ bodyBytes, encodedBytes, status }: Exchange): string[] {
  const bytes = bodyBytes || encodedBytes;
  return status === undefined || bytes === undefined || bytes === 0 ? [] : [sizeOf(bytes)];
}

function socketWords({ socket }: Exchange): string {
  const { sent = 0, received = 0 } = socket ?? {};
  return `${sent} sent, ${received} received`;
}
