import { setTimeout as sleep } from "node:timers/promises";
import type { Protocol } from "devtools-protocol";
import type { ProtocolMapping } from "devtools-protocol/types/protocol-mapping.js";
import { type Chromium, startChromium } from "../../../test/support/chromium.ts";
import { type Control, controlOf } from "./control.ts";
import { DevTools } from "./devtools.ts";
import type { DomFacts } from "./dom-facts.ts";
import { truthScript } from "./script.ts";

const VIEWPORT = { width: 1280, height: 720, deviceScaleFactor: 1, mobile: false };
const LOAD_MS = 20_000;
/** Milliseconds a page has after its load event to finish what it builds. */
const REST_MS = 1_500;

type Commands = ProtocolMapping.Commands;
type Node = Protocol.DOM.Node;
type Frame = Protocol.Page.FrameTree;

/** A browser of the bench's own that tells what is on a page without any code of the product. */
export class TruthPage {
  readonly #chromium: Chromium;
  readonly #devtools: DevTools;
  readonly #session: string;
  readonly #script: string;
  readonly #contexts = new Map<string, number>();
  #loaded = () => {};

  private constructor(chromium: Chromium, devtools: DevTools, session: string, script: string) {
    this.#chromium = chromium;
    this.#devtools = devtools;
    this.#session = session;
    this.#script = script;
    devtools.on("Page.loadEventFired", () => this.#loaded());
    devtools.on("Runtime.executionContextCreated", ({ context }) => {
      const { isDefault, frameId } = context.auxData ?? {};
      if (isDefault) this.#contexts.set(String(frameId), context.id);
    });
  }

  static async start(): Promise<TruthPage> {
    const [chromium, script] = await Promise.all([startChromium(), truthScript()]);
    const devtools = await DevTools.connect(`ws://127.0.0.1:${chromium.port}${chromium.path}`);
    const { targetId } = await devtools.send("Target.createTarget", { url: "about:blank" });
    const { sessionId } = await devtools.send("Target.attachToTarget", { targetId, flatten: true });
    const page = new TruthPage(chromium, devtools, sessionId, script);
    await page.#send("Emulation.setDeviceMetricsOverride", VIEWPORT);
    for (const domain of ["Page", "Runtime", "DOM", "Accessibility"] as const) {
      await page.#send(`${domain}.enable`, undefined);
    }
    return page;
  }

  async close(): Promise<void> {
    this.#devtools.close();
    await this.#chromium.kill();
  }

  /** Opens a page and waits for it to have loaded. */
  async open(url: string): Promise<void> {
    const loaded = new Promise<void>((done) => {
      this.#loaded = done;
    });
    await this.#send("Page.navigate", { url });
    await Promise.race([loaded, sleep(LOAD_MS)]);
    await sleep(REST_MS);
  }

  /** What a person reads on the page; for writing questions. */
  async text(): Promise<string> {
    const expression = "document.body.innerText";
    const { result } = await this.#send("Runtime.evaluate", { expression, returnByValue: true });
    return String(result.value);
  }

  /** All controls of the page and of the frames that can be seen on it. */
  async controls(): Promise<Control[]> {
    const { root } = await this.#send("DOM.getDocument", { depth: -1, pierce: true });
    const { frameTree } = await this.#send("Page.getFrameTree", undefined);
    return this.#inFrame(frameTree, closedRootsIn(root, frameTree.frame.id));
  }

  async #inFrame(
    { frame, childFrames = [] }: Frame,
    closed: ReadonlyMap<string, number[]>,
  ): Promise<Control[]> {
    const contextId = this.#contexts.get(frame.id);
    if (contextId === undefined) return [];
    const script = await this.#evaluate(this.#script, contextId);
    const controls = await this.#collect(script, contextId, closed.get(frame.id) ?? []);
    const nodes = await this.#treeOf(frame.id);
    const found = await this.#backendIds(script);
    const here = controls.map((facts, at) => controlOf(facts, nodes.get(found[at] ?? -1)));
    for (const child of childFrames) {
      if (await this.#isSeen(script, child.frame.id)) {
        here.push(...(await this.#inFrame(child, closed)));
      }
    }
    return here;
  }

  async #collect(
    script: string,
    contextId: number,
    closedRoots: readonly number[],
  ): Promise<DomFacts[]> {
    const roots = await Promise.all(closedRoots.map((id) => this.#objectOf(id, contextId)));
    const listeners = await this.#evaluate("getEventListeners", contextId);
    const { result } = await this.#send("Runtime.callFunctionOn", {
      objectId: script,
      functionDeclaration:
        "function (listenersOf, ...closed) { return this.collect(listenersOf, closed); }",
      arguments: [listeners, ...roots].map((objectId) => ({ objectId })),
      returnByValue: true,
    });
    return result.value;
  }

  async #backendIds(script: string): Promise<number[]> {
    const { result } = await this.#call(script, "function () { return this.elements(); }");
    const objectId = result.objectId ?? "";
    const { result: items } = await this.#send("Runtime.getProperties", {
      objectId,
      ownProperties: true,
    });
    const elements = items.filter(({ name }) => /^\d+$/.test(name));
    return Promise.all(
      elements.map(async ({ value }) => {
        const { node } = await this.#send("DOM.describeNode", { objectId: value?.objectId ?? "" });
        return node.backendNodeId;
      }),
    );
  }

  async #treeOf(frameId: string): Promise<Map<number, Protocol.Accessibility.AXNode>> {
    const { nodes } = await this.#send("Accessibility.getFullAXTree", { frameId });
    return new Map(nodes.map((node) => [node.backendDOMNodeId ?? -1, node]));
  }

  async #isSeen(script: string, frameId: string): Promise<boolean> {
    const { backendNodeId } = await this.#send("DOM.getFrameOwner", { frameId });
    const owner = await this.#objectOf(backendNodeId);
    const { result } = await this.#send("Runtime.callFunctionOn", {
      objectId: script,
      functionDeclaration: "function (owner) { return this.isSeen(owner); }",
      arguments: [{ objectId: owner }],
    });
    return result.value === true;
  }

  async #objectOf(backendNodeId: number, executionContextId?: number): Promise<string> {
    const where = executionContextId === undefined ? {} : { executionContextId };
    const { object } = await this.#send("DOM.resolveNode", { backendNodeId, ...where });
    return object.objectId ?? "";
  }

  async #evaluate(expression: string, contextId: number): Promise<string> {
    const { result, exceptionDetails } = await this.#send("Runtime.evaluate", {
      expression,
      contextId,
      includeCommandLineAPI: true,
    });
    if (exceptionDetails !== undefined) throw new Error(result.description);
    return result.objectId ?? "";
  }

  #call(objectId: string, functionDeclaration: string) {
    return this.#send("Runtime.callFunctionOn", { objectId, functionDeclaration });
  }

  #send<T extends keyof Commands>(method: T, params: Commands[T]["paramsType"][0]) {
    return this.#devtools.send(method, params, this.#session);
  }
}

/** Backend ids of the closed shadow roots of each frame, outermost first. */
function closedRootsIn(root: Node, mainFrame: string): Map<string, number[]> {
  const closed = new Map<string, number[]>();
  const visit = (node: Node, frameId: string): void => {
    for (const shadow of node.shadowRoots ?? []) {
      if (shadow.shadowRootType === "closed") {
        closed.set(frameId, [...(closed.get(frameId) ?? []), shadow.backendNodeId]);
      }
      visit(shadow, frameId);
    }
    for (const child of node.children ?? []) visit(child, frameId);
    if (node.contentDocument) visit(node.contentDocument, node.frameId ?? frameId);
  };
  visit(root, mainFrame);
  return closed;
}
