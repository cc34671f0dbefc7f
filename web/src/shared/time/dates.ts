import { language, t } from '../i18n';

const DAY_MS = 86_400_000;

/** A calendar date of the reader's zone as YYYY-MM-DD. */
export function toIsoDate(date: Date): string {
  const month = String(date.getMonth() + 1).padStart(2, '0');
  const day = String(date.getDate()).padStart(2, '0');
  return `${String(date.getFullYear()).padStart(4, '0')}-${month}-${day}`;
}

/** Midnight, in the reader's zone, of a YYYY-MM-DD. */
export function fromIsoDate(text: string): Date {
  const [year = 1970, month = 1, day = 1] = text.split('-').map(Number);
  return new Date(year, month - 1, day);
}

export function today(): string {
  return toIsoDate(new Date());
}

export function addDays(isoDate: string, days: number): string {
  const date = fromIsoDate(isoDate);
  date.setDate(date.getDate() + days);
  return toIsoDate(date);
}

/** Whole days from one date to another; summer time does not matter. */
export function daysBetween(from: string, to: string): number {
  const utc = (text: string) => Date.parse(`${text}T00:00:00Z`);
  return Math.round((utc(to) - utc(from)) / DAY_MS);
}

export function isIsoDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && toIsoDate(fromIsoDate(text)) === text;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function format(name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${name}`;
  let made = formats.get(key);
  if (!made) {
    made = new Intl.DateTimeFormat(language === 'en' ? undefined : language, options);
    formats.set(key, made);
  }
  return made;
}

/** "12 Mar", or with the year where it is not this one. */
export function shortDate(isoDate: string): string {
  const date = fromIsoDate(isoDate);
  const sameYear = date.getFullYear() === new Date().getFullYear();
  return sameYear
    ? format('day', { day: 'numeric', month: 'short' }).format(date)
    : format('day-year', { day: 'numeric', month: 'short', year: 'numeric' }).format(date);
}

export function longDate(isoDate: string): string {
  return format('long', { dateStyle: 'full' }).format(fromIsoDate(isoDate));
}

/** The name of the day of the week. */
export function weekdayName(isoDate: string, weekday: 'short' | 'long'): string {
  return format(`weekday-${weekday}`, { weekday }).format(fromIsoDate(isoDate));
}

/** "November 2026". */
export function monthName(isoDate: string): string {
  return format('month', { month: 'long', year: 'numeric' }).format(fromIsoDate(isoDate));
}

/** "23 – 29 Nov 2026", as the language writes it. */
export function dateRange(from: string, to: string): string {
  const range = format('range', { day: 'numeric', month: 'short', year: 'numeric' });
  return range.formatRange(fromIsoDate(from), fromIsoDate(to));
}

/** The exact moment in the reader's zone, for the tooltip of a relative time. */
export function exactTime(instant: string): string {
  return format('exact', { dateStyle: 'medium', timeStyle: 'long' }).format(new Date(instant));
}

let relativeFormat: { language: string; format: Intl.RelativeTimeFormat } | null = null;

function relativeWords(): Intl.RelativeTimeFormat {
  if (relativeFormat?.language !== language) {
    const made = new Intl.RelativeTimeFormat(language, { style: 'narrow', numeric: 'always' });
    relativeFormat = { language, format: made };
  }
  return relativeFormat.format;
}

/** "just now", "5 min ago", "3 h ago", "2 d ago", then the date. */
export function relativeTime(instant: string, now: number = Date.now()): string {
  const seconds = Math.round((now - Date.parse(instant)) / 1000);
  if (seconds < 45) return t.time.justNow;
  const relative = relativeWords();
  if (seconds < 3_600) return relative.format(-Math.max(1, Math.round(seconds / 60)), 'minute');
  if (seconds < 86_400) return relative.format(-Math.round(seconds / 3_600), 'hour');
  if (seconds < 7 * 86_400) return relative.format(-Math.round(seconds / 86_400), 'day');
  return shortDate(toIsoDate(new Date(instant)));
}

/** "m:ss" of a number of seconds. */
export function countdown(seconds: number): string {
  return `${String(Math.floor(seconds / 60))}:${String(seconds % 60).padStart(2, '0')}`;
}
