import { describe, expect, it } from 'vitest';
import { fromIsoDate } from '@/shared/time/dates';
import { endOfDay, isExpired, lastDay } from './token-life';

const NOON = new Date(2026, 1, 27, 12);

describe('the life of an API token', () => {
  it('ends so many days on, or on the chosen day, or never', () => {
    expect(lastDay('30', '', NOON)).toBe('2026-03-29');
    expect(lastDay('date', '2026-05-01', NOON)).toBe('2026-05-01');
    expect(lastDay('never', '2026-05-01', NOON)).toBeNull();
  });

  it('lasts until the last day is over where the reader is', () => {
    const end = endOfDay('2026-02-28');
    expect(end).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    expect(new Date(end)).toEqual(fromIsoDate('2026-03-01'));
  });

  it('is over from its end on', () => {
    const token = { 'Expires At': '2026-03-01T00:00:00Z' };
    const end = Date.parse(token['Expires At']);
    expect(isExpired(token, end - 1)).toBe(false);
    expect(isExpired(token, end)).toBe(true);
    expect(isExpired({ 'Expires At': null }, end)).toBe(false);
  });
});
