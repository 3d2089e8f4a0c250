import { expect, test, vi } from "vitest";
import { ToolFailure } from "../../src/domain/failure.ts";
import { troubleAnswer } from "../../src/http/trouble.ts";

test("a failure of ours is told in its words, with the time to wait", async () => {
  const failure = new ToolFailure("platform_busy", "It is busy.", "Again.", {
    retryAfterSeconds: 7,
  });
  const answer = troubleAnswer(failure);
  expect(answer.status).toBe(503);
  expect(answer.headers.get("Retry-After")).toBe("7");
  expect(answer.headers.get("Access-Control-Allow-Origin")).toBe("*");
  expect(await answer.json()).toEqual({ error: "platform_busy", message: "It is busy. Again." });
});

test("of anything else an id is told, and the log has the rest once, without a stack", async () => {
  const log = vi.spyOn(console, "error").mockReturnValue();
  const answer = troubleAnswer(new Error("object unreachable"));
  const [, id = ""] = /\(request ([0-9a-f]{8})\)/.exec(await answer.text()) ?? [];
  expect(answer.status).toBe(500);
  expect(log.mock.calls).toEqual([
    [
      JSON.stringify({
        event: "request_failed",
        requestId: id,
        error: "Error: object unreachable",
      }),
    ],
  ]);
  log.mockRestore();
});
