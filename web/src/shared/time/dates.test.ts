import { describe, expect, it } from 'vitest';
import { addDays, countdown, daysBetween, isIsoDate, relativeTime } from './dates';

describe('dates', () => {
  it('counts whole days over a change of summer time and a leap day', () => {
    expect(daysBetween('2024-03-30', '2024-04-01')).toBe(2);
    expect(daysBetween('2024-02-28', '2024-03-01')).toBe(2);
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
    expect(addDays('2024-01-01', -1)).toBe('2023-12-31');
  });

  it('knows dates that do not exist', () => {
    expect(isIsoDate('2024-02-29')).toBe(true);
    expect(isIsoDate('2024-02-30')).toBe(false);
    expect(isIsoDate('today')).toBe(false);
  });

  it('speaks of recent moments in relative words', () => {
    const now = Date.parse('2024-03-10T12:00:00Z');
    expect(relativeTime('2024-03-10T11:59:50Z', now)).toBe('just now');
    expect(relativeTime('2024-03-10T11:15:00Z', now)).toMatch(/45/);
    expect(relativeTime('2024-03-08T12:00:00Z', now)).toMatch(/2/);
  });

  it('shows a countdown in minutes and seconds', () => {
    expect(countdown(65)).toBe('1:05');
    expect(countdown(9)).toBe('0:09');
  });
});
