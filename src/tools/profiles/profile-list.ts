import * as z from "zod";
import { counted } from "../../domain/counted.ts";
import { defineTool, READS } from "../define-tool.ts";
import { profileLine } from "./profile-lines.ts";

export const profileList = defineTool({
  name: "profile_list",
  title: "List profiles",
  description: "Your saved profiles: name, hosts, counts, size, when saved and when they expire.",
  annotations: READS,
  theme: "profiles",
  core: false,
  target: "pool",
  input: z.strictObject({}),
  async run(_input, { profiles }) {
    const saved = await profiles.list();
    const none = "no profiles; session_save_profile and profile_import_from_chrome make them";
    const head = saved.length === 0 ? none : counted(saved.length, "profile");
    return { facts: [head, ...saved.map(profileLine)] };
  },
});
