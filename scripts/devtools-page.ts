/** Evaluates an expression in a browser's first page, over its debugging address; returns its plain value. */
export async function evaluateInFirstPage(
  origin: string,
  expression: string,
  signal: AbortSignal,
): Promise<unknown> {
  const socket = new WebSocket(await firstPageSocket(origin, signal));
  try {
    const answer = await new Promise<string>((resolve, reject) => {
      const params = { expression, returnByValue: true };
      const question = JSON.stringify({ id: 1, method: "Runtime.evaluate", params });
      socket.addEventListener("open", () => socket.send(question));
      socket.addEventListener("message", (event) => resolve(String(event.data)));
      socket.addEventListener("error", () => reject(new Error("its page cannot be reached")));
      socket.addEventListener("close", () => reject(new Error("its page ended")));
      signal.addEventListener("abort", () => reject(new Error("its page does not answer")));
    });
    const { result } = JSON.parse(answer) as { result?: { result?: { value?: unknown } } };
    return result?.result?.value;
  } finally {
    socket.close();
  }
}

async function firstPageSocket(origin: string, signal: AbortSignal): Promise<string> {
  for (;;) {
    const answer = await fetch(`${origin}/json/list`, { signal });
    const targets = (await answer.json()) as { type: string; webSocketDebuggerUrl: string }[];
    const page = targets.find((target) => target.type === "page");
    if (page !== undefined) return page.webSocketDebuggerUrl;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
