import { inject } from "vitest";
import type { Artifact } from "../../src/domain/artifact.ts";
import { artifactsOf } from "../../src/grants/grant-client.ts";

/** The owner's newest artifacts. */
export async function newest(count = 1): Promise<readonly Artifact[]> {
  return (await artifactsOf("owner").list()).slice(0, count);
}

/** SHA-256 of an artifact's bytes, read part by part. */
export async function digestOfArtifact(id: string): Promise<string> {
  const stream = new crypto.DigestStream("SHA-256");
  const writer = stream.getWriter();
  for await (const chunk of artifactsOf("owner").read(id)) await writer.write(chunk);
  await writer.close();
  return hex(await stream.digest);
}

/** What the server says of so many bytes of its files. */
export async function digestOfServed(bytes: number): Promise<string> {
  return (await fetch(`${inject("pages")}/file/digest?bytes=${bytes}`)).text();
}

/** Address of a file on the pages' server. */
export function fileUrl(query: Record<string, string | number>, origin = inject("pages")): string {
  const entries = Object.entries(query).map(([key, value]): [string, string] => [key, `${value}`]);
  return `${origin}/file?${new URLSearchParams(entries)}`;
}

/** Lets a file that is held go on; false when none was. */
export async function release(key: string): Promise<boolean> {
  return (await (await fetch(`${inject("pages")}/file/release?key=${key}`)).text()) === "true";
}

/** Whether a file is held there for somebody. */
export async function isHeld(key: string): Promise<boolean> {
  const query = new URLSearchParams({ key });
  return (await (await fetch(`${inject("pages")}/file/held?${query}`)).text()) === "true";
}

export function hex(bytes: ArrayBuffer): string {
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
