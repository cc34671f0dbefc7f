import { describe, expect, it } from 'vitest';
import { anchorOf, dayFor, modeOf, stepped, weekOf, weeksShown } from './calendar-range';

describe('the days of the calendar', () => {
  it('are weeks from Monday to Sunday', () => {
    expect(weekOf('2026-11-24')[0]).toBe('2026-11-23');
    expect(weekOf('2026-11-29').at(-1)).toBe('2026-11-29');
  });

  it('are a whole month with the rest of its first and last week', () => {
    const weeks = weeksShown('month', '2026-11-24');
    expect(weeks).toHaveLength(6);
    expect(weeks[0]?.[0]).toBe('2026-10-26');
    expect(weeks.at(-1)?.at(-1)).toBe('2026-12-06');
  });

  it('are four weeks in a February that fits', () => {
    expect(weeksShown('month', '2027-02-10')).toHaveLength(4);
  });

  it('are one week in the week', () => {
    expect(weeksShown('week', '2026-11-24')).toEqual([weekOf('2026-11-24')]);
  });
});

describe('moving about', () => {
  it('goes month by month and stays within shorter ones', () => {
    expect(stepped('month', '2026-10-31', 1)).toBe('2026-11-30');
    expect(stepped('month', '2026-01-31', -1)).toBe('2025-12-31');
    expect(stepped('week', '2026-12-30', 1)).toBe('2027-01-06');
  });

  it('follows the keys', () => {
    expect(dayFor('ArrowLeft', '2026-11-01')).toBe('2026-10-31');
    expect(dayFor('ArrowDown', '2026-11-24')).toBe('2026-12-01');
    expect(dayFor('Home', '2026-11-24')).toBe('2026-11-23');
    expect(dayFor('End', '2026-11-24')).toBe('2026-11-29');
    expect(dayFor('PageDown', '2026-01-31')).toBe('2026-02-28');
    expect(dayFor('a', '2026-01-31')).toBeNull();
  });

  it('begins today where the address names no day', () => {
    expect(anchorOf(null, '2026-11-24')).toBe('2026-11-24');
    expect(anchorOf('2026-13-01', '2026-11-24')).toBe('2026-11-24');
    expect(anchorOf('2026-12-24', '2026-11-24')).toBe('2026-12-24');
    expect(modeOf('week')).toBe('week');
    expect(modeOf('year')).toBe('month');
  });
});
