import type { Metrics } from "./metrics.ts";
import type { Gauge, Sample } from "./prometheus-text.ts";

/** The same numbers as gauges; what is not known has none. */
export function gaugesOf(told: Metrics): readonly Gauge[] {
  const { version, startedAt, stopped, sessions, grants } = told;
  return [
    gauge("info", "The version that runs.", [{ labels: { version }, value: 1 }]),
    gauge("coordinator_start_time_seconds", "When the coordinator began to run, last time.", [
      { value: Date.parse(startedAt) / 1_000 },
    ]),
    gauge("stopped", "1 while the kill switch is on.", [{ value: stopped ? 1 : 0 }]),
    gauge("places", "Sessions there may be (MAX_SESSIONS).", [{ value: sessions.limit }]),
    gauge("places_used", "Sessions there are.", [{ value: sessions.used }]),
    gauge("sessions", "Sessions by state.", byLabel("state", sessions.byState)),
    gauge("grant_sessions", "Sessions by grant.", byLabel("grant", sessions.byGrant)),
    gauge("grants", "Grants, the owner's and expired ones among the current.", [
      { labels: { state: "current" }, value: grants.current },
      { labels: { state: "revoked" }, value: grants.revoked },
    ]),
    ...platformGauges(told),
    ...callGauges(told),
  ];
}

function platformGauges({ platform }: Metrics): readonly Gauge[] {
  if (platform === null) return [];
  const { active, limit, mayStart, untilNextMs } = platform;
  const seconds = untilNextMs === undefined ? undefined : untilNextMs / 1_000;
  return [
    gauge("platform_browsers", "Browsers of the account.", [{ value: active }]),
    gauge("platform_browsers_limit", "Browsers the account may have.", known(limit)),
    gauge("platform_may_start", "Browsers that may be started now.", known(mayStart)),
    gauge("platform_next_start_seconds", "Until one more may be started.", known(seconds)),
  ];
}

function callGauges({ calls: told }: Metrics): readonly Gauge[] {
  if (told === undefined) return [];
  const { window, calls, cut, unreachable } = told;
  const each = calls.map(({ grant, tool, code, calls: value, spent }) => ({
    labels: { window, grant, tool, code },
    value,
    spent,
  }));
  const sums = (of: (spent: Spent) => number): readonly Sample[] =>
    each.flatMap(({ labels, spent }) =>
      spent === undefined ? [] : [{ labels, value: of(spent) }],
    );
  const missing = [...cut, ...unreachable].map((grant) => ({
    labels: { window, grant },
    value: 1,
  }));
  return [
    gauge("calls", "Calls that ended within the window.", each),
    gauge(
      "call_seconds",
      "Time of those that ran, summed up.",
      sums(({ ms }) => ms / 1_000),
    ),
    gauge(
      "browser_seconds",
      "Time of it in browsers.",
      sums(({ browserMs }) => browserMs / 1_000),
    ),
    gauge(
      "answer_bytes",
      "Characters of their answers.",
      sums(({ bytes }) => bytes),
    ),
    gauge("calls_missing", "1 for a grant whose calls are not all counted.", missing),
  ];
}

type Spent = NonNullable<NonNullable<Metrics["calls"]>["calls"][number]["spent"]>;

function gauge(name: string, help: string, samples: readonly Sample[]): Gauge {
  return { name: `leapfrog_${name}`, help, samples };
}

function known(value: number | undefined): readonly Sample[] {
  return value === undefined ? [] : [{ value }];
}

function byLabel(label: string, counts: Readonly<Record<string, number>>): readonly Sample[] {
  return Object.entries(counts).map(([name, value]) => ({ labels: { [label]: name }, value }));
}
