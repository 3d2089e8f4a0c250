import { describe, expect, test, vi } from "vitest";
import { BindingClient } from "../../src/browser/binding-client.ts";
import { BrowserGone } from "../../src/browser/browser-source.ts";
import { type Failure, ToolFailure } from "../../src/domain/failure.ts";

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly upgrade: string | null;
}

/** A binding that answers each request with the next of these, and the last one for ever. */
function binding(...answers: (() => Response | Promise<Response>)[]) {
  const asked: Asked[] = [];
  const fetch = async (input: RequestInfo | URL, init?: RequestInit) => {
    const request = new Request(input, init);
    const { pathname, search } = new URL(request.url);
    const upgrade = request.headers.get("Upgrade");
    asked.push({ method: request.method, path: pathname + search, upgrade });
    const answer = answers[Math.min(asked.length, answers.length) - 1];
    if (answer === undefined) throw new Error("no answer");
    return answer();
  };
  const fetcher: Pick<Fetcher, "fetch"> = { fetch };
  return { client: new BindingClient(fetcher as Fetcher), asked };
}

const status =
  (code: number, body = "", headers: Record<string, string> = {}) =>
  () =>
    new Response(body, { status: code, headers });

async function failureOf(work: Promise<unknown>): Promise<Failure> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof ToolFailure) return error.failure;
  throw new Error(`no failure but ${error}`);
}

const IN_90_S = () => new Date(Date.now() + 90_000).toUTCString();

describe("what a refused acquire means", () => {
  const REFUSALS: readonly [string, () => Response, string, number, RegExp][] = [
    ["429 with seconds", status(429, "", { "Retry-After": "17" }), "platform_limit", 17, /in 17 s/],
    [
      "429 with a date",
      () => status(429, "", { "Retry-After": IN_90_S() })(),
      "platform_limit",
      90,
      /s/,
    ],
    ["429 without a word", status(429), "platform_limit", 5, /in 5 s/],
    [
      "429 with nonsense",
      status(429, "", { "Retry-After": "soon" }),
      "platform_limit",
      5,
      /in 5 s/,
    ],
    [
      "429 with a date gone by",
      status(429, "", { "Retry-After": "Mon, 01 Jan 2024 00:00:00 GMT" }),
      "platform_limit",
      1,
      /in 1 s/,
    ],
    [
      "429 with a century",
      status(429, "", { "Retry-After": "3155760000" }),
      "platform_limit",
      86_400,
      /s/,
    ],
    ["503", status(503, "No browser available"), "platform_busy", 5, /in 5 s/],
    ["503 with seconds", status(503, "", { "Retry-After": "3" }), "platform_busy", 3, /in 3 s/],
    ["500", status(500, "code: 2000"), "platform_busy", 5, /in 5 s/],
  ];

  test.each(REFUSALS)("%s", async (_name, answer, code, seconds, next) => {
    const failure = await failureOf(binding(answer).client.acquire());
    expect(failure.code).toBe(code);
    expect(Math.abs((failure.retryAfterSeconds ?? 0) - seconds)).toBeLessThanOrEqual(1);
    expect(failure.next).toMatch(next);
    expect(failure.what).not.toContain("No browser available");
  });

  test("the free plan's daily cap lasts until midnight UTC", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-11-22T22:30:00Z") });
    try {
      const capped = status(429, "Browser time limit exceeded for today", { "Retry-After": "1" });
      const failure = await failureOf(binding(capped).client.acquire());
      expect(failure).toMatchObject({ code: "platform_limit", retryAfterSeconds: 5_400 });
      expect(failure.what).toMatch(/today/);
    } finally {
      vi.useRealTimers();
    }
  });

  test("what no waiting helps against is a fault, and says what it was", async () => {
    for (const code of [400, 401, 403, 422]) {
      const acquiring = binding(status(code, "bad guardrail")).client.acquire();
      await expect(acquiring).rejects.toThrow(`Browser Run answered ${code}: bad guardrail`);
    }
  });

  test("a binding that throws is busy", async () => {
    const { client } = binding(() => Promise.reject(new Error("Failed to launch")));
    expect((await failureOf(client.acquire())).code).toBe("platform_busy");
  });

  test("an answer without an id is a fault", async () => {
    const { client } = binding(() => Response.json({ session: 7 }));
    await expect(client.acquire()).rejects.toThrow("without an id");
  });
});

