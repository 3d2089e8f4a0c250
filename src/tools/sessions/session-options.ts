import * as z from "zod";
import { MAX_HOSTS } from "../../browser/egress/host-list.ts";
import { ToolFailure } from "../../domain/failure.ts";
import { SESSION_ID_PATTERN, SESSION_NAME_PATTERN } from "../../domain/ids.ts";
import { urlInput, waitUntilInput } from "../inputs.ts";
import { emulationFields, emulationOf } from "./emulation-options.ts";

const text = z.string().max(1_000).optional();

/** What a session may be created with, by `session_create` and one by one by the batch. */
export const sessionOptions = z.strictObject({
  name: z.string().regex(SESSION_NAME_PATTERN).optional().describe("Label usable as sessionId"),
  url: urlInput.optional().describe("First page"),
  waitUntil: waitUntilInput,
  ...emulationFields,
  pinned: z.boolean().default(false).describe("Ends after 12 h only"),
  clientId: z.string().min(1).max(128).optional().describe("Partition of your pool"),
  stealth: z.boolean().optional().describe("Not done here"),
  profile: text.describe("Saved profile; scopes the session to its hosts"),
  profilePath: text.describe("Same as profile"),
  acceptDownloads: z.boolean().default(true).describe("false refuses them"),
  proxy: z
    .strictObject({
      server: z.string().max(1_000),
      username: text,
      password: text,
      bypass: z.string().max(5_000).optional(),
    })
    .optional()
    .describe("http, https or socks5; bypass: hosts by comma"),
  headed: z.boolean().default(false).describe("Answers a link to watch"),
  extensions: z.array(z.string().max(1_000)).max(20).optional().describe("Never available"),
  cdp: z.string().max(4_000).optional().describe("wss:// of a browser of yours"),
  allowedHosts: z
    .array(z.string().max(255))
    .min(1)
    .max(MAX_HOSTS)
    .optional()
    .describe("All it reaches; *.name for subdomains"),
  consent: z.enum(["off", "reject", "accept"]).optional().describe("Banner reply"),
  record: z.boolean().default(false).describe("Keep a trace"),
});

export type SessionOptions = z.output<typeof sessionOptions>;

/** Refuses what cannot be honoured, by name, before anything is reserved. */
export function checkOptions(options: SessionOptions): void {
  refuseExtensions(options.extensions);
  refuseIdAsName(options.name);
  emulationOf(options);
}

function refuseExtensions(extensions: readonly string[] | undefined): void {
  if (extensions === undefined) return;
  throw new ToolFailure(
    "unsupported",
    "extensions is not supported; no session was created.",
    "Hosted browsers take no extensions.",
  );
}

function refuseIdAsName(name: string | undefined): void {
  if (name === undefined || !SESSION_ID_PATTERN.test(name)) return;
  throw new ToolFailure(
    "invalid_arguments",
    "name must not have the form of a session id; no session was created.",
    "Use another name.",
  );
}
