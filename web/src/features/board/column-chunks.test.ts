import { describe, expect, it } from 'vitest';
import type { TicketRow } from '@/shared/api/types';
import type { Page } from '@/shared/tickets/ticket-queries';
import { withoutRow, withRow, type Chunks } from './column-chunks';

function row(number: number): TicketRow {
  return { id: `TKT-${String(number)}` } as TicketRow;
}

function rows(from: number, count: number): TicketRow[] {
  return Array.from({ length: count }, (_, at) => row(from + at));
}

function page(of: TicketRow[], total: number): Page {
  return { rows: of, total, nextCursor: null };
}

function order(a: TicketRow, b: TicketRow): number {
  return Number(a.id.slice(4)) - Number(b.id.slice(4));
}

/** Two full chunks and a gap: 1000…1099, 1100…1199, then those of the fourth. */
const loaded: Chunks = new Map([
  [0, page(rows(1000, 100), 400)],
  [1, page(rows(1100, 100), 400)],
  [3, page(rows(1300, 100), 400)],
]);

describe('taking a row out of a column', () => {
  it('closes the gap from the chunks behind', () => {
    const left = withoutRow(loaded, 'TKT-1000');
    expect(left.get(0)?.rows).toHaveLength(100);
    expect(left.get(0)?.rows[0]?.id).toBe('TKT-1001');
    expect(left.get(0)?.rows[99]?.id).toBe('TKT-1100');
    expect(left.get(1)?.rows).toHaveLength(99);
    expect(left.get(3)?.rows).toHaveLength(100);
    expect([...left.values()].map(({ total }) => total)).toEqual([399, 399, 399]);
  });

  it('leaves a column alone that does not have it', () => {
    expect(withoutRow(loaded, 'TKT-7')).toBe(loaded);
  });
});

describe('putting a row into a column', () => {
  it('puts it in order and moves the others on', () => {
    const { chunks, index } = withRow(withoutRow(loaded, 'TKT-1150'), row(1150), order);
    expect(index).toBe(150);
    expect(chunks.get(1)?.rows[50]?.id).toBe('TKT-1150');
    expect(chunks.get(1)?.rows).toHaveLength(100);
    expect(chunks.get(0)?.total).toBe(400);
  });

  it('drops what no longer fits into what is loaded', () => {
    const { chunks } = withRow(loaded, row(999), order);
    expect(chunks.get(0)?.rows[0]?.id).toBe('TKT-999');
    expect(chunks.get(1)?.rows[99]?.id).toBe('TKT-1198');
  });

  it('only counts it where its place is not loaded', () => {
    const { chunks, index } = withRow(loaded, row(1250), order);
    expect(index).toBeNull();
    expect(chunks.get(0)?.total).toBe(401);
    expect(chunks.get(1)?.rows).toHaveLength(100);
  });

  it('puts the first one into an empty column', () => {
    const { chunks, index } = withRow(new Map([[0, page([], 0)]]), row(1), order);
    expect(index).toBe(0);
    expect(chunks.get(0)).toMatchObject({ total: 1, rows: [{ id: 'TKT-1' }] });
  });
});
