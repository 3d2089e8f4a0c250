import { defineTool } from "../define-tool.ts";
import { profileList } from "./profile-list.ts";

export const sessionListProfiles = defineTool({
  ...profileList,
  name: "session_list_profiles",
  title: "List saved profiles",
  description: "Same as profile_list.",
});
