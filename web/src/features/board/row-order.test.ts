import { describe, expect, it } from 'vitest';
import type { TicketRow } from '@/shared/api/types';
import { parseView } from '@/shared/tickets/view-query';
import { rowOrder } from './row-order';

function row(id: number, fields: Partial<TicketRow> = {}): TicketRow {
  return {
    id: `TKT-${String(id).padStart(3, '0')}`,
    Priority: 'Medium',
    'Due Date': null,
    'Updated At': '2026-01-01T00:00:00Z',
    ...fields,
  } as TicketRow;
}

function sorted(rows: TicketRow[], sort: string, text = ''): string[] {
  return rows.sort(rowOrder(parseView(new URLSearchParams({ q: text, sort })))).map(({ id }) => id);
}

describe('the order of rows', () => {
  it('is by the latest change where nothing is asked for', () => {
    const rows = [row(1), row(2, { 'Updated At': '2026-01-02T00:00:00Z' }), row(3)];
    expect(sorted(rows, '')).toEqual(['TKT-002', 'TKT-003', 'TKT-001']);
  });

  it('is newest first where words are looked for', () => {
    const rows = [row(1, { 'Updated At': '2026-01-02T00:00:00Z' }), row(3), row(2)];
    expect(sorted(rows, '', 'pallet')).toEqual(['TKT-003', 'TKT-002', 'TKT-001']);
  });

  it('is by title as the API compares texts: capitals come before small letters', () => {
    const rows = [row(1, { Title: 'apron' }), row(2, { Title: 'Zinc' }), row(3, { Title: 'Axle' })];
    expect(sorted(rows, 'Title')).toEqual(['TKT-003', 'TKT-002', 'TKT-001']);
  });

  it('takes priorities by their rank, not by their name', () => {
    const rows = [row(1, { Priority: 'Low' }), row(2, { Priority: 'Critical' }), row(3)];
    expect(sorted(rows, '-Priority')).toEqual(['TKT-002', 'TKT-003', 'TKT-001']);
  });

  it('puts what is empty last in both directions', () => {
    const rows = [
      row(1),
      row(2, { 'Due Date': '2026-02-01' }),
      row(3, { 'Due Date': '2026-03-01' }),
    ];
    expect(sorted([...rows], 'Due Date')).toEqual(['TKT-002', 'TKT-003', 'TKT-001']);
    expect(sorted([...rows], '-Due Date')).toEqual(['TKT-003', 'TKT-002', 'TKT-001']);
  });

  it('takes ids by their number', () => {
    expect(sorted([row(1000), row(999)], 'id')).toEqual(['TKT-999', 'TKT-1000']);
  });
});
