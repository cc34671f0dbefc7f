import type { ApiToken } from '@/shared/api/account-types';
import { addDays, fromIsoDate, toIsoDate } from '@/shared/time/dates';

export const LIFETIMES = ['30', '90', '365', 'date', 'never'] as const;
/** So many days, until a day that is named, or for ever. */
export type Lifetime = (typeof LIFETIMES)[number];

/** The last day of a token that lives from now on; null where it never ends. */
export function lastDay(lifetime: Lifetime, chosenDay: string, now: Date): string | null {
  if (lifetime === 'never') return null;
  return lifetime === 'date' ? chosenDay : addDays(toIsoDate(now), Number(lifetime));
}

/** The moment, as the API writes it, at which a day of the reader's zone is over. */
export function endOfDay(isoDate: string): string {
  const midnight = fromIsoDate(addDays(isoDate, 1));
  return `${midnight.toISOString().slice(0, 19)}Z`;
}

export function isExpired(token: Pick<ApiToken, 'Expires At'>, now: number = Date.now()): boolean {
  const end = token['Expires At'];
  return end !== null && Date.parse(end) <= now;
}