test("acquiring asks for the longest keep-alive", async () => {
  const { client, asked } = binding(() => Response.json({ sessionId: "b1" }));
  expect(await client.acquire()).toBe("b1");
  expect(asked).toEqual([
    { method: "POST", path: "/v1/devtools/browser?keep_alive=600000", upgrade: null },
  ]);
});

test("acquiring for a list of hosts has the platform hold the browser to it", async () => {
  const bodies: unknown[] = [];
  const fetch = async (_url: string, init?: RequestInit) => {
    bodies.push(JSON.parse(String(init?.body)));
    return Response.json({ sessionId: "b1" });
  };
  const platform: Pick<Fetcher, "fetch"> = { fetch: fetch as Fetcher["fetch"] };
  const client = new BindingClient(platform as Fetcher);
  await client.acquire(["shop.example", "*.shop.example"]);
  expect(bodies).toEqual([{ guardrails: { allowedDomains: ["shop.example", "*.shop.example"] } }]);
});

describe("connecting", () => {
  test.each([404, 410])("%i means the browser is gone", async (code) => {
    const { client } = binding(status(code));
    await expect(client.connect("b1")).rejects.toBeInstanceOf(BrowserGone);
  });

  test.each([404, 410])("500 with %i for the session means the same", async (code) => {
    const { client, asked } = binding(status(500, "assertion"), status(code));
    await expect(client.connect("a/b")).rejects.toBeInstanceOf(BrowserGone);
    expect(asked.map(({ method, path }) => `${method} ${path}`)).toEqual([
      "GET /v1/devtools/browser/a%2Fb",
      "GET /v1/devtools/session/a%2Fb",
    ]);
  });

  test("503 while the session is there is busy", async () => {
    const busy = status(503, "", { "Retry-After": "2" });
    const { client } = binding(busy, () => Response.json({}));
    const failure = await failureOf(client.connect("b1"));
    expect(failure).toMatchObject({ code: "platform_busy", retryAfterSeconds: 2 });
  });

  test("429 keeps its reason", async () => {
    const { client } = binding(status(429, "limit exceeded for today"), () => Response.json({}));
    const failure = await failureOf(client.connect("b1"));
    expect(failure.what).toMatch(/today/);
  });

  test("gives the socket, accepted", async () => {
    const { 0: client, 1: server } = new WebSocketPair();
    server.accept();
    server.addEventListener("message", ({ data }) => server.send(`echo ${data}`));
    const made = binding(() => new Response(null, { status: 101, webSocket: client }));
    const socket = await made.client.connect("b1");
    const heard = new Promise((done) => socket.addEventListener("message", (e) => done(e.data)));
    socket.send("hello");
    expect(await heard).toBe("echo hello");
    expect(made.asked[0]?.upgrade).toBe("websocket");
    socket.close();
  });
});

describe("closing", () => {
  test.each([200, 404, 410])("is done with %i", async (code) => {
    const { client, asked } = binding(status(code));
    await client.close("b1");
    expect(asked[0]).toMatchObject({ method: "DELETE", path: "/v1/devtools/browser/b1" });
  });

  test.each([429, 500])("is not done with %i", async (code) => {
    await expect(binding(status(code)).client.close("b1")).rejects.toThrow();
  });
});

test.each([
  [200, true],
  [500, true],
  [503, true],
  [404, false],
  [410, false],
])("a session that answers %i exists: %s", async (code, exists) => {
  expect(await binding(status(code)).client.exists("b1")).toBe(exists);
});
