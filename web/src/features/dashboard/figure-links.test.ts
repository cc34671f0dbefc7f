import { describe, expect, it } from 'vitest';
import { utcOffset } from '@/shared/time/utc-offset';
import { overdueOf, unresolvedOf } from '@/shared/tickets/view-parts';
import { parseView, renderView, type ViewQuery } from '@/shared/tickets/view-query';
import {
  ageView,
  dueSoonView,
  happenedBetween,
  valueView,
  weekView,
  type Clock,
} from './figure-links';

const clock: Clock = { today: '2026-11-24', offset: utcOffset() };

function text(view: ViewQuery): string {
  return decodeURIComponent(renderView(view).toString().replaceAll('+', ' '));
}

const everything = parseView('');

describe('from a figure to its list', () => {
  it('keeps what the view says and adds the value', () => {
    const view = unresolvedOf(parseView('Category=Customs'));
    expect(text(valueView(view, 'Priority', 'High'))).toBe(
      'Status=Open,In Progress&Priority=High&Category=Customs',
    );
    expect(text(valueView(view, 'Assignee Email', null))).toContain('Assignee Email=&');
  });

  it('keeps of the open what the view keeps', () => {
    expect(text(unresolvedOf(parseView('Status=Open,Closed')))).toBe('Status=Open');
    expect(text(unresolvedOf(parseView('Status=Closed')))).toBe(
      `Status=Closed&filter=Status lt 'Resolved'`,
    );
  });

  it('takes ages to days of creation', () => {
    expect(text(ageView(everything, '0-1 days', clock))).toBe('Created At=2026-11-23..');
    expect(text(ageView(everything, '2-7 days', clock))).toBe('Created At=2026-11-17..2026-11-22');
    expect(text(ageView(everything, 'over 90 days', clock))).toBe('Created At=..2026-08-25');
  });

  it('takes a week from Monday to Sunday', () => {
    expect(text(weekView(everything, 'Settled At', '2026-11-16', clock))).toBe(
      'Settled At=2026-11-16..2026-11-22',
    );
  });

  it('names instants where a day began at another hour than on the reader’s calendar', () => {
    const elsewhere = { ...clock, offset: clock.offset + 60 };
    expect(text(happenedBetween(everything, 'Created At', '2026-11-16', '', elsewhere))).toMatch(
      /^filter="Created At" ge '2026-11-1[56]T\d\d:00:00Z'$/,
    );
  });

  it('lets a condition on the same field hold as well', () => {
    const view = parseView('Due Date=..2026-12-31');
    expect(text(overdueOf(view, clock.today))).toBe(
      `Status=Open,In Progress&Due Date=..2026-12-31&filter="Due Date" lt '2026-11-24'`,
    );
    expect(text(dueSoonView(everything, clock))).toBe(
      'Status=Open,In Progress&Due Date=today..today+7d',
    );
  });
});
