/** Who takes part; "raw CDP" is Chrome's bare commands, in a bare Worker where a row says so. */
export const CONTESTANTS = ["Leapfrog", "raw CDP", "Playwright", "DevTools"] as const;
export type ContestantName = (typeof CONTESTANTS)[number];

/** Servers of others, with the package that each is. */
export const RIVALS = {
  Playwright: { title: "Playwright MCP", package: "@playwright/mcp" },
  DevTools: { title: "Chrome DevTools MCP", package: "chrome-devtools-mcp" },
} as const;
export type RivalName = keyof typeof RIVALS;

/** Whether a contestant is a server of others. */
export function isRival(name: ContestantName): name is RivalName {
  return name in RIVALS;
}

/** The name that a reader knows a contestant by. */
export function titleOf(name: ContestantName): string {
  return isRival(name) ? RIVALS[name].title : name;
}
