import { describe, expect, it } from 'vitest';
import type { TicketRow } from '@/shared/api/types';
import type { Page } from '@/shared/tickets/ticket-queries';
import { freshened } from './fresh-rows';

function page(...rows: [id: string, title: string][]): Page {
  return {
    rows: rows.map(([id, Title]) => ({ id, Title }) as TicketRow),
    total: rows.length,
    nextCursor: null,
  };
}

describe('freshening the rows on the screen', () => {
  it('takes what is new where every row is still in its place', () => {
    const result = freshened(page(['A', 'old'], ['B', 'b']), page(['A', 'new'], ['B', 'b']));
    expect(result.moved).toBe(false);
    expect(result.page.rows[0]?.Title).toBe('new');
  });

  it('leaves the rows where they are when they would move, with their new values', () => {
    const result = freshened(page(['A', 'a'], ['B', 'b']), page(['B', 'changed'], ['A', 'a']));
    expect(result.moved).toBe(true);
    expect(result.page.rows.map(({ id, Title }) => [id, Title])).toEqual([
      ['A', 'a'],
      ['B', 'changed'],
    ]);
  });

  it('keeps a row that has gone, and tells', () => {
    const result = freshened(page(['A', 'a'], ['B', 'b']), page(['B', 'b']));
    expect(result.moved).toBe(true);
    expect(result.page).toMatchObject({ total: 2, rows: [{ id: 'A' }, { id: 'B' }] });
  });
});
