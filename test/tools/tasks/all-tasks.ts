import { APP_TASKS } from "./app-tasks.ts";
import { CLICKING_TASKS } from "./clicking-tasks.ts";
import { DRAWING_TASKS } from "./drawing-tasks.ts";
import { FIELD_TASKS } from "./field-tasks.ts";
import { LIST_TASKS } from "./list-tasks.ts";
import { ODD_TASKS } from "./odd-tasks.ts";
import { ROLE_TASKS } from "./role-tasks.ts";
import { ROOT_TASKS } from "./root-tasks.ts";
import { SIGN_TASKS } from "./sign-tasks.ts";
import type { Task } from "./task.ts";

export const ALL_TASKS: readonly Task[] = [
  ...CLICKING_TASKS,
  ...FIELD_TASKS,
  ...LIST_TASKS,
  ...DRAWING_TASKS,
  ...APP_TASKS,
  ...ROOT_TASKS,
  ...ROLE_TASKS,
  ...SIGN_TASKS,
  ...ODD_TASKS,
];
