/** What Cloudflare asks for, as published in autumn 2026, and what it comes to; docs/deploy.md is written from it. */

/** Dollars, and what is included; Browser Run's, Durable Objects' and Workers' pricing and limits pages. */
const FREE = { browsers: 3, browserMinutesADay: 10, secondsPerLaunch: 20, gbSecondsADay: 13_000 };
const PAID = {
  plan: 5,
  browsers: 200,
  launchesASecond: 3,
  browserHours: { included: 10, each: 0.09 },
  browsersAtOnce: { included: 10, each: 2 },
  gbSeconds: { included: 400_000, each: 12.5 / 1_000_000 },
} as const;
/** An object is billed with 128 MB, of 1,000 a GB. */
const GB_SECONDS_AN_HOUR = 0.128 * 3_600;
const DAYS_A_MONTH = 30;

/** Sessions that are open at once, for so long, on so many days of a month. */
interface Use {
  readonly what: string;
  readonly sessions: number;
  readonly hoursADay: number;
  readonly days: number;
}

const USES: readonly Use[] = [
  { what: "nothing", sessions: 0, hoursADay: 0, days: 0 },
  { what: "one session, 10 minutes on every day", sessions: 1, hoursADay: 1 / 6, days: 30 },
  { what: "15 sessions for an hour, once", sessions: 15, hoursADay: 1, days: 1 },
  { what: "15 sessions, an hour on every day", sessions: 15, hoursADay: 1, days: 30 },
  { what: "15 sessions, 8 hours on 22 days", sessions: 15, hoursADay: 8, days: 22 },
];

/** A month's bill, of the plan too. */
export interface Bill {
  readonly browserTime: number;
  readonly browsersAtOnce: number;
  readonly objects: number;
  readonly total: number;
}

/** The bill of a month with this use and no other; browser time is rounded to whole hours. */
export function billOf({ sessions, hoursADay, days }: Omit<Use, "what">): Bill {
  const hours = sessions * hoursADay * days;
  const peak = (sessions * days) / DAYS_A_MONTH;
  const browserTime = beyond(Math.round(hours), PAID.browserHours);
  const browsersAtOnce = beyond(peak, PAID.browsersAtOnce);
  const objects = beyond(hours * GB_SECONDS_AN_HOUR, PAID.gbSeconds);
  const total = PAID.plan + browserTime + browsersAtOnce + objects;
  return { browserTime, browsersAtOnce, objects, total };
}

function beyond(used: number, { included, each }: { included: number; each: number }): number {
  return Math.max(0, used - included) * each;
}

/** Both tables as Markdown. */
export function costTables(): string {
  const { browserHours, browsersAtOnce, gbSeconds } = PAID;
  const rows = USES.map((use) => {
    const { browserTime, browsersAtOnce: more, objects, total } = billOf(use);
    const parts = [browserTime, more, objects, total].map(dollars);
    return `| ${use.what} | ${parts.join(" | ")} |`;
  });
  return [
    "| | Workers Free | Workers Paid |",
    "|---|---|---|",
    `| the plan | $0 | ${dollars(PAID.plan)} a month |`,
    `| browsers at once, of the whole account | ${FREE.browsers} | ${PAID.browsers} |`,
    `| new browsers | 1 in ${FREE.secondsPerLaunch} s | ${PAID.launchesASecond} a second |`,
    `| browser time | ${FREE.browserMinutesADay} min a day | ${browserHours.included} h a month included, then ${dollars(browserHours.each)} an hour |`,
    `| more than ${browsersAtOnce.included} browsers at once, as the month's average of daily peaks | – | ${dollars(browsersAtOnce.each)} each |`,
    `| objects' time | ${thousands(FREE.gbSecondsADay)} GB-s a day: ${sessionHours(FREE.gbSecondsADay)} session-hours | ${thousands(gbSeconds.included)} GB-s a month included: ${sessionHours(gbSeconds.included)} session-hours, then $${(gbSeconds.each * GB_SECONDS_AN_HOUR).toFixed(4)} for each |`,
    "",
    "| on Workers Paid, a month with | browser time | browsers at once | objects | bill |",
    "|---|---|---|---|---|",
    ...rows,
  ].join("\n");
}

function dollars(amount: number): string {
  return `$${amount.toFixed(2)}`;
}

function thousands(count: number): string {
  return count.toLocaleString("en-US");
}

function sessionHours(gbSeconds: number): number {
  return Math.floor(gbSeconds / GB_SECONDS_AN_HOUR);
}
