import { ACCOUNTS } from "./accounts.ts";
import { FINDING } from "./finding.ts";
import { LANGUAGES } from "./languages.ts";
import { READING } from "./reading.ts";
import { SHOPPING } from "./shopping.ts";
import { TROUBLE } from "./trouble.ts";

export const TUNING = [...ACCOUNTS, ...SHOPPING, ...READING, ...FINDING, ...TROUBLE, ...LANGUAGES];
