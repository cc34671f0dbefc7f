import { t } from '@/shared/i18n';

const MINUTE = 60;
const HOUR = 3_600;
const DAY = 86_400;

/** A time in the largest unit that says enough: "40 min", "31 h", "6.6 days". */
export function durationText(seconds: number): string {
  if (seconds < HOUR) return t.dashboard.minutes(Math.round(seconds / MINUTE));
  if (seconds < 2 * DAY) return t.dashboard.hours(Math.round(seconds / HOUR));
  const days = seconds / DAY;
  return t.dashboard.days(
    days.toLocaleString(undefined, { maximumFractionDigits: days < 20 ? 1 : 0 }),
  );
}
