/** Names of tasks that cannot be done yet; a task that can be done fails while it stands here. */
export const PENDING: readonly string[] = [];
