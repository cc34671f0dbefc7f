import { fromIsoDate } from './dates';

/** By how many minutes the reader's clock is ahead of UTC, now. */
export function utcOffset(): number {
  return -new Date().getTimezoneOffset();
}

/**
 * The instant at which a day begins on a clock that is always so far ahead, as figures count. Where summer
 * time began or ended since, that is not the reader's midnight of the day.
 */
export function startOnFixedClock(isoDate: string, offset: number): Date {
  const [year = 1970, month = 1, day = 1] = isoDate.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1, day) - offset * 60_000);
}

export function isReadersMidnight(isoDate: string, offset: number): boolean {
  return startOnFixedClock(isoDate, offset).getTime() === fromIsoDate(isoDate).getTime();
}
