import { describe, expect, it } from 'vitest';
import type { TicketRow } from '@/shared/api/types';
import type { Page } from '@/shared/tickets/ticket-queries';
import { byDay, incompleteFrom } from './days';

function row(id: string, due: string | null, fields: Partial<TicketRow> = {}): TicketRow {
  return { id, 'Due Date': due, Status: 'Open', Priority: 'Low', ...fields } as TicketRow;
}

function page(rows: TicketRow[], total = rows.length): Page {
  return { rows, total, nextCursor: null };
}

describe('the tickets of each day', () => {
  it('are those of the range', () => {
    const days = byDay(
      page([row('A', '2026-11-02'), row('B', '2026-11-02'), row('C', null)]),
      new Map(),
    );
    expect([...days.keys()]).toEqual(['2026-11-02']);
    expect(days.get('2026-11-02')?.total).toBe(2);
  });

  it('come with the open ones first, the most urgent before the rest', () => {
    const due = '2026-11-02';
    const range = page([
      row('A', due, { Status: 'Closed', Priority: 'Critical' }),
      row('B', due),
      row('C', due, { Status: 'In Progress', Priority: 'High' }),
    ]);
    const rows = byDay(range, new Map()).get(due)?.rows;
    expect(rows?.map(({ id }) => id)).toEqual(['C', 'B', 'A']);
  });

  it('follow a ticket to the day that it was moved to', () => {
    const days = byDay(page([row('A', '2026-11-05')]), new Map([['2026-11-02', page([], 0)]]));
    expect(days.get('2026-11-05')?.rows.map(({ id }) => id)).toEqual(['A']);
  });

  it('come from a page of the day where the range was cut', () => {
    const range = page([row('A', '2026-11-02'), row('B', '2026-11-03')], 900);
    expect(incompleteFrom(range)).toBe('2026-11-03');
    const own = new Map([
      ['2026-11-03', page([row('B', '2026-11-03'), row('D', '2026-11-03')], 450)],
    ]);
    const days = byDay(range, own);
    expect(days.get('2026-11-02')).toMatchObject({ total: 1 });
    expect(days.get('2026-11-03')?.total).toBe(450);
    expect(days.get('2026-11-03')?.rows).toHaveLength(2);
  });
});
