import { CLICKING_TASKS } from "./clicking-tasks.ts";
import type { Task } from "./task.ts";

export const ALL_TASKS: readonly Task[] = [...CLICKING_TASKS];
