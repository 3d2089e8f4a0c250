import { ToolFailure } from "../domain/failure.ts";
import type { CDPSession, Protocol } from "./cdp.ts";
import type { InPageApi } from "./in-page-api.ts";
import type { FileAbout, FilePlace, FilesGiven } from "./in-page-contract.ts";

/** Thrown when the document a world belonged to is gone; what was asked did not happen in another. */
export class WorldGone extends Error {
  constructor() {
    super("the document is gone");
    this.name = "WorldGone";
  }
}

/** Thrown when the page's or the caller's own script threw; the message is page text. */
export class PageScriptError extends Error {
  /** Where it was thrown and from where that was called, in Chrome's words. */
  readonly trace: string;
  /** Line and column of what could not even be read, from 1. */
  readonly slip: { readonly line: number; readonly column: number } | undefined;

  constructor({ exception, text, lineNumber, columnNumber }: Protocol.Runtime.ExceptionDetails) {
    const description = exception?.description ?? String(exception?.value ?? text);
    const [thrown = ""] = description.split(/\n\s+at /, 1);
    super(thrown);
    this.name = "PageScriptError";
    this.trace = description.slice(thrown.length);
    const isSyntax = text === "Uncaught" && exception?.className === "SyntaxError";
    this.slip = isSyntax ? { line: lineNumber + 1, column: columnNumber + 1 } : undefined;
  }
}

type Returned<F> = F extends (...args: never[]) => infer R ? Awaited<R> : never;
type Arguments<F> = F extends (...args: infer A) => unknown ? A : never;

/** The isolated world of one document, where our code runs and the page's cannot look. */
export class World {
  readonly uniqueId: string;
  readonly frameId: string;
  readonly #session: CDPSession;
  readonly #contextId: number;

  constructor(session: CDPSession, context: Protocol.Runtime.ExecutionContextDescription) {
    this.#session = session;
    this.uniqueId = context.uniqueId;
    this.#contextId = context.id;
    this.frameId = context.auxData?.frameId ?? "";
  }

  /** Calls one function of the in-page code; throws `WorldGone` when its document is no more. */
  async call<K extends keyof InPageApi>(
    name: K,
    ...args: Arguments<InPageApi[K]>
  ): Promise<Returned<InPageApi[K]>> {
    const expression = `leapfrog.${name}(${args.map(literal).join(",")})`;
    return evaluate(this.#session, expression, this.uniqueId);
  }

  /** Tells the in-page code which frame an element of this document holds. */
  async adoptFrame(backendNodeId: number, frameId: string): Promise<void> {
    await this.callOn(backendNodeId, "function (id) { leapfrog.adoptFrame(this, id); }", frameId);
  }

  /** Gives files to a file input that the page has asked the browser to fill. */
  async giveFiles(backendNodeId: number, files: readonly FileAbout[]): Promise<FilesGiven> {
    const code = "function (files) { return leapfrog.giveFiles(this, files); }";
    return (await this.callOn<FilesGiven>(backendNodeId, code, files)) ?? { way: "gone" };
  }

  /** What `inputPlace` says of such a file input. */
  async inputPlace(backendNodeId: number, files: readonly FileAbout[]): Promise<FilePlace> {
    const code = "function (files) { return leapfrog.inputPlace(this, files); }";
    return (await this.callOn<FilePlace>(backendNodeId, code, files)) ?? { way: "press" };
  }

  /** Calls a function of ours with a node as `this`; undefined when the node is no more. */
  async callOn<T>(backendNodeId: number, code: string, value?: unknown): Promise<T | undefined> {
    const { object } = await this.#session.send("DOM.resolveNode", {
      backendNodeId,
      executionContextId: this.#contextId,
    });
    const { objectId } = object;
    if (objectId === undefined) return undefined;
    try {
      const { result } = await this.#session.send("Runtime.callFunctionOn", {
        objectId,
        functionDeclaration: code,
        arguments: [{ value }],
        returnByValue: true,
      });
      return result.value;
    } finally {
      // Not waited for: a document that is gone has let go of everything.
      this.#session.send("Runtime.releaseObject", { objectId }).catch(() => undefined);
    }
  }

  /** Tells the in-page code of roots it cannot reach, by nodes inside; those of other documents are passed over. */
  async showRootsOf(nodeIds: readonly number[]): Promise<void> {
    // Of this document alone: others of the session are looked into at the same time.
    const objectGroup = `roots ${this.uniqueId}`;
    const resolving = nodeIds.map((nodeId) =>
      this.#session
        .send("DOM.resolveNode", { nodeId, executionContextId: this.#contextId, objectGroup })
        .then(({ object }) => object.objectId ?? "")
        .catch(() => ""),
    );
    const objectIds = (await Promise.all(resolving)).filter((objectId) => objectId !== "");
    const [objectId] = objectIds;
    if (objectId === undefined) return;
    await this.#session.send("Runtime.callFunctionOn", {
      objectId,
      functionDeclaration: "function (...nodes) { leapfrog.noteRoots(nodes); }",
      arguments: objectIds.map((id) => ({ objectId: id })),
    });
    await this.#session.send("Runtime.releaseObjectGroup", { objectGroup });
  }
}

function literal(value: unknown): string {
  return value === undefined ? "undefined" : JSON.stringify(value);
}

/**
 * Evaluates an expression in one document's world by its unique id, so that it can never run in a
 * document that came later. `timeoutMs` ends a synchronous script inside the browser.
 */
export async function evaluate<T>(
  session: CDPSession,
  expression: string,
  uniqueContextId: string,
  timeoutMs?: number,
): Promise<T> {
  const reply = await session
    .send("Runtime.evaluate", {
      expression,
      uniqueContextId,
      returnByValue: true,
      awaitPromise: true,
      ...(timeoutMs === undefined ? {} : { timeout: timeoutMs }),
    })
    .catch((error: unknown) => {
      if (isContextLoss(error)) throw new WorldGone();
      throw timeoutMs === undefined && isEnded(error) ? endedWithPage() : error;
    });
  if (reply.exceptionDetails !== undefined) throw new PageScriptError(reply.exceptionDetails);
  return reply.result.value;
}

/** Whether code was ended by `Runtime.terminateExecution` or a time limit; Chrome calls that an internal error. */
export function isEnded(error: unknown): boolean {
  return error instanceof Error && /Internal error|terminated/.test(error.message);
}

/** Scripts of the page were ended since it did not answer, and code of ours was among them. */
function endedWithPage(): ToolFailure {
  return new ToolFailure(
    "timed_out",
    "The page took so long that what was being done in it was ended; how far it got is not known.",
    "Take a snapshot to see what the page is like now.",
  );
}

function isContextLoss(error: unknown): boolean {
  const message = error instanceof Error ? error.message : "";
  return /uniqueContextId not found|Cannot find context|context was destroyed|navigated or closed|Session closed|Target closed/i.test(
    message,
  );
}
