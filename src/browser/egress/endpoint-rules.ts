import { ToolFailure } from "../../domain/failure.ts";

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/**
 * The address of a caller's browser, if its host is one of the `allowed` `host:port` pairs. What it
 * holds beyond the host may be a token, and stands in no failure.
 */
export function checkedEndpoint(text: string, allowed: readonly string[]): string {
  const url = URL.parse(text.trim());
  if (url === null || !/^wss?:$/.test(url.protocol) || url.hash !== "") throw notAnEndpoint();
  if (url.username !== "" || url.password !== "") {
    throw new ToolFailure(
      "invalid_arguments",
      "cdp must not hold a user name or password before its host; no session was created.",
      "Use an endpoint that takes its token in the path or the query.",
    );
  }
  const pair = `${url.hostname}:${url.port || (url.protocol === "wss:" ? "443" : "80")}`;
  if (!allowed.includes(pair)) throw notAllowed(pair);
  if (url.protocol === "ws:" && !LOOPBACK.test(url.hostname)) {
    throw new ToolFailure(
      "unsupported",
      "cdp is not supported without encryption except on this machine; no session was created.",
      "Use the endpoint's wss:// address.",
    );
  }
  return url.href;
}

function notAnEndpoint(): ToolFailure {
  return new ToolFailure(
    "invalid_arguments",
    "cdp is not the address of a CDP endpoint; no session was created.",
    "Give a whole address such as wss://browser.example/devtools/browser/….",
  );
}

function notAllowed(pair: string): ToolFailure {
  return new ToolFailure(
    "unsupported",
    `cdp is not supported for ${pair}; no session was created.`,
    `The owner can allow it with CDP_ALLOWED_HOSTS=${pair}.`,
  );
}
