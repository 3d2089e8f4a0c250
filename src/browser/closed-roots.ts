import type { CDPSession } from "./cdp.ts";
import { PRESSES } from "./listeners.ts";
import type { World } from "./world.ts";

/** Names what is held of a document's nodes meanwhile, to be let go in one. */
const groupOf = ({ uniqueId }: World) => `closed roots ${uniqueId}`;

/**
 * Hands the in-page code the closed shadow roots of the elements that it suspects of holding one;
 * true when there was one.
 */
export async function openRoots(session: CDPSession, world: World): Promise<boolean> {
  const objectGroup = groupOf(world);
  const { result: hosts } = await session.send("Runtime.evaluate", {
    expression: "leapfrog.takeHosts()",
    objectGroup,
    uniqueContextId: world.uniqueId,
  });
  if (hosts.objectId === undefined) return false;
  const { objectId } = hosts;
  const { result } = await session.send("Runtime.getProperties", { objectId, ownProperties: true });
  const opened = await Promise.all(
    result.map(({ value }) => openRoot(session, world, value?.objectId)),
  );
  await session.send("Runtime.releaseObjectGroup", { objectGroup });
  return opened.includes(true);
}

async function openRoot(
  session: CDPSession,
  world: World,
  objectId: string | undefined,
): Promise<boolean> {
  if (objectId === undefined) return false;
  const { node } = await session.send("DOM.describeNode", { objectId, depth: 0 });
  const root = node.shadowRoots?.find(({ shadowRootType }) => shadowRootType === "closed");
  if (root === undefined) return false;
  await world.callOn(root.backendNodeId, "function () { leapfrog.adoptRoot(this); }");
  await tellListeners(session, world, root.backendNodeId);
  return true;
}

/** The page's own world, which alone knows its listeners, cannot look into its closed roots. */
async function tellListeners(session: CDPSession, world: World, root: number): Promise<void> {
  const objectGroup = groupOf(world);
  const { object } = await session.send("DOM.resolveNode", { backendNodeId: root, objectGroup });
  if (object.objectId === undefined) return;
  const { listeners } = await session.send("DOMDebugger.getEventListeners", {
    objectId: object.objectId,
    depth: -1,
    pierce: true,
  });
  const pressed = listeners.filter(({ type }) => PRESSES.includes(type));
  const nodes = new Set(pressed.flatMap(({ backendNodeId }) => backendNodeId ?? []));
  await Promise.all(
    [...nodes].map((node) => world.callOn(node, "function () { leapfrog.keepPressable(this); }")),
  );
}
