import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { inject } from "vitest";
import { secretsOf } from "../../src/grants/secret-client.ts";
import { Agent } from "./agent.ts";

/** Hosts of the servers of test pages. */
export const HOSTS = ["127.0.0.1", "*.localhost"];

/** Keeps a secret of the owner's for the origin of the test pages, or for others. */
export async function keepSecret(
  name: string,
  value: string,
  origins: readonly string[] = [inject("pages")],
): Promise<void> {
  await secretsOf("owner").put({ name, value, origins });
}

/** An agent whose session may type secrets. */
export function scopedAgent(options: Record<string, unknown> = {}): Promise<Agent> {
  return Agent.open({ allowedHosts: ["127.0.0.1"], ...options });
}

/** Rows of the owner's audit that tell of secrets, as they are stored. */
export function secretRows(): Promise<string[]> {
  return runInDurableObject(env.GRANT.getByName("owner"), (_object, { storage: { sql } }) => {
    const [table] = [
      ...sql.exec("SELECT name FROM sqlite_master WHERE name IN ('audit_rows', 'audit')"),
    ];
    const name = String(table?.name);
    const column = name === "audit" ? "row" : "line";
    return [...sql.exec(`SELECT ${column} AS row FROM ${name} ORDER BY seq`)]
      .map(({ row }) => String(row))
      .filter((row) => row.includes("secret_"));
  });
}
