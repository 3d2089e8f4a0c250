import * as z from "zod";
import { DESTROYS, defineTool } from "../define-tool.ts";
import { profileNameInput } from "./profile-lines.ts";

export const profileDelete = defineTool({
  name: "profile_delete",
  title: "Delete profile",
  description: "Deletes a saved profile for good; sessions that began with it go on.",
  annotations: DESTROYS,
  theme: "profiles",
  core: false,
  target: "pool",
  input: z.strictObject({ name: profileNameInput }),
  async run({ name }, { profiles }) {
    await profiles.delete(name);
    return { facts: [`deleted profile ${name}`] };
  },
});
