/** Who calls: every session belongs to exactly one grant. */
export interface Grant {
  readonly id: string;
}

/** The grant of whoever deployed the server and holds `LEAPFROG_TOKEN`. */
export const OWNER: Grant = { id: "owner" };
