const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A span in the words of a glance, such as `45 s`, `12 min` or `3 h 10 min`; never less than `0 s`. */
export function span(ms: number): string {
  const whole = Math.max(0, ms);
  if (whole < 2 * MINUTE) return `${Math.round(whole / SECOND)} s`;
  if (whole < HOUR) return `${Math.floor(whole / MINUTE)} min`;
  if (whole < DAY) return two(whole, HOUR, "h", MINUTE, "min");
  return two(whole, DAY, "d", HOUR, "h");
}

function two(ms: number, large: number, name: string, small: number, smallName: string): string {
  const rest = Math.floor((ms % large) / small);
  return `${Math.floor(ms / large)} ${name}${rest === 0 ? "" : ` ${rest} ${smallName}`}`;
}

/** Date and time where the person is, such as `2026-11-26 19:04:05`. */
export function clock(at: number): string {
  const time = new Date(at);
  const day = [time.getFullYear(), time.getMonth() + 1, time.getDate()].map(two0).join("-");
  return `${day} ${[time.getHours(), time.getMinutes(), time.getSeconds()].map(two0).join(":")}`;
}

function two0(number: number): string {
  return String(number).padStart(2, "0");
}
