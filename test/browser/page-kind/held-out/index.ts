import { ACCOUNTS } from "./accounts.ts";
import { FINDING } from "./finding.ts";
import { LATER } from "./later.ts";
import { READING } from "./reading.ts";
import { SHOPPING } from "./shopping.ts";
import { TROUBLE } from "./trouble.ts";

export const HELD_OUT = [...ACCOUNTS, ...SHOPPING, ...READING, ...FINDING, ...TROUBLE, ...LATER];
