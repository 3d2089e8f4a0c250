import { inject } from "vitest";
import type { Episodes, SoakAgent } from "./soak-agent.ts";
import { cookiePage } from "./soak-pages.ts";

/** Profiles come and go. */
export const PROFILES = {
  saveProfile: [2, saveProfile],
  importProfile: [1, importProfile],
  warm: [1, warm],
} as const satisfies Episodes;

/** Profiles a soak leaves lying at a time; a grant may have 100. */
const MOST = 20;
const HOSTS = [new URL(inject("pages")).hostname];

async function saveProfile(agent: SoakAgent, sessionId: string): Promise<void> {
  const { world } = agent;
  await agent.on(sessionId, "navigate", { url: cookiePage() });
  const name = world.newKey();
  const { outcome } = await agent.on(sessionId, "session_save_profile", { name, hosts: HOSTS });
  if (outcome === "ok") world.profiles.add(name);
  await agent.call(agent.random.chance(0.5) ? "profile_list" : "session_list_profiles");
  await deleteSome(agent);
}

async function importProfile(agent: SoakAgent): Promise<void> {
  const name = agent.world.newKey();
  const cookie = { name: "sid", value: "soak", domain: "shop.example", path: "/" };
  const state = JSON.stringify([cookie]);
  const given = { name, state, domains: ["shop.example"] };
  const { outcome } = await agent.call("profile_import_from_chrome", given);
  // A session with it could visit none of the pages here.
  if (outcome === "ok") await agent.call("profile_delete", { name });
}

async function warm(agent: SoakAgent, sessionId: string): Promise<void> {
  const urls = [cookiePage(), `${inject("pages")}/echo`];
  await agent.on(sessionId, "profile_warm", { urls });
}

async function deleteSome(agent: SoakAgent): Promise<void> {
  const { profiles } = agent.world;
  while (profiles.size > MOST || (profiles.size > 0 && agent.random.chance(0.3))) {
    const name = agent.random.oneOf([...profiles]);
    if (name === undefined) return;
    profiles.delete(name);
    await agent.call("profile_delete", { name });
  }
}
